package dev.switchhook.app.console.access;

import java.time.Duration;
import java.time.Instant;

/// A log-in that has not ended.
///
/// @param id of this log-in, known to nobody but the cookie
/// @param user who has logged in
/// @param began when they logged in
/// @param seen when they last did something, to the minute
public record Session(String id, String user, Instant began, Instant seen) {

    /// After so long without doing anything people have gone away.
    public static final Duration IDLE = Duration.ofMinutes(15);

    /// So long is a working day; then everybody logs in again.
    public static final Duration LONGEST = Duration.ofHours(8);

    /// How late it may be noted that somebody has done something.
    static final Duration GRAIN = Duration.ofMinutes(1);

    /// When it ends if nothing more is done.
    public Instant ends() {
        Instant idle = seen.plus(IDLE);
        Instant absolute = began.plus(LONGEST);
        return idle.isBefore(absolute) ? idle : absolute;
    }

    /// Whether it has not ended yet.
    boolean lives(Instant now) {
        return now.isBefore(ends()) && !now.plus(GRAIN).isBefore(seen);
    }

    /// Whether it is time to note that they still do something.
    boolean isStale(Instant now) {
        return now.isAfter(seen.plus(GRAIN));
    }

    Session seenAt(Instant now) {
        return new Session(id, user, began, now);
    }
}
