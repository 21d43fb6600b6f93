package dev.switchhook.app.live;

/// A provider of speech models as people see it who watch calls.
///
/// @param name who
/// @param state whether it is asked for sessions
/// @param inUse how many of its sessions this process uses
/// @param most how many it may use; 0 for any number
public record ProviderGlimpse(String name, State state, int inUse, int most) {

    /// Whether a provider is asked for sessions.
    public enum State {
        /// As usual.
        USED("Used", Health.Weight.GOOD),
        /// All that may be used are in use.
        FULL("Full", Health.Weight.WARN),
        /// It has failed, and one attempt decides whether it is used again.
        TRIED("Tried again", Health.Weight.WARN),
        /// It has failed, and is left alone for a while.
        LEFT_ALONE("Left alone after failures", Health.Weight.BAD);

        private final String words;
        private final Health.Weight weight;

        State(String words, Health.Weight weight) {
            this.words = words;
            this.weight = weight;
        }

        /// What people are shown.
        public String words() {
            return words;
        }

        /// How much they should mind.
        public Health.Weight weight() {
            return weight;
        }
    }
}
