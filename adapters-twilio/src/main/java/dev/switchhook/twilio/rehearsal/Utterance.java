package dev.switchhook.twilio.rehearsal;

/// One clip that the caller said.
///
/// @param startedNanos when its first frame was due, `System.nanoTime()`
/// @param endedNanos when its last byte had been said
/// @param bytes how long it is, 8 bytes a millisecond
public record Utterance(long startedNanos, long endedNanos, int bytes) {}
