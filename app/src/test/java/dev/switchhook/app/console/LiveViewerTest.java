package dev.switchhook.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.sse.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/// Somebody who watches, with a connection of any speed.
class LiveViewerTest {

    private final LiveFeed feed = new LiveFeed();
    private final AtomicBoolean mayLook = new AtomicBoolean(true);
    private final AtomicReference<LiveViewer> viewer = new AtomicReference<>();
    private final Connection connection = new Connection();

    private void watch() {
        Flux.<Event<String>>create(
                        sink -> {
                            viewer.set(new LiveViewer(sink, mayLook::get));
                            sink.onRequest(_ -> viewer.get().send());
                            sink.onDispose(() -> feed.leave(viewer.get()));
                            feed.enter(viewer.get());
                        },
                        FluxSink.OverflowStrategy.BUFFER)
                .subscribe(connection);
    }

    /// Takes as much as the test lets it.
    private static final class Connection extends BaseSubscriber<Event<String>> {
        private final List<String> arrived = new ArrayList<>();
        private boolean over;

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            // Nothing fits yet.
        }

        @Override
        protected void hookOnNext(Event<String> event) {
            arrived.add(event.getName() + "=" + event.getData());
        }

        @Override
        protected void hookOnComplete() {
            over = true;
        }
    }

    @Test
    void who_is_slow_skips_to_the_latest_of_each_name() {
        watch();
        for (int i = 0; i < 1000; i++) {
            feed.publish(new Fragment("calls", "v" + i));
        }
        feed.publish(new Fragment("totals", "t"));
        connection.request(10);

        assertThat(connection.arrived).containsExactly("calls=v999", "totals=t");
    }

    @Test
    void who_is_fast_sees_everything_and_nothing_twice() {
        watch();
        connection.requestUnbounded();
        feed.publish(new Fragment("calls", "v1"));
        feed.publish(new Fragment("calls", "v1"));
        feed.publish(new Fragment("calls", "v2"));

        assertThat(connection.arrived).containsExactly("calls=v1", "calls=v2");
    }

    @Test
    void who_comes_late_sees_the_latest_at_once() {
        feed.publish(new Fragment("calls", "v1"));
        feed.publish(new Fragment("calls", "v2"));
        watch();
        connection.requestUnbounded();

        assertThat(connection.arrived).containsExactly("calls=v2");
    }

    @Test
    void when_the_session_has_ended_so_does_the_stream() {
        watch();
        connection.requestUnbounded();
        viewer.get().beat();
        assertThat(connection.over).isFalse();
        mayLook.set(false);
        viewer.get().beat();

        assertThat(connection.arrived).containsExactly("beat=", "session-ended=");
        assertThat(connection.over).isTrue();
        assertThat(feed.isWatched()).isFalse();
    }

    @Test
    void who_goes_away_is_forgotten() {
        watch();
        assertThat(feed.isWatched()).isTrue();
        connection.cancel();

        assertThat(feed.isWatched()).isFalse();
    }
}
