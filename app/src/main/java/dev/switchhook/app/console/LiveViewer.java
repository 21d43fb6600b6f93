package dev.switchhook.app.console;

import io.micronaut.http.sse.Event;
import java.util.LinkedHashMap;
import java.util.function.BooleanSupplier;
import reactor.core.publisher.FluxSink;

/// Somebody who watches a feed. What does not fit through their connection yet waits here, the latest of each name and
/// nothing older. Safe for use by several threads.
final class LiveViewer {

    /// Also what is the latest is bounded.
    private static final int WAITING = 500;

    private final FluxSink<Event<String>> sink;
    private final BooleanSupplier mayLook;
    private final LinkedHashMap<String, Event<String>> waiting = new LinkedHashMap<>();
    private boolean sending;

    /// @param mayLook whether their session goes on
    LiveViewer(FluxSink<Event<String>> sink, BooleanSupplier mayLook) {
        this.sink = sink;
        this.mayLook = mayLook;
    }

    synchronized void offer(String name, Event<String> event) {
        waiting.remove(name);
        waiting.put(name, event);
        while (waiting.size() > WAITING) {
            waiting.pollFirstEntry();
        }
        send();
    }

    /// Sends what the connection takes.
    synchronized void send() {
        if (sending) {
            return;
        }
        sending = true;
        try {
            while (!waiting.isEmpty() && sink.requestedFromDownstream() > 0) {
                sink.next(waiting.pollFirstEntry().getValue());
            }
        } finally {
            sending = false;
        }
    }

    /// A sign of life, which also shows whether they are still there; or the end, when their session has ended.
    void beat() {
        if (mayLook.getAsBoolean()) {
            offer(LiveFeeds.BEAT, Event.of("").name(LiveFeeds.BEAT));
        } else {
            sink.next(Event.of("").name(LiveFeeds.SESSION_ENDED));
            sink.complete();
        }
    }

    void end() {
        sink.complete();
    }
}
