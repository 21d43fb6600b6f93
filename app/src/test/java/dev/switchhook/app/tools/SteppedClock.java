package dev.switchhook.app.tools;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that somebody moves on.
final class SteppedClock implements InstantSource {

    private Instant now = Instant.parse("2026-11-20T13:05:00Z");

    @Override
    public synchronized Instant instant() {
        return now;
    }

    synchronized void advance(Duration time) {
        now = now.plus(time);
    }
}
