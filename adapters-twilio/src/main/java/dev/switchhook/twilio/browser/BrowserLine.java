package dev.switchhook.twilio.browser;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// The line of one browser call: its media connections, which may be two for a moment while one takes the place of
/// another. Guarded by its [BrowserLines].
final class BrowserLine {

    private final List<Connection> open = new ArrayList<>();
    private Instant awaySince;
    private boolean over;

    /// One media connection.
    ///
    /// @param close closes it; returns at once
    /// @param gone completed when it is closed
    record Connection(Runnable close, CompletableFuture<Void> gone) {}

    /// A line without a connection since then.
    BrowserLine(Instant awaySince) {
        this.awaySince = awaySince;
    }

    void opened(Connection connection) {
        open.add(connection);
    }

    /// A connection of it is closed.
    ///
    /// @param meant whether it was one of this call, and not a stranger who was refused
    /// @return the connection, when it was open
    List<Connection> closed(Runnable close, boolean meant, Instant now) {
        List<Connection> those =
                open.stream().filter(one -> one.close().equals(close)).toList();
        if (open.removeAll(those) && open.isEmpty() && meant) {
            awaySince = now;
        }
        return those;
    }

    List<Connection> open() {
        return List.copyOf(open);
    }

    /// The call is over, unless somebody is connected.
    void over(Instant now) {
        if (!over) {
            over = true;
            awaySince = now;
        }
    }

    /// Whether nobody is connected, and nobody may come back.
    boolean isDown(Instant now, Duration returns) {
        return open.isEmpty() && (over || !now.isBefore(awaySince.plus(returns)));
    }

    /// Whether nobody has to do with it since that time.
    boolean isOlderThan(Instant time) {
        return open.isEmpty() && awaySince.isBefore(time);
    }
}
