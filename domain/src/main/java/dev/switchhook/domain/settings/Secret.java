package dev.switchhook.domain.settings;

/// A value that must never be shown: a key, a token, a password. Only [#reveal] gives it away.
public final class Secret {

    private final String value;

    /// A secret of this text.
    public Secret(String value) {
        this.value = value;
    }

    /// The text itself, for the one place that needs it.
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "***";
    }
}
