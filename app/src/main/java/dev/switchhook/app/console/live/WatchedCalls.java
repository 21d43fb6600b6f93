package dev.switchhook.app.console.live;

import dev.switchhook.app.console.LiveFeeds;
import dev.switchhook.app.console.Pages;
import dev.switchhook.app.runtime.Alarm;
import dev.switchhook.domain.caller.CallId;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.sse.Event;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.reactivestreams.Publisher;

/// The calls whose pages somebody watches. Each is read once a second, however many watch it, and only while somebody
/// does. Safe for use by several threads.
@Singleton
final class WatchedCalls {

    private static final Duration TICK = Duration.ofSeconds(1);

    private final CallReader reader;
    private final LiveFeeds feeds;
    private final Pages pages;
    private final Alarm alarm = Alarm.steady();
    private final Map<CallId, WatchedCall> watched = new ConcurrentHashMap<>();

    WatchedCalls(CallReader reader, LiveFeeds feeds, Pages pages) {
        this.reader = reader;
        this.feeds = feeds;
        this.pages = pages;
    }

    /// Lets somebody watch a call that is known. There are as many as there are viewers, at most.
    Publisher<Event<String>> watch(CallId call, HttpRequest<?> request) {
        WatchedCall one = watched.computeIfAbsent(call, id -> {
            WatchedCall fresh = new WatchedCall(id, feeds.open());
            next(fresh);
            return fresh;
        });
        return feeds.watch(one.feed(), request);
    }

    private void next(WatchedCall call) {
        alarm.wake(alarm.now().plus(TICK), () -> Thread.ofVirtual().name("watched-call").start(() -> tick(call)));
    }

    private void tick(WatchedCall call) {
        if (!call.feed().isWatched()) {
            // Whoever comes in this moment waits for the next look of their browser.
            watched.remove(call.call(), call);
            call.feed().end();
            return;
        }
        try {
            Optional<CallView> view = reader.read(call.call());
            view.ifPresent(known -> call.show(known, pages));
        } catch (SQLException _) {
            // What was seen last stays; the page of all calls tells that the database is out.
        } finally {
            next(call);
        }
    }

    @PreDestroy
    void close() {
        alarm.close();
    }
}
