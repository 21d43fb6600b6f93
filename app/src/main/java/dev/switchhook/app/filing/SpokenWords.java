package dev.switchhook.app.filing;

import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.journal.Noted;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The words by which what was said is found: letters and digits, three or more, in small letters, without
/// accents.
public final class SpokenWords {

    /// A call of twenty minutes has about six hundred different ones.
    private static final int MOST = 1_000;

    private static final int LONGEST = 32;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]{3,}");
    private static final Pattern MARK = Pattern.compile("\\p{M}+");

    private SpokenWords() {}

    /// The words of a text, in order, each once; of a long word its first 32 characters.
    public static List<String> of(String text) {
        return List.copyOf(addTo(new LinkedHashSet<>(), text));
    }

    /// The words that caller and agent have said, each once; no more than the first 1,000.
    static List<String> of(List<Noted> notes) {
        Set<String> words = new LinkedHashSet<>();
        for (Noted noted : notes) {
            if (noted.entry() instanceof JournalEntry.Spoken spoken) {
                addTo(words, spoken.turn().text());
            }
        }
        List<String> all = new ArrayList<>(words);
        return List.copyOf(all.subList(0, Math.min(MOST, all.size())));
    }

    private static Set<String> addTo(Set<String> words, String text) {
        String plain =
                MARK.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
        Matcher matcher = WORD.matcher(plain.toLowerCase(Locale.ROOT));
        while (matcher.find() && words.size() < MOST) {
            words.add(shortened(matcher.group()));
        }
        return words;
    }

    private static String shortened(String word) {
        if (word.length() <= LONGEST) {
            return word;
        }
        return word.substring(0, Character.isHighSurrogate(word.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST);
    }
}
