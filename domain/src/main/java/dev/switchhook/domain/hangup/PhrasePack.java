package dev.switchhook.domain.hangup;

import dev.switchhook.domain.phrase.PhrasePattern;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What people say at the end of a call, in one language, as data.
///
/// The text of a pack:
///
/// ```
/// # a comment
/// [commitments]
/// i('ll| will) hang up
/// [farewells]
/// goodbye
/// [offers]
/// if you want
/// [goodbyes]
/// bye
/// ```
///
/// - `commitments`: with these, anywhere in what it says, an agent announces that it ends the call.
/// - `farewells`: with these an agent closes; they count only in its last sentence, at the end of a clause or at the
///   beginning of one that goes on for two words at most ("Goodbye, Anna", but not "goodbye to back pain").
/// - `offers`: with these, anywhere, the agent leaves it to the caller or means it otherwise, and neither of the above
///   counts.
/// - `goodbyes`: with these, anywhere, a caller wishes to end the call.
///
/// A line is a phrase, or a pattern for several: `(a|b)` is a or b, `(a |)` is an optional word. Case, punctuation and
/// white space do not count, a phrase is never found within a word, diacritics count as they are written. An
/// immutable value.
public final class PhrasePack {

    private static final int LONGEST_ADDRESS = 2;

    private enum Section {
        COMMITMENTS,
        FAREWELLS,
        OFFERS,
        GOODBYES;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final String name;
    private final Map<Section, Phrases> sections;

    private PhrasePack(String name, Map<Section, Phrases> sections) {
        this.name = name;
        this.sections = sections;
    }

    /// Reads the text of a pack.
    ///
    /// @param name what the pack is called in mistakes, such as `en`
    /// @throws IllegalArgumentException when the text is wrong; the message names pack, line and mistake
    public static PhrasePack parse(String name, String text) {
        Map<Section, List<List<String>>> phrases = new EnumMap<>(Section.class);
        List<List<String>> section = null;
        int number = 0;
        for (String line : text.lines().map(String::strip).toList()) {
            number++;
            try {
                if (line.startsWith("[")) {
                    section = begun(line, phrases);
                } else if (!line.isEmpty() && !line.startsWith("#")) {
                    if (section == null) {
                        throw new IllegalArgumentException("a phrase stands before the first [section]");
                    }
                    section.addAll(phrases(line));
                }
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException(
                        "phrase pack '" + name + "', line " + number + ": " + wrong.getMessage(), wrong);
            }
        }
        Map<Section, Phrases> sections = new EnumMap<>(Section.class);
        for (Section each : Section.values()) {
            List<List<String>> found = phrases.getOrDefault(each, List.of());
            if (found.isEmpty()) {
                throw new IllegalArgumentException(
                        "phrase pack '" + name + "': there is nothing under [" + each.word() + "]");
            }
            sections.put(each, Phrases.of(found));
        }
        return new PhrasePack(name, sections);
    }

    private static List<List<String>> begun(String line, Map<Section, List<List<String>>> phrases) {
        for (Section section : Section.values()) {
            if (line.equals("[" + section.word() + "]")) {
                if (phrases.containsKey(section)) {
                    throw new IllegalArgumentException(line + " stands there twice");
                }
                List<List<String>> lines = new ArrayList<>();
                phrases.put(section, lines);
                return lines;
            }
        }
        throw new IllegalArgumentException(
                line + " is unknown; allowed: [commitments], [farewells], [offers], [goodbyes]");
    }

    private static List<List<String>> phrases(String pattern) {
        List<List<String>> all =
                PhrasePattern.variants(pattern).stream().map(Utterance::wordsOf).toList();
        if (all.stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException("a phrase without a word");
        }
        return all;
    }

    /// Which pack this is.
    public String name() {
        return name;
    }

    /// Whether an agent who says this ends the call.
    boolean ends(Utterance said) {
        return section(Section.COMMITMENTS).in(said.words())
                || said.closing().stream()
                        .anyMatch(clause -> section(Section.FAREWELLS).makeUp(clause, LONGEST_ADDRESS));
    }

    /// Whether an agent who says this leaves it to the caller.
    boolean offers(Utterance said) {
        return section(Section.OFFERS).in(said.words());
    }

    /// Whether a caller who says this wishes to end the call.
    boolean saysGoodbye(Utterance said) {
        return section(Section.GOODBYES).in(said.words());
    }

    private Phrases section(Section section) {
        Phrases phrases = sections.get(section);
        if (phrases == null) {
            throw new IllegalStateException("a pack has all sections");
        }
        return phrases;
    }

    @Override
    public String toString() {
        return "PhrasePack[" + name + "]";
    }
}
