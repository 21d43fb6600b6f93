package dev.switchhook.app.live;

/// How well a live call goes: the worst thing that is wrong with it now. The worst one stands last.
public enum Health {
    /// Nothing is known to be wrong.
    FINE("OK", Weight.GOOD),
    /// The agent's last answer came late.
    SLOW("Slow answers", Weight.WARN),
    /// The caller was told that something is done which no tool has done, and it was not corrected yet.
    FALSE_CLAIM("False claim", Weight.BAD),
    /// The session with the speech model is lost, and another one is asked for.
    MODEL_LOST("Model lost", Weight.BAD),
    /// The media connection broke, and there is no other one yet.
    LINE_INTERRUPTED("Line interrupted", Weight.BAD),
    /// No living process serves it; one of them takes it over within seconds.
    UNATTENDED("Nobody attends", Weight.BAD),
    /// It should be over, and the carrier has not said so.
    ENDING_OVERDUE("Ending overdue", Weight.BAD);

    /// How much people should mind.
    public enum Weight {
        /// Not at all.
        GOOD,
        /// It is worth a look.
        WARN,
        /// Somebody should look now.
        BAD
    }

    private final String words;
    private final Weight weight;

    Health(String words, Weight weight) {
        this.words = words;
        this.weight = weight;
    }

    /// What people are shown.
    public String words() {
        return words;
    }

    /// How much they should mind.
    public Weight weight() {
        return weight;
    }
}
