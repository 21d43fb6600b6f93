package dev.switchhook.app.console;

import dev.switchhook.app.console.access.Session;
import dev.switchhook.app.console.access.Sessions;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/// Opens feeds, lets people watch them, and sees them out when their session has ended. Safe for use by several
/// threads.
@Singleton
public final class LiveFeeds {

    /// How many people may watch at once, all feeds together.
    static final int MOST_VIEWERS = 200;

    /// The event of a sign of life.
    static final String BEAT = "beat";

    /// The event that says that whoever watches has to log in again.
    static final String SESSION_ENDED = "session-ended";

    /// The event that says that too many people watch.
    static final String FULL = "full";

    private static final Duration TRY_AGAIN = Duration.ofSeconds(30);

    private final Sessions sessions;
    private final Set<LiveViewer> viewers = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();

    LiveFeeds(Sessions sessions) {
        this.sessions = sessions;
    }

    /// A feed that nobody watches yet. Whoever opens it keeps it; it needs no closing.
    public LiveFeed open() {
        return new LiveFeed();
    }

    /// Lets whoever has sent a request watch a feed, until their session ends.
    ///
    /// @return for a controller's method that produces `text/event-stream`
    public Publisher<Event<String>> watch(LiveFeed feed, HttpRequest<?> request) {
        Optional<Session> session = Sessions.of(request);
        return Flux.create(
                sink -> {
                    if (count.incrementAndGet() > MOST_VIEWERS) {
                        count.decrementAndGet();
                        sink.next(Event.of("").name(FULL).retry(TRY_AGAIN));
                        sink.complete();
                        return;
                    }
                    // At an open console there is no session that could end.
                    LiveViewer viewer = new LiveViewer(
                            sink, () -> session.map(sessions::lives).orElse(true));
                    viewers.add(viewer);
                    sink.onDispose(() -> {
                        viewers.remove(viewer);
                        feed.leave(viewer);
                        count.decrementAndGet();
                    });
                    sink.onRequest(_ -> viewer.send());
                    viewer.beat();
                    feed.enter(viewer);
                },
                FluxSink.OverflowStrategy.BUFFER);
    }

    /// Shows everybody that the connection is alive, and sees out whose session has ended.
    @Scheduled(fixedDelay = "15s", initialDelay = "15s")
    void beat() {
        viewers.forEach(LiveViewer::beat);
    }

    /// How many people watch.
    public int viewers() {
        return count.get();
    }
}
