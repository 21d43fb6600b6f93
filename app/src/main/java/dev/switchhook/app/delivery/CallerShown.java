package dev.switchhook.app.delivery;

import java.util.Locale;

/// How much of the caller's number is delivered.
public enum CallerShown {
    /// The last two digits.
    MASKED,
    /// All of it.
    FULL,
    /// Nothing.
    NONE;

    /// The word in configuration.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
