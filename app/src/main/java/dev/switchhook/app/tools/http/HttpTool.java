package dev.switchhook.app.tools.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchhook.app.tools.SchemaTool;
import dev.switchhook.app.tools.ToolContext;
import dev.switchhook.app.tools.ToolDefinition.Effect;
import dev.switchhook.app.tools.ToolReply;
import dev.switchhook.app.tools.Trust;
import dev.switchhook.domain.tool.Tool;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A tool behind an HTTP endpoint. Safe for use by several threads; it blocks, no longer than its deadline.
///
/// The endpoint is asked by a signed POST. When it does not answer as agreed, nobody knows whether a tool with an
/// effect
/// has had it, and the endpoint is asked by a signed GET before that is tried again. Redirects are not followed, and no
/// more than 16 KiB are read.
public final class HttpTool implements SchemaTool {

    private static final int MOST_BYTES = 16 * 1024;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final HttpToolSettings settings;
    private final RequestSignature signature;
    private final HttpClient client;
    private final InstantSource clock;

    /// A tool that is asked through this client, which follows no redirects.
    public HttpTool(HttpToolSettings settings, HttpClient client, InstantSource clock) {
        if (client.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException(
                    "a client that follows redirects would take the caller's data elsewhere");
        }
        this.settings = settings;
        this.signature = new RequestSignature(settings.secret());
        this.client = client;
        this.clock = clock;
    }

    @Override
    public Tool shown() {
        return settings.tool();
    }

    @Override
    public Effect effect() {
        return settings.effect();
    }

    @Override
    public Trust trust() {
        return settings.trust();
    }

    @Override
    public Set<String> personal() {
        return settings.personal();
    }

    @Override
    public ToolReply run(ToolContext context, ObjectNode arguments) {
        String body = body(context, arguments);
        HttpRequest request = request(settings.url(), "POST", body)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", context.intent().key())
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return switch (exchange(request)) {
            case Exchanged.Answered(int status, String text) ->
                status == OK ? EndpointAnswer.read(text).orElseGet(this::unclear) : unclear();
            case Exchanged.NotReached _ ->
                new ToolReply.Refused(Map.of("problem", "This cannot be done just now. Nothing was changed."));
            case Exchanged.Unclear _ -> unclear();
        };
    }

    private String body(ToolContext context, ObjectNode arguments) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("call", context.caller().id().value())
                .put("tool", settings.tool().name())
                .put("intent", context.intent().key())
                .put("trust", context.trust().name());
        if (settings.sendNumber()) {
            context.caller().from().e164().ifPresent(number -> json.put("number", number));
        }
        return json.set("arguments", arguments).toString();
    }

    /// The endpoint did not answer as agreed.
    private ToolReply unclear() {
        if (settings.effect() == Effect.CHANGES) {
            return new ToolReply.Unknown();
        }
        throw new IllegalStateException("the endpoint gives no answer as agreed");
    }

    @Override
    public Optional<ToolReply> outcomeOf(ToolContext context, ObjectNode arguments) {
        String intent = "intent=" + URLEncoder.encode(context.intent().key(), StandardCharsets.UTF_8);
        String separator = settings.url().getRawQuery() == null ? "?" : "&";
        HttpRequest request = request(URI.create(settings.url() + separator + intent), "GET", "")
                .GET()
                .build();
        if (!(exchange(request) instanceof Exchanged.Answered(int status, String text))) {
            return Optional.of(new ToolReply.Unknown());
        }
        if (status == NOT_FOUND) {
            return Optional.empty();
        }
        ToolReply known = (status == OK ? EndpointAnswer.read(text) : Optional.<ToolReply>empty())
                .orElseGet(ToolReply.Unknown::new);
        return known instanceof ToolReply.Refused || known instanceof ToolReply.NotYet
                ? Optional.empty()
                : Optional.of(known);
    }

    private HttpRequest.Builder request(URI url, String method, String body) {
        return HttpRequest.newBuilder(url)
                .timeout(settings.tool().deadline())
                .header("Accept", "application/json")
                .header(RequestSignature.HEADER, signature.of(clock.instant(), method, url, body));
    }

    private sealed interface Exchanged {

        /// There is a whole answer.
        record Answered(int status, String text) implements Exchanged {}

        /// The request was certainly not sent.
        record NotReached() implements Exchanged {}

        /// Anything else: too late, too long, broken off.
        record Unclear() implements Exchanged {}
    }

    /// The client's own timeout ends with the head of an answer, so the whole is limited here.
    private Exchanged exchange(HttpRequest request) {
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(
                request, BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), MOST_BYTES));
        try {
            HttpResponse<String> response =
                    answer.get(settings.tool().deadline().toMillis(), TimeUnit.MILLISECONDS);
            return new Exchanged.Answered(response.statusCode(), response.body());
        } catch (TimeoutException _) {
            answer.cancel(true);
            return new Exchanged.Unclear();
        } catch (InterruptedException _) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return new Exchanged.Unclear();
        } catch (ExecutionException failed) {
            return failed.getCause() instanceof IOException cause && isBeforeTheRequest(cause)
                    ? new Exchanged.NotReached()
                    : new Exchanged.Unclear();
        }
    }

    private static boolean isBeforeTheRequest(IOException failed) {
        return failed instanceof ConnectException || failed instanceof HttpConnectTimeoutException;
    }
}
