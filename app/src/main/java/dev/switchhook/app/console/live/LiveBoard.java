package dev.switchhook.app.console.live;

import dev.switchhook.app.console.Fragment;
import dev.switchhook.app.console.LiveFeed;
import dev.switchhook.app.console.LiveFeeds;
import dev.switchhook.app.console.Pages;
import dev.switchhook.app.live.Board;
import dev.switchhook.app.live.CarrierWatch;
import dev.switchhook.app.live.DayTotals;
import dev.switchhook.app.live.Glimpse;
import dev.switchhook.app.live.Surroundings;
import dev.switchhook.app.live.Wallboard;
import dev.switchhook.app.runtime.Alarm;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.sse.Event;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.reactivestreams.Publisher;

/// The live calls as parts of a page. Every second, and only while somebody watches, what has changed is rendered once
/// and sent to all. Safe for use by several threads.
@Singleton
final class LiveBoard {

    /// How old what people see may be.
    static final Duration TICK = Duration.ofSeconds(1);

    private static final int FIRST_ROWS = 25;

    private final Wallboard wallboard;
    private final InstantSource clock;
    private final Surroundings surroundings;
    private final LiveSums sums;
    private final LiveFeeds feeds;
    private final Pages pages;
    private final LiveFeed feed;
    private final Alarm alarm = Alarm.steady();
    private final AtomicBoolean ticking = new AtomicBoolean();
    private final CarrierWatch carrier = new CarrierWatch();
    private final Map<Integer, Glimpse> shown = new HashMap<>();
    private Instant published = Instant.MIN;
    private int rows = FIRST_ROWS;

    LiveBoard(
            DataSource database,
            InstantSource clock,
            Surroundings surroundings,
            @Nullable DayTotals totals,
            LiveFeeds feeds,
            Pages pages) {
        this.wallboard = new Wallboard(database, clock);
        this.clock = clock;
        this.surroundings = surroundings;
        this.sums = new LiveSums(totals == null ? (_, _) -> Optional.empty() : totals, clock);
        this.feeds = feeds;
        this.pages = pages;
        this.feed = feeds.open();
    }

    /// What the page shows now. It may block for 2 s, when nobody has looked before.
    LiveView now() {
        return view(refresh());
    }

    /// Lets somebody watch. It may block for 2 s.
    Publisher<Event<String>> watch(HttpRequest<?> request) {
        // What was sent when somebody watched last is out of date.
        refresh();
        if (ticking.compareAndSet(false, true)) {
            next();
        }
        return feeds.watch(feed, request);
    }

    private void next() {
        alarm.wake(alarm.now().plus(TICK), () -> Thread.ofVirtual().name("live-board").start(this::tick));
    }

    private void tick() {
        try {
            refresh();
        } finally {
            if (feed.isWatched()) {
                next();
            } else {
                ticking.set(false);
                // Somebody may have come in between.
                if (feed.isWatched() && ticking.compareAndSet(false, true)) {
                    next();
                }
            }
        }
    }

    private Board refresh() {
        // A tick may come a little early.
        Board board = wallboard.look(TICK.dividedBy(2));
        publish(board);
        return board;
    }

    private synchronized void publish(Board board) {
        if (board.readAt().isBefore(published)) {
            return;
        }
        published = board.readAt();
        int needed = board.seats().isEmpty() ? 0 : board.seats().getLast().number() + 1;
        boolean grows = needed > rows;
        while (needed > rows) {
            rows *= 2;
        }
        LiveView view = view(board);
        if (grows) {
            part("rows", view);
        }
        rows(board);
        part("figures", view);
        part("state", view);
        part("surroundings", view);
    }

    private void rows(Board board) {
        Map<Integer, Glimpse> now = new HashMap<>();
        for (Board.Seat seat : board.seats()) {
            now.put(seat.number(), seat.glimpse());
            if (!seat.glimpse().equals(shown.get(seat.number()))) {
                feed.publish(new Fragment(
                        LiveView.row(seat.number()),
                        pages.render("console/live/row", Map.of("call", seat.glimpse()))));
            }
        }
        for (Integer number : shown.keySet()) {
            if (!now.containsKey(number)) {
                feed.publish(new Fragment(LiveView.row(number), ""));
            }
        }
        shown.clear();
        shown.putAll(now);
    }

    private void part(String name, LiveView view) {
        feed.publish(new Fragment(name, pages.render("console/live/" + name, Map.of("view", view))));
    }

    private synchronized LiveView view(Board board) {
        return new LiveView(
                board,
                rows,
                sums.latest(),
                surroundings.node(),
                surroundings.draining(),
                surroundings.providers(),
                carrier.look(surroundings.troublesOfCarrier(), clock.instant()));
    }

    @PreDestroy
    void close() {
        alarm.close();
    }
}
