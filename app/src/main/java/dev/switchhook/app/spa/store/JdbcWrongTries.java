package dev.switchhook.app.spa.store;

import dev.switchhook.app.spa.book.AppointmentBook.BookUnavailable;
import dev.switchhook.app.spa.book.WrongTries;
import dev.switchhook.domain.caller.CallId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;

/// The wrong tries of calls in a relational database. Safe for use by several threads.
///
/// A try is committed before it is counted, so of any number of simultaneous ones only the first few are looked at.
public final class JdbcWrongTries implements WrongTries {

    /// No call is as long as that; what is older is thrown away.
    private static final Duration KEPT = Duration.ofDays(1);

    private final Transactions transactions;
    private final InstantSource clock;

    /// The tries in a database whose schema has been brought up to date.
    ///
    /// @param clock tells which of them are old
    /// @param random draws pauses; safe for use by several threads
    public JdbcWrongTries(DataSource database, InstantSource clock, RandomGenerator random) {
        this.transactions = new Transactions(database, RetryPause.jittered(random));
        this.clock = clock;
    }

    @Override
    public int begin(CallId call, String fingerprint) {
        Instant now = clock.instant();
        Optional<CallId> noted = transactions.make(new Note(call, fingerprint, now));
        if (noted.isEmpty()) {
            throw new BookUnavailable(
                    "whether a try was noted is unknown", new SQLException("the commit was not answered"));
        }
        return transactions.read(rows -> rows.first(
                        row -> row.getInt(1), "select count(*) from spa_wrong_try where call_id = ?", call.value())
                .orElse(0));
    }

    private record Note(CallId call, String fingerprint, Instant now) implements Transactions.Change<CallId> {

        @Override
        public CallId in(Rows rows) throws SQLException {
            rows.update("delete from spa_wrong_try where tried_at < ?", now.minus(KEPT));
            boolean noted = rows.first(
                            row -> row.getString(1),
                            "select fingerprint from spa_wrong_try where call_id = ? and fingerprint = ?",
                            call.value(),
                            fingerprint)
                    .isPresent();
            if (!noted) {
                rows.update(
                        "insert into spa_wrong_try (call_id, fingerprint, tried_at) values (?, ?, ?)",
                        call.value(),
                        fingerprint,
                        now);
            }
            return call;
        }
    }

    @Override
    public void right(CallId call, String fingerprint) {
        transactions.make(rows -> rows.update(
                "delete from spa_wrong_try where call_id = ? and fingerprint = ?", call.value(), fingerprint));
    }
}
