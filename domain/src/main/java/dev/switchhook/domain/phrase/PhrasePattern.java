package dev.switchhook.domain.phrase;

import java.util.ArrayList;
import java.util.List;

/// Writes a pattern out as all phrases that it means: `i('ll| will) hang up` means `i'll hang up` and `i will hang
/// up`; `end (the |)call` means `end the call` and `end call`. Groups may stand within groups.
public final class PhrasePattern {

    /// More are a slip of the pen, and would fill the memory.
    public static final int MOST_VARIANTS = 1000;

    private final String pattern;
    private int at;

    private PhrasePattern(String pattern) {
        this.pattern = pattern;
    }

    /// All phrases that a pattern means.
    ///
    /// @throws IllegalArgumentException when it is wrong; the message says in which way
    public static List<String> variants(String pattern) {
        PhrasePattern reading = new PhrasePattern(pattern);
        List<String> all = reading.sequence();
        if (reading.at < pattern.length()) {
            throw new IllegalArgumentException("'" + pattern.charAt(reading.at) + "' stands outside of parentheses");
        }
        return all;
    }

    private List<String> sequence() {
        List<String> all = List.of("");
        while (at < pattern.length()) {
            char next = pattern.charAt(at);
            if (next == '|' || next == ')') {
                return all;
            }
            at++;
            all = joined(all, next == '(' ? alternatives() : List.of(String.valueOf(next)));
        }
        return all;
    }

    private List<String> alternatives() {
        List<String> all = new ArrayList<>(sequence());
        while (at < pattern.length() && pattern.charAt(at) == '|') {
            at++;
            all.addAll(sequence());
        }
        if (at >= pattern.length()) {
            throw new IllegalArgumentException("a parenthesis is not closed");
        }
        at++;
        return all;
    }

    private static List<String> joined(List<String> beginnings, List<String> ends) {
        if ((long) beginnings.size() * ends.size() > MOST_VARIANTS) {
            throw new IllegalArgumentException("means more than " + MOST_VARIANTS + " phrases");
        }
        List<String> all = new ArrayList<>(beginnings.size() * ends.size());
        for (String beginning : beginnings) {
            for (String end : ends) {
                all.add(beginning + end);
            }
        }
        return all;
    }
}
