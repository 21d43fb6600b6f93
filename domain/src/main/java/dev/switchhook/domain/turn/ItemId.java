package dev.switchhook.domain.turn;

/// The speech model's id of one utterance inside a conversation; a reply may hold several.
public record ItemId(String value) {}
