package dev.switchhook.domain.claim;

import dev.switchhook.domain.phrase.PhrasePattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// A set of phrases that can be looked for at a place of a sentence. A phrase has parts; between two of them any few
/// words may stand, also another clause. Within a part, words that mean nothing (`just`, `now`) may stand between any
/// two, and it does not reach over a comma.
final class Wording {

    private static final int LONGEST_GAP = 12;
    private static final Pattern GAP = Pattern.compile("\\.\\.\\.");
    private static final String WHOLE = "=";

    /// @param first the words of its first part
    /// @param rest its further parts, each with all phrases that it may be
    /// @param whole whether it has to be a clause of its own
    private record Phrase(List<String> first, List<List<List<String>>> rest, boolean whole) {}

    private final Map<String, List<Phrase>> byFirstWord = new HashMap<>();
    private final Set<String> fillers;

    /// @param fillers the words that mean nothing
    Wording(List<String> patterns, Set<String> fillers) {
        this.fillers = Set.copyOf(fillers);
        patterns.forEach(this::add);
    }

    private void add(String pattern) {
        boolean whole = pattern.startsWith(WHOLE);
        List<List<List<String>>> parts = GAP.splitAsStream(whole ? pattern.substring(1) : pattern)
                .map(Wording::variants)
                .toList();
        for (List<String> first : parts.getFirst()) {
            byFirstWord
                    .computeIfAbsent(first.getFirst(), _ -> new ArrayList<>())
                    .add(new Phrase(first, parts.subList(1, parts.size()), whole));
        }
    }

    private static List<List<String>> variants(String part) {
        List<List<String>> all =
                PhrasePattern.variants(part).stream().map(Sentence::wordsOf).toList();
        if (all.stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException("a phrase, or a part of it, without a word");
        }
        return all;
    }

    /// Where a phrase ends that begins with this word: the shortest one.
    Optional<Integer> from(Sentence sentence, int word) {
        List<Phrase> phrases = byFirstWord.get(sentence.words().get(word).text());
        if (phrases == null) {
            // Most words begin no phrase, and every word is looked up for every kind of claim.
            return Optional.empty();
        }
        return phrases.stream()
                .map(phrase -> end(phrase, sentence, word))
                .filter(end -> end >= 0)
                .min(Integer::compareTo);
    }

    /// Whether a phrase begins with one of these words.
    boolean begins(Sentence sentence, int from, int to) {
        for (int word = from; word < to; word++) {
            if (from(sentence, word).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private int end(Phrase phrase, Sentence sentence, int from) {
        int after = endOfPart(phrase.first, sentence, from);
        int end = after < 0 ? after : end(phrase.rest, sentence, after);
        boolean alone = sentence.words().get(from).opensClause()
                && (end == sentence.words().size()
                        || (end > 0 && sentence.words().get(end).opensClause()));
        return phrase.whole && !alone ? -1 : end;
    }

    private int end(List<List<List<String>>> parts, Sentence sentence, int from) {
        if (parts.isEmpty()) {
            return from;
        }
        int last = Math.min(from + LONGEST_GAP, sentence.words().size() - 1);
        for (int next = from; next <= last; next++) {
            for (List<String> part : parts.getFirst()) {
                int after = endOfPart(part, sentence, next);
                int end = after < 0 ? after : end(parts.subList(1, parts.size()), sentence, after);
                if (end >= 0) {
                    return end;
                }
            }
        }
        return -1;
    }

    private int endOfPart(List<String> part, Sentence sentence, int from) {
        int found = 0;
        for (int at = from; at < sentence.words().size(); at++) {
            Sentence.Word word = sentence.words().get(at);
            if (at > from && word.opensClause()) {
                return -1;
            }
            if (word.text().equals(part.get(found))) {
                found++;
                if (found == part.size()) {
                    return at + 1;
                }
            } else if (found == 0 || !fillers.contains(word.text())) {
                return -1;
            }
        }
        return -1;
    }
}
