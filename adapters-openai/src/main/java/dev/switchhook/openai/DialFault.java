package dev.switchhook.openai;

import dev.switchhook.domain.port.speech.SpeechFault;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Why a connection could not be made, in words of the port. A pure function.
final class DialFault {

    private DialFault() {}

    static SpeechFault of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof WebSocketClientHandshakeException refusal && refusal.response() != null) {
                return ofAnswer(refusal.response());
            }
        }
        Throwable root = failure;
        for (Throwable cause = root.getCause(); cause != null; cause = cause.getCause()) {
            root = cause;
        }
        return new SpeechFault.Disconnected(root.getClass().getSimpleName());
    }

    /// A status below 500 is about us and stays as it is, apart from the two that ask for patience.
    private static SpeechFault ofAnswer(HttpResponse answer) {
        int status = answer.status().code();
        return switch (status) {
            case 429, 503 -> new SpeechFault.Busy(retryAfter(answer.headers().get(HttpHeaderNames.RETRY_AFTER)));
            case 408 -> new SpeechFault.Disconnected("HTTP " + status);
            default ->
                status >= 400 && status < 500
                        ? new SpeechFault.Refused("HTTP " + status)
                        : new SpeechFault.Disconnected("HTTP " + status);
        };
    }

    private static Optional<Duration> retryAfter(@Nullable String seconds) {
        return seconds != null && seconds.matches("[0-9]{1,5}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(seconds)))
                : Optional.empty();
    }
}
