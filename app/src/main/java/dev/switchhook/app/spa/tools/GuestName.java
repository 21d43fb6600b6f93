package dev.switchhook.app.spa.tools;

import dev.switchhook.app.spa.book.Appointment;
import dev.switchhook.app.tools.PlainText;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Names of guests: somebody has said them, and they may say anything. Pure.
public final class GuestName {

    private static final int LONGEST_TOLD = 40;
    private static final int MOST_WORDS_TOLD = 4;

    private GuestName() {}

    /// A name as it is kept: one line, without control characters, of bounded length.
    static String kept(String said) {
        return PlainText.of(said, Appointment.Guest.LONGEST_NAME);
    }

    /// A name as a model is told it: letters, spaces, and what names have between them; at most four words. A
    /// sentence that pretends to be a name loses its end, and its punctuation.
    public static String told(String kept) {
        String letters = PlainText.of(kept.replaceAll("[^\\p{L}\\p{M}'\u2019.\\- ]", " "), LONGEST_TOLD);
        return Arrays.stream(letters.split(" ")).limit(MOST_WORDS_TOLD).collect(Collectors.joining(" "));
    }

    /// Whether a name that is said now may be the one that was said then: it has no word that the other one lacks.
    /// Case and accents make no difference.
    static boolean fits(String said, String kept) {
        Set<String> now = words(said);
        return !now.isEmpty() && words(kept).containsAll(now);
    }

    private static Set<String> words(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
        Set<String> words = new HashSet<>(Arrays.asList(plain.split("[^\\p{L}\\p{N}]+")));
        words.remove("");
        return words;
    }
}
