package dev.switchhook.app;

import dev.switchhook.app.runtime.NodeProbe;
import dev.switchhook.domain.port.registry.Node;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Asks a node by HTTP: `GET <address>/node` answers with the id of the process that listens there now.
final class HttpNodeProbe implements NodeProbe {

    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final int LONGEST_ID = 64;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(LONGEST)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    @Override
    public boolean lives(Node node) {
        if (node.address().isEmpty()) {
            return false;
        }
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(node.address() + "/node"))
                    .timeout(LONGEST)
                    .build();
            HttpResponse<String> answer = client.send(
                    request, BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), LONGEST_ID));
            return answer.statusCode() == 200 && answer.body().equals(node.id().value());
        } catch (IOException | IllegalArgumentException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
