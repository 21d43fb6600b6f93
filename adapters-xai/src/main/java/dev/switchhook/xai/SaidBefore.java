package dev.switchhook.xai;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Words of the caller that were passed on already, and that the provider repeats at the beginning of a later
/// transcript. Pure.
///
/// @param words may be empty
record SaidBefore(String words) {

    static final SaidBefore NOTHING = new SaidBefore("");

    /// What a transcript adds to them. When it revises them, it is all new, and nothing is guessed.
    String restOf(String transcript) {
        List<String> before = split(words);
        List<String> now = split(transcript);
        int known = Math.min(before.size(), now.size());
        for (int i = 0; i < known; i++) {
            if (!plain(before.get(i)).equals(plain(now.get(i)))) {
                return transcript.strip();
            }
        }
        return String.join(" ", now.subList(known, now.size()));
    }

    private static List<String> split(String text) {
        return text.isBlank() ? List.of() : Arrays.asList(text.strip().split("\\s+", -1));
    }

    /// A revised full stop or capital letter is no other word.
    private static String plain(String word) {
        return word.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
    }
}
