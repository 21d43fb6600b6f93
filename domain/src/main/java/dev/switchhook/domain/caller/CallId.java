package dev.switchhook.domain.caller;

/// The carrier's own id of a call, opaque to us, the same in every message about that call.
///
/// @param value 1 to 64 characters, letters and digits only
public record CallId(String value) {

    /// Refuses text that could not be an id, so that an id may stand in a log line or a path as it is.
    public CallId {
        if (value.isEmpty() || value.length() > 64 || !value.chars().allMatch(CallId::isLetterOrDigit)) {
            throw new IllegalArgumentException("a call id is 1 to 64 letters and digits");
        }
    }

    private static boolean isLetterOrDigit(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    @Override
    public String toString() {
        return value;
    }
}
