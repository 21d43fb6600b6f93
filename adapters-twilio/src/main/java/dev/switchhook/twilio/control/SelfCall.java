package dev.switchhook.twilio.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchhook.twilio.TwilioSettings;
import dev.switchhook.twilio.TwilioSignature;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/// Calls us as Twilio would, through the public URL: whatever stands in front of the server is passed. It reports a
/// call that never was, in a state that nobody knows, which changes nothing. Blocking; safe for use by several threads.
public final class SelfCall implements AutoCloseable {

    /// What a server of ours answers to a report that it has taken.
    public static final int TAKEN = 204;

    /// What a server of ours answers to everything that is not signed or not expected.
    public static final int REFUSED = 403;

    private static final String NO_CALL = "CA" + "0".repeat(32);
    private static final String STATUS = "/twilio/status";
    private static final String MEDIA = "/twilio/media/" + "0".repeat(43);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final TwilioSettings settings;
    private final TwilioSignature signature;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();

    /// Calls to the public URL of these settings.
    public SelfCall(TwilioSettings settings) {
        this.settings = settings;
        this.signature = new TwilioSignature(settings.authTokens());
    }

    /// What came back.
    public sealed interface Answer {

        /// An HTTP status.
        record Status(int code) implements Answer {}

        /// Nothing; why, without anything secret.
        record Nothing(String why) implements Answer {}
    }

    /// Reports the state of no call.
    ///
    /// @param signed whether with the right signature
    public Answer webhook(boolean signed) {
        SortedMap<String, String> form = new TreeMap<>();
        form.put("AccountSid", settings.accountSid());
        form.put("CallSid", NO_CALL);
        form.put("CallStatus", "examined");
        String url = settings.address().http(STATUS);
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(LIMIT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(TwilioSignature.HEADER, signed ? signature.of(url, form) : "forged")
                .POST(BodyPublishers.ofString(body))
                .build();
        return answer(http.sendAsync(request, BodyHandlers.discarding()).thenApply(HttpResponse::statusCode));
    }

    /// Knocks at the media endpoint with a ticket that nobody has: a server of ours refuses it, and what does not let
    /// WebSockets pass answers something else.
    public Answer socket() {
        String url = settings.address().socket(MEDIA);
        return answer(http.newWebSocketBuilder()
                .connectTimeout(LIMIT)
                .header(TwilioSignature.HEADER, signature.of(url, Collections.emptySortedMap()))
                .buildAsync(URI.create(url), new WebSocket.Listener() {})
                .thenApply(socket -> {
                    socket.abort();
                    return 101;
                }));
    }

    private static Answer answer(CompletableFuture<Integer> status) {
        try {
            return new Answer.Status(status.get(2 * LIMIT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            return new Answer.Nothing("no answer in time");
        } catch (ExecutionException failed) {
            return switch (failed.getCause()) {
                case WebSocketHandshakeException refused ->
                    new Answer.Status(refused.getResponse().statusCode());
                case IOException broken -> new Answer.Nothing(broken.getClass().getSimpleName());
                case null, default -> new Answer.Nothing("no answer");
            };
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Answer.Nothing("interrupted");
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
