package dev.switchhook.twilio.rehearsal;

/// A line that `<Say>` spoke to the caller.
///
/// @param startedNanos when it began, `System.nanoTime()`
public record SpokenLine(String text, long startedNanos) {}
