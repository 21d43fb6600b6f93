package dev.switchhook.app.spa.tools;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How people of one language say yes and no to what was read back to them, as data. Immutable.
///
/// The text of a pack has the sections `[agrees]`, `[declines]` and `[despite]`, and under them one phrase a line. A
/// phrase is found as a run of whole words; case, punctuation and white space do not count. What stands under
/// `[despite]` holds a word of refusal and refuses nothing, such as "no problem".
final class ConsentPack {

    /// The languages that there are packs for. A further one is a further file.
    static final List<String> LANGUAGES = List.of("en", "de", "es", "fr");

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+(?:'[\\p{L}\\p{M}\\p{N}]+)*");
    private static final List<String> SECTIONS = List.of("agrees", "declines", "despite");

    private final Map<String, List<String>> phrases;

    private ConsentPack(Map<String, List<String>> phrases) {
        this.phrases = phrases;
    }

    /// The packs of all languages. A caller's language is not known for certain, so all of them are asked.
    static List<ConsentPack> all() {
        return LANGUAGES.stream().map(ConsentPack::of).toList();
    }

    private static ConsentPack of(String language) {
        String name = "/phrases/consent/" + language + ".txt";
        try (InputStream in = Objects.requireNonNull(ConsentPack.class.getResourceAsStream(name), name)) {
            return parse(language, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads the text of a pack.
    ///
    /// @throws IllegalArgumentException when it is wrong; the message names pack, line and mistake
    static ConsentPack parse(String name, String text) {
        Map<String, List<String>> phrases = new LinkedHashMap<>();
        String section = "";
        int number = 0;
        for (String line : text.lines().map(String::strip).toList()) {
            number++;
            if (line.startsWith("[") && line.endsWith("]")) {
                section = line.substring(1, line.length() - 1);
                if (!SECTIONS.contains(section) || phrases.putIfAbsent(section, new ArrayList<>()) != null) {
                    throw mistake(name, number, line + " is unknown or stands there twice");
                }
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                List<String> lines = phrases.get(section);
                if (lines == null || words(line).isBlank()) {
                    throw mistake(name, number, "a phrase is made of words, below a [section]");
                }
                lines.add(words(line));
            }
        }
        if (!phrases.keySet().containsAll(SECTIONS)) {
            throw mistake(name, number, "the sections are " + SECTIONS);
        }
        return new ConsentPack(phrases);
    }

    private static IllegalArgumentException mistake(String name, int line, String what) {
        return new IllegalArgumentException("consent pack '" + name + "', line " + line + ": " + what);
    }

    /// The words of a text in small letters, each between two spaces; empty when it has none.
    static String words(String text) {
        StringBuilder words = new StringBuilder(" ");
        Matcher word = WORD.matcher(Normalizer.normalize(text, Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT)
                .replace('\u2019', '\''));
        while (word.find()) {
            words.append(word.group()).append(' ');
        }
        return words.toString().isBlank() ? "" : words.toString();
    }

    /// Whether these words agree in this language.
    ///
    /// @param words as [#words] gave them
    boolean agrees(String words) {
        return holds("agrees", words);
    }

    /// Whether these words refuse, or put off, in this language.
    ///
    /// @param words as [#words] gave them
    boolean declines(String words) {
        return holds("declines", words);
    }

    /// The words without what sounds like a refusal and is none.
    ///
    /// @param words as [#words] gave them
    String withoutPoliteness(String words) {
        String left = words;
        for (String phrase : phrases("despite")) {
            left = left.replace(phrase, " ");
        }
        return left;
    }

    private boolean holds(String section, String words) {
        return phrases(section).stream().anyMatch(words::contains);
    }

    private List<String> phrases(String section) {
        return phrases.getOrDefault(section, List.of());
    }
}
