package dev.switchhook.app.privacy;

import java.time.Duration;
import java.time.Instant;

/// The sorts of things that calls leave behind, by how long they are kept.
public enum Keeping {

    /// What was said, what tools were asked and answered, and the like.
    TRANSCRIPTS("transcripts", 30),

    /// Sound.
    RECORDINGS("recordings", 30),

    /// Everything else about a call.
    CALLS("calls", 365),

    /// What people did by hand.
    AUDIT("audit", 365);

    /// What is kept for no days is kept for this time, because a call may last for four hours.
    private static final Duration SHORTEST = Duration.ofHours(6);

    private final String word;
    private final int defaultDays;

    Keeping(String word, int defaultDays) {
        this.word = word;
        this.defaultDays = defaultDays;
    }

    /// The key of the setting that says for how many days.
    public String key() {
        return "switchhook.retention." + word + "-days";
    }

    /// For how many days if nobody says otherwise.
    public int defaultDays() {
        return defaultDays;
    }

    /// Before when everything of this sort is deleted.
    ///
    /// @param days for how long it is kept; 0 for some hours
    public static Instant end(int days, Instant now) {
        return now.minus(days == 0 ? SHORTEST : Duration.ofDays(days));
    }
}
