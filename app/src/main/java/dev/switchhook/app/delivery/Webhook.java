package dev.switchhook.app.delivery;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.settings.Secret;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A receiver that records are posted to, signed, with the call's id as idempotency key. Any status from
/// 200 to 299 says that a record has arrived. Redirects are not followed, and nothing of an answer is read
/// but its status.
final class Webhook implements Receiver {

    private static final String ALGORITHM = "HmacSHA256";
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final URI url;
    private final Secret secret;
    private final HttpClient client;
    private final InstantSource clock;

    /// @param client follows no redirects
    Webhook(URI url, Secret secret, HttpClient client, InstantSource clock) {
        if (client.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException("a client that follows redirects would take the record elsewhere");
        }
        this.url = url;
        this.secret = secret;
        this.client = client;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public Answer deliver(CallId call, String body) {
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(LONGEST)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", call.value())
                .header("Switchhook-Signature", signature(clock.instant(), body))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        CompletableFuture<HttpResponse<Void>> answer =
                client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
        try {
            int status = answer.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS).statusCode();
            return status >= 200 && status < 300 ? new Answer.Arrived() : new Answer.Failed("status-" + status);
        } catch (TimeoutException _) {
            answer.cancel(true);
            return new Answer.Failed("late");
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            return new Answer.Failed(cause.getClass().getSimpleName());
        } catch (InterruptedException _) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return new Answer.Failed("interrupted");
        }
    }

    /// `t=`, the seconds since 1970, `,v1=`, and 64 hexadecimal digits: the HMAC-SHA256 of the seconds, a
    /// dot and the body.
    private String signature(Instant now, String body) {
        String time = Long.toString(now.getEpochSecond());
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            byte[] digits = mac.doFinal((time + "." + body).getBytes(StandardCharsets.UTF_8));
            return "t=" + time + ",v1=" + HexFormat.of().formatHex(digits);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
