package dev.switchhook.app.doctor;

import java.util.Optional;

/// One thing in which two providers may differ.
///
/// @param what the thing, in words
/// @param before how it is with the first provider; empty when that has no such thing
/// @param after how it is with the second one; empty when that has no such thing
/// @param fate what becomes of it
record SwapRow(String what, Optional<String> before, Optional<String> after, Fate fate) {

    /// What becomes of something when the provider is changed.
    enum Fate {
        /// It stays as it is.
        SAME("same"),
        /// It becomes something else.
        DIFFERS("differs"),
        /// It was chosen at the first provider, and is left to its default at the second one.
        UNCHOSEN("differs, and is chosen for the first only"),
        /// It was a default of the first provider, and the second one has no such thing.
        GONE("has no counterpart"),
        /// The first provider has no such thing.
        NEW("new"),
        /// It was chosen, and the second provider has no such thing.
        LOST("LOST");

        private final String text;

        Fate(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }
}
