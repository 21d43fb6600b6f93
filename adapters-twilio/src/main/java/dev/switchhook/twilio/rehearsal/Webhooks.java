package dev.switchhook.twilio.rehearsal;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Posts signed forms to the bridge as Twilio does (`wire/twilio.md 4.2`): 5 s to connect, 15 s in total, no
/// redirects. An address that refuses the connection is passed over for the next one; when all do, they are
/// tried once more, which is Twilio's default of one retry after a failed connect. A connection that breaks
/// later is not retried. Every webhook is written into the ledger with its last answer. Safe for use by any
/// thread; answers come on a virtual thread.
final class Webhooks implements AutoCloseable {

    /// The answer of the bridge.
    ///
    /// @param status the HTTP status; 0 when there was none
    /// @param contentType the header, empty when there is none
    /// @param body the text, or why there is no answer
    record Answer(int status, String contentType, String body) {

        /// Whether the bridge took it.
        boolean ok() {
            return status >= 200 && status < 300;
        }
    }

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration TOTAL = Duration.ofSeconds(15);
    private static final int ROUNDS = 2;

    private final Route route;
    private final Ledger ledger;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client;

    Webhooks(Route route, Ledger ledger) {
        this.route = route;
        this.ledger = ledger;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .executor(threads)
                .build();
    }

    /// Posts a form.
    ///
    /// @param url the public URL, which is signed; the request itself takes the route to it
    /// @param idempotencyToken the same for repetitions of one webhook
    /// @return never completes exceptionally
    CompletableFuture<Answer> post(URI url, Map<String, String> form, String token, UUID idempotencyToken) {
        long sentNanos = System.nanoTime();
        List<InetSocketAddress> addresses = route.to(url);
        if (addresses.isEmpty()) {
            return CompletableFuture.completedFuture(new Answer(0, "", "no route to the host of " + url));
        }
        // Signing and sending stay off the event loop of the caller, whose frames would wait.
        return CompletableFuture.supplyAsync(
                () -> {
                    Answer given = send(address -> request(address, url, form, token, idempotencyToken), addresses);
                    String callSid = form.getOrDefault("CallSid", "");
                    ledger.note(new Ledger.WebhookExchange(
                            callSid, url.getPath(), form, given.status(), given.body(), sentNanos, System.nanoTime()));
                    return given;
                },
                threads);
    }

    private Answer send(Function<InetSocketAddress, HttpRequest> request, List<InetSocketAddress> addresses) {
        Answer last = new Answer(0, "", "");
        for (int tried = 0; tried < ROUNDS * addresses.size(); tried++) {
            try {
                HttpRequest next = request.apply(addresses.get(tried % addresses.size()));
                return answerOf(client.send(next, BodyHandlers.ofString(StandardCharsets.UTF_8)));
            } catch (ConnectException | HttpConnectTimeoutException refused) {
                last = new Answer(0, "", "" + refused);
            } catch (IOException broken) {
                return new Answer(0, "", "" + broken);
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
                return new Answer(0, "", "" + closing);
            }
        }
        return last;
    }

    private static Answer answerOf(HttpResponse<String> response) {
        String type = response.headers().firstValue("content-type").orElse("");
        return new Answer(response.statusCode(), type, response.body());
    }

    private static HttpRequest request(
            InetSocketAddress address, URI url, Map<String, String> form, String token, UUID idempotencyToken) {
        String host = address.getAddress().getHostAddress();
        String authority = (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return HttpRequest.newBuilder(URI.create("http://" + authority + url.getRawPath() + query))
                .timeout(TOTAL)
                .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
                .header("Accept", "*/*")
                .header("User-Agent", "TwilioProxy/1.1")
                .header("X-Twilio-Signature", WebhookSignature.of(token, url, form))
                .header("I-Twilio-Idempotency-Token", idempotencyToken.toString())
                .POST(HttpRequest.BodyPublishers.ofString(encoded(form)))
                .build();
    }

    private static String encoded(Map<String, String> form) {
        return new TreeMap<>(form)
                .entrySet().stream()
                        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                        .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.shutdownNow();
        threads.shutdownNow();
    }
}
