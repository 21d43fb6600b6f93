package dev.switchhook.xai;

import dev.switchhook.domain.port.speech.SpeechFault;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Says what a failed dial means. The provider answers 401 without a key and 400 to a malformed one (wire/xai.md 1).
final class HandshakeFault {

    private HandshakeFault() {}

    static SpeechFault of(Throwable failure) {
        HttpResponse answer = answer(failure);
        if (answer != null) {
            return of(answer);
        }
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        // Only the kind: a message can carry the URL, and whatever a server wrote.
        return new SpeechFault.Disconnected("no connection: " + root.getClass().getSimpleName());
    }

    /// Whether the refusal can be meant for the conversation that was to be taken up again. How xAI refuses one is not
    /// documented.
    static boolean canMeanTheConversation(Throwable failure) {
        HttpResponse answer = answer(failure);
        return answer != null
                && Set.of(400, 404, 409, 410, 422).contains(answer.status().code());
    }

    private static @Nullable HttpResponse answer(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof WebSocketClientHandshakeException refused && refused.response() != null) {
                return refused.response();
            }
        }
        return null;
    }

    private static SpeechFault of(HttpResponse response) {
        int status = response.status().code();
        return switch (status) {
            case 400, 401, 402, 403, 404, 409, 410, 422 ->
                new SpeechFault.Refused("the handshake was answered with HTTP " + status);
            case 429, 503 -> new SpeechFault.Busy(retryAfter(response.headers().get("Retry-After")));
            default -> new SpeechFault.Disconnected("the handshake was answered with HTTP " + status);
        };
    }

    /// Seconds only; a date is not worth a clock.
    private static Optional<Duration> retryAfter(@Nullable String header) {
        return Optional.ofNullable(header)
                .filter(text -> text.matches("[0-9]{1,5}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }
}
