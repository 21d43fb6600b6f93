package dev.switchhook.domain.turn;

/// How much of an utterance the caller has really heard.
///
/// @param item the utterance
/// @param milliseconds heard of it; 0 when none of it was
public record HeardItem(ItemId item, long milliseconds) {}
