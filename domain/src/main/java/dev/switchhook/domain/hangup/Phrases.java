package dev.switchhook.domain.hangup;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A set of phrases that can be looked for in a text in one pass over its words.
final class Phrases {

    private final Map<String, List<List<String>>> byFirstWord;

    private Phrases(Map<String, List<List<String>>> byFirstWord) {
        this.byFirstWord = byFirstWord;
    }

    /// @param phrases each the words of one phrase, at least one
    static Phrases of(List<List<String>> phrases) {
        Map<String, List<List<String>>> byFirstWord = new HashMap<>();
        for (List<String> phrase : phrases) {
            byFirstWord
                    .computeIfAbsent(phrase.getFirst(), _ -> new ArrayList<>())
                    .add(List.copyOf(phrase));
        }
        byFirstWord.replaceAll((_, all) -> List.copyOf(all));
        return new Phrases(Map.copyOf(byFirstWord));
    }

    /// Whether one of the phrases stands anywhere in these words.
    boolean in(List<String> words) {
        for (int at = 0; at < words.size(); at++) {
            for (List<String> phrase : startingWith(words.get(at))) {
                if (standsAt(at, phrase, words)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Whether these words end with one of the phrases, or begin with one and go on for `most` words at most, such
    /// as a name.
    boolean makeUp(List<String> clause, int most) {
        for (int at = 0; at < clause.size(); at++) {
            for (List<String> phrase : startingWith(clause.get(at))) {
                int after = clause.size() - at - phrase.size();
                if ((after == 0 || (at == 0 && after <= most)) && standsAt(at, phrase, clause)) {
                    return true;
                }
            }
        }
        return false;
    }

    private List<List<String>> startingWith(String word) {
        return byFirstWord.getOrDefault(word, List.of());
    }

    private static boolean standsAt(int at, List<String> phrase, List<String> words) {
        int end = at + phrase.size();
        return end <= words.size() && words.subList(at, end).equals(phrase);
    }
}
