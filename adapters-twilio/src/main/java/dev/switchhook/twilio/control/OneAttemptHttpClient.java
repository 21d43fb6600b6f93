package dev.switchhook.twilio.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.twilio.http.HttpClient;
import com.twilio.http.HttpMethod;
import com.twilio.http.Request;
import com.twilio.http.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Carries the requests of Twilio's SDK: one attempt each, within our own time limit, to the configured base URL.
///
/// The SDK's own client repeats requests, creates included, waits 30 s, and knows one host only (wire/twilio.md
/// 8.2). Blocking; safe for use by several threads.
final class OneAttemptHttpClient extends HttpClient implements AutoCloseable {

    private static final Duration CONNECT_LIMIT = Duration.ofMillis(1500);
    /// A call of Twilio's API is a few kilobytes.
    private static final long LONGEST_ANSWER = 1024 * 1024;
    private static final JsonFactory JSON = new JsonFactory();

    private final java.net.http.HttpClient http;
    private final URI baseUrl;
    private final Duration limit;

    /// Sends to `baseUrl`, and waits for a whole answer no longer than `limit`.
    OneAttemptHttpClient(URI baseUrl, Duration limit) {
        this.baseUrl = baseUrl;
        this.limit = limit;
        this.http = java.net.http.HttpClient.newBuilder()
                .version(java.net.http.HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_LIMIT)
                .build();
    }

    /// The SDK's door for requests; without its retries.
    @Override
    public Response reliableRequest(Request request) {
        return makeRequest(request);
    }

    @Override
    public Response makeRequest(Request request) {
        HttpResponse<String> answer = answer(toHttp(request));
        int status = answer.statusCode();
        return new Response(status >= 400 ? errorBody(status, answer.body()) : answer.body(), status);
    }

    /// An error as the SDK understands it: it forgets the status of one whose body is not Twilio's JSON, for example
    /// that of a proxy on the way.
    private static String errorBody(int status, String body) {
        return "{\"status\":" + status + ",\"code\":" + code(body) + "}";
    }

    /// Twilio's code in the body of an error; 0 when there is none.
    private static int code(String body) {
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return 0;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean isCode = json.currentName().equals("code");
                if (json.nextToken() == JsonToken.VALUE_NUMBER_INT && isCode) {
                    return json.getIntValue();
                }
                json.skipChildren();
            }
        } catch (IOException _) {
            // Not JSON: then there is no code either.
        }
        return 0;
    }

    private HttpRequest toHttp(Request request) {
        String url = request.constructURL().toString();
        String rest = url.substring(url.indexOf('/', url.indexOf("//") + 2));
        HttpRequest.Builder http = HttpRequest.newBuilder(URI.create(baseUrl + rest))
                .header("Authorization", request.getAuthString())
                .header("Accept", "application/json");
        if (request.getMethod() == HttpMethod.GET) {
            return http.GET().build();
        }
        return http.header("Content-Type", "application/x-www-form-urlencoded")
                .method(request.getMethod().name(), BodyPublishers.ofString(request.encodeFormBody(), UTF_8))
                .build();
    }

    /// Waits on the future rather than by the request's own timeout, because that one ends with the headers of the
    /// answer.
    private HttpResponse<String> answer(HttpRequest request) {
        CompletableFuture<HttpResponse<String>> answer =
                http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(UTF_8), LONGEST_ANSWER));
        try {
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            throw new NoAnswerException("no answer in " + limit.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw new NoAnswerException(
                    e.getCause() instanceof IOException io ? io.getClass().getSimpleName() : "no answer");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new NoAnswerException("interrupted");
        } finally {
            answer.cancel(true);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /// No answer arrived. Its message says why and quotes nothing of the request.
    static final class NoAnswerException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NoAnswerException(String why) {
            super(why);
        }
    }
}
