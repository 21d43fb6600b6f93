package dev.switchhook.twilio;

import dev.switchhook.domain.port.line.LineStatus;
import java.util.Optional;

/// Twilio's words for the state of a call (its Call resource page).
public final class CallStatusWords {

    private CallStatusWords() {}

    /// What a word says about the line; empty for a word that we do not know.
    public static Optional<LineStatus> read(String word) {
        return switch (word) {
            case "completed", "busy", "failed", "no-answer", "canceled" -> Optional.of(LineStatus.DOWN);
            case "queued", "initiated", "ringing", "in-progress" -> Optional.of(LineStatus.UP);
            default -> Optional.empty();
        };
    }
}
