package dev.switchhook.openai;

import dev.switchhook.domain.port.speech.SpeechFault;
import java.util.Optional;

/// What an error of the server means in words of the port. A pure function.
final class ErrorFault {

    private ErrorFault() {}

    /// The fault, or nothing when it is none that matters to a call. The provider's own words are left out: they may
    /// repeat a part of the key.
    static Optional<SpeechFault> of(String code, String message) {
        return switch (Gravity.of(code, message)) {
            case FATAL -> Optional.of(new SpeechFault.Refused(named(code)));
            case EXPIRED -> Optional.of(new SpeechFault.SessionExpired());
            case BUSY -> Optional.of(new SpeechFault.Busy(Optional.empty()));
            case BENIGN, REPLY_IN_FLIGHT, UNEXPLAINED -> Optional.empty();
        };
    }

    /// A code as logs show it.
    static String named(String code) {
        return code.isEmpty() ? "an error without a code" : code;
    }
}
