package dev.switchhook.app.spa;

import java.time.Duration;

/// What a guest can book. Its text form is what the model reads and says.
enum Service {
    CLASSIC_MASSAGE("classic massage", 60),
    DEEP_TISSUE_MASSAGE("deep tissue massage", 60),
    HOT_STONE_MASSAGE("hot stone massage", 75),
    FACIAL("facial", 45);

    private final String words;
    private final Duration duration;

    Service(String words, int minutes) {
        this.words = words;
        this.duration = Duration.ofMinutes(minutes);
    }

    /// How long it takes: whole quarter-hours.
    Duration duration() {
        return duration;
    }

    @Override
    public String toString() {
        return words;
    }
}
