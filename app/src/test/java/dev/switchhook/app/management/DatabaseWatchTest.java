package dev.switchhook.app.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.management.DatabaseWatch.State;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

class DatabaseWatchTest {

    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final JdbcDataSource database = new JdbcDataSource();
    private Instant now = Instant.parse("2026-11-20T12:00:00Z");
    private final DatabaseWatch watch = new DatabaseWatch(database, () -> now, waiting::add);

    private void later(long seconds) {
        now = now.plusSeconds(seconds);
    }

    @Test
    void whoever_asks_gets_the_last_answer_and_never_waits() {
        database.setURL("jdbc:h2:mem:watch");
        assertThat(watch.state()).isEqualTo(State.UNKNOWN);
        assertThat(watch.state()).isEqualTo(State.UNKNOWN);
        assertThat(waiting).hasSize(1);

        waiting.remove().run();
        assertThat(watch.state()).isEqualTo(State.UP);
        assertThat(waiting).isEmpty();
    }

    @Test
    void a_database_that_goes_is_noticed_within_seconds_of_asking() {
        database.setURL("jdbc:h2:mem:watch");
        watch.state();
        waiting.remove().run();

        database.setURL("jdbc:h2:tcp://127.0.0.1:1/nothing");
        later(3);
        assertThat(watch.state()).isEqualTo(State.UP);
        waiting.remove().run();
        assertThat(watch.state()).isEqualTo(State.DOWN);
    }
}
