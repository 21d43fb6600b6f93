package dev.switchhook.app.spa.tools;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Finds the names that somebody may have meant. Pure.
final class Similar {

    private static final int MOST = 3;

    private Similar() {}

    /// The names that are nearest to what was said, the nearest first, at most three.
    ///
    /// @param said of any length; its first 60 characters count
    static List<String> to(String said, List<String> names) {
        String wanted = said.substring(0, Math.min(said.length(), 60)).toLowerCase(Locale.ROOT);
        return names.stream()
                .sorted(Comparator.comparingInt(name -> distance(wanted, name.toLowerCase(Locale.ROOT))))
                .limit(MOST)
                .toList();
    }

    /// How many characters must be put in, left out or exchanged; a name that is part of the other text, or the
    /// other way round, is as near as can be.
    private static int distance(String one, String other) {
        if (!one.isEmpty() && (other.contains(one) || one.contains(other))) {
            return 0;
        }
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int exchanged = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(exchanged, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
