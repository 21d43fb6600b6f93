package dev.switchhook.app.tracing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A part of a call that is over: what becomes a span. It holds nothing private. Immutable.
///
/// @param name one of a few words, never a name of something
/// @param whole whether it is the call itself, and not one of its parts
/// @param start never after the end
/// @param words what is known about it, in words
/// @param numbers what is known about it, in numbers
/// @param failed whether something went wrong
/// @param marks moments in it
record Period(
        String name,
        boolean whole,
        Instant start,
        Instant end,
        Map<String, String> words,
        Map<String, Long> numbers,
        boolean failed,
        List<Mark> marks) {

    /// A moment.
    ///
    /// @param words what is known about it
    record Mark(Instant at, String name, Map<String, String> words) {}

    /// Keeps its own copies. Clocks of processes differ, and a period is never negative.
    Period {
        start = start.isAfter(end) ? end : start;
        words = Map.copyOf(words);
        numbers = Map.copyOf(numbers);
        marks = List.copyOf(marks);
    }

    /// A part of a call about which nothing is known yet.
    static Period part(String name, Instant start, Instant end) {
        return new Period(name, false, start, end, Map.of(), Map.of(), false, List.of());
    }

    /// The part that ended then and had taken so long.
    static Period before(String name, Instant end, Duration length) {
        return part(name, end.minus(length), end);
    }

    Period with(String key, String word) {
        Map<String, String> more = new TreeMap<>(words);
        more.put(key, word);
        return new Period(name, whole, start, end, more, numbers, failed, marks);
    }

    Period with(String key, long number) {
        Map<String, Long> more = new TreeMap<>(numbers);
        more.put(key, number);
        return new Period(name, whole, start, end, words, more, failed, marks);
    }

    Period with(Mark mark) {
        return new Period(name, whole, start, end, words, numbers, failed, List.of(mark));
    }

    Period failedIf(boolean bad) {
        return new Period(name, whole, start, end, words, numbers, bad, marks);
    }
}
