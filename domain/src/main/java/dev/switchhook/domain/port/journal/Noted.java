package dev.switchhook.domain.port.journal;

import java.time.Instant;

/// An entry with the time of its noting.
public record Noted(Instant at, JournalEntry entry) {}
