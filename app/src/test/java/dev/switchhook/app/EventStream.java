package dev.switchhook.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Somebody who watches a stream of server-sent events.
final class EventStream implements AutoCloseable {

    private static final long LONGEST_SECONDS = 20;

    /// @param name of the event
    /// @param data its lines, joined
    record Event(String name, String data) {}

    private final HttpClient client = HttpClient.newHttpClient();
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final InputStream stream;

    /// Opens it with the cookies of a browser.
    EventStream(Browser browser, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(browser.origin() + path))
                .header("Accept", "text/event-stream")
                .header(
                        "Cookie",
                        browser.cookies().entrySet().stream()
                                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                                .collect(Collectors.joining("; ")))
                .build();
        HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            throw new AssertionError("status " + response.statusCode());
        }
        stream = response.body();
        Thread.ofVirtual().start(this::read);
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            String name = "";
            StringBuilder data = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event:")) {
                    name = line.substring("event:".length()).strip();
                } else if (line.startsWith("data:")) {
                    data.append(line.substring("data:".length())).append('\n');
                } else if (line.isEmpty()) {
                    events.add(new Event(name, data.toString()));
                    name = "";
                    data.setLength(0);
                }
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    /// Waits for an event of that name whose data holds these words.
    Event await(String name, String words) throws InterruptedException {
        return await(event -> event.name().equals(name) && event.data().contains(words), name + " with " + words);
    }

    /// Waits for an event whose name begins so and whose data holds both.
    Event awaitAny(String prefix, String one, String other) throws InterruptedException {
        return await(
                event -> event.name().startsWith(prefix)
                        && event.data().contains(one)
                        && event.data().contains(other),
                prefix + " with " + one + " and " + other);
    }

    private Event await(Predicate<Event> wanted, String words) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        StringBuilder seen = new StringBuilder();
        while (true) {
            Event event = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (event == null) {
                throw new AssertionError("no " + words + ", but " + seen);
            }
            if (wanted.test(event)) {
                return event;
            }
            seen.append(event.name()).append(' ');
        }
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException _) {
            // It is closed.
        }
        client.shutdownNow();
    }
}
