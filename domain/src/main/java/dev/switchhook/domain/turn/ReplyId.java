package dev.switchhook.domain.turn;

/// The speech model's id of one reply: everything it says and does in one go.
public record ReplyId(String value) {}
