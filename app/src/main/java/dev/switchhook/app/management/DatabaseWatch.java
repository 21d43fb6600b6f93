package dev.switchhook.app.management;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import javax.sql.DataSource;

/// Knows how the database was lately. Whoever asks never waits for it: an old answer is given, and a new one is fetched
/// beside. Safe for use by several threads.
public final class DatabaseWatch {

    /// How the database is.
    public enum State {
        /// It answered.
        UP,
        /// It did not.
        DOWN,
        /// Nobody has asked yet.
        UNKNOWN
    }

    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final int SECONDS_TO_ANSWER = 1;

    private final DataSource database;
    private final InstantSource clock;
    private final Executor slow;
    private State state = State.UNKNOWN;
    private Instant askedAt = Instant.MIN;

    /// A watch of that database.
    ///
    /// @param slow runs what may block
    public DatabaseWatch(DataSource database, InstantSource clock, Executor slow) {
        this.database = database;
        this.clock = clock;
        this.slow = slow;
    }

    /// How it was when it was last asked, which is a few seconds ago when somebody asks here regularly.
    public synchronized State state() {
        Instant now = clock.instant();
        if (askedAt.equals(Instant.MIN) || askedAt.plus(FRESH).isBefore(now)) {
            askedAt = now;
            slow.execute(this::ask);
        }
        return state;
    }

    private void ask() {
        State found = answers() ? State.UP : State.DOWN;
        synchronized (this) {
            state = found;
        }
    }

    private boolean answers() {
        try (Connection connection = database.getConnection()) {
            return connection.isValid(SECONDS_TO_ANSWER);
        } catch (SQLException _) {
            return false;
        }
    }
}
