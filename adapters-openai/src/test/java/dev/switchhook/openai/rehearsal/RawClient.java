package dev.switchhook.openai.rehearsal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.switchhook.domain.testkit.Recorded;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/// A plain WebSocket client that sends what it is told, right or wrong. For the thread of one test.
final class RawClient implements WebSocket.Listener, AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final Recorded<JsonNode> events = new Recorded<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();

    RawClient(OpenAiRehearsal server, String target, Map<String, String> headers) {
        WebSocket.Builder builder = http.newWebSocketBuilder();
        headers.forEach(builder::header);
        socket = builder.buildAsync(URI.create(server.baseUrl().toString().replace("http", "ws") + target), this)
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    static RawClient admitted(OpenAiRehearsal server) {
        RawClient client = new RawClient(
                server,
                "/realtime?model=gpt-realtime-2.1",
                Map.of("Authorization", "Bearer " + server.key().reveal()));
        client.next("session.created");
        return client;
    }

    void send(String event) {
        socket.sendText(event, true).orTimeout(10, TimeUnit.SECONDS).join();
    }

    /// The next event of that type.
    JsonNode next(String type) {
        return events.next(JsonNode.class, event -> event.path("type").asText().equals(type));
    }

    /// Waits until an event of each of these types has come, in any order.
    void awaitAll(String... types) {
        Set<String> missing = new HashSet<>(Arrays.asList(types));
        while (!missing.isEmpty()) {
            missing.remove(events.next().path("type").asText());
        }
    }

    JsonNode error() {
        return next("error").path("error");
    }

    int closeCode() {
        return closed.orTimeout(10, TimeUnit.SECONDS).join();
    }

    Recorded<JsonNode> events() {
        return events;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            try {
                events.add(JSON.readTree(partial.toString()));
            } catch (JsonProcessingException notJson) {
                throw new AssertionError(notJson);
            }
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int statusCode, String reason) {
        closed.complete(statusCode);
        return null;
    }

    @Override
    public void close() {
        socket.abort();
        http.shutdownNow();
    }
}
