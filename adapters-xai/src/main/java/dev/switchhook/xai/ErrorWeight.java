package dev.switchhook.xai;

import java.util.List;
import java.util.Locale;

/// What an `error` of the provider means for the session. Most are recoverable; the code is unreliable, therefore
/// the type decides, then the text (wire/xai.md 3.2 and 4).
enum ErrorWeight {
    /// Comes in the ordinary course of a call: two messages crossed each other.
    BENIGN,
    /// The session has reached its end.
    EXPIRED,
    /// We do not know it: the session goes on.
    UNKNOWN;

    private static final List<String> BENIGN_TEXTS =
            List.of("truncat", "cancellation failed", "no active response", "already has an active response");
    private static final List<String> BENIGN_CODES =
            List.of("conversation_already_has_active_response", "response_cancel_not_active");
    private static final List<String> LAST_TYPES = List.of("max_duration", "timeout");

    static ErrorWeight of(ServerMessage.ProviderError error) {
        String type = error.type().isEmpty() ? error.code() : error.type();
        if (LAST_TYPES.contains(type)) {
            return EXPIRED;
        }
        String text = error.text().toLowerCase(Locale.ROOT);
        boolean benign =
                BENIGN_CODES.contains(error.code()) || BENIGN_TEXTS.stream().anyMatch(text::contains);
        return benign ? BENIGN : UNKNOWN;
    }
}
