package dev.switchhook.openai;

import dev.switchhook.domain.port.speech.SpeechFault;
import java.util.Locale;

/// What the server's close of a connection means (`wire/openai.md` 1.2). A pure function.
final class CloseCode {

    private static final int GOING_AWAY = 1001;
    private static final int WRONG_KEY = 3000;
    private static final int WRONG_DIALECT = 4000;

    private CloseCode() {}

    /// The fault.
    ///
    /// @param reason what the server says about it; a part of a key may stand there, so it is not repeated
    static SpeechFault fault(int code, String reason) {
        String words = reason.toLowerCase(Locale.ROOT);
        boolean expired = words.contains("expired") || words.contains("maximum duration");
        return switch (code) {
            case WRONG_KEY, WRONG_DIALECT -> new SpeechFault.Refused("close code " + code);
            case GOING_AWAY ->
                expired ? new SpeechFault.SessionExpired() : new SpeechFault.Disconnected("close code " + code);
            default -> new SpeechFault.Disconnected("close code " + code);
        };
    }
}
