package dev.switchhook.app.live;

import dev.switchhook.app.store.BoundedDatabase;
import dev.switchhook.app.store.BoundedDatabase.Transaction;
import dev.switchhook.domain.caller.CallId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// What people see who watch the live calls of all processes. It is read when somebody looks, and once for all who
/// look: the calls from the registry, and of the journal only what is new.
///
/// Memory is bounded by the number of places, not by how long calls last. When the database is out, the last that was
/// seen is kept, and said to be old. Slow: whoever reads may be blocked for 2 s; meanwhile others are given the last
/// that was seen. Safe for use by several threads.
public final class Wallboard {

    /// How many calls have a place.
    public static final int SEATS = 400;

    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final Duration FORGOTTEN = Duration.ofMinutes(2);
    private static final int MOST_CALLS = 5_000;
    private static final int MOST_ENTRIES = 5_000;

    private final BoundedDatabase database;
    private final InstantSource clock;
    private final ReentrantLock reading = new ReentrantLock();
    private final Gathering gathering = new Gathering(SEATS);
    private volatile @Nullable Board last;
    private volatile @Nullable Instant asked;

    /// A board of the calls in this database.
    ///
    /// @param clock the time of this process, for what is measured between two looks
    public Wallboard(DataSource database, InstantSource clock) {
        this.database = new BoundedDatabase(database, LONGEST);
        this.clock = clock;
    }

    /// The calls as they are now.
    ///
    /// @param old how old the answer may be
    public Board look(Duration old) {
        Board known = last;
        Instant before = asked;
        Instant now = clock.instant();
        if (known != null && before != null && !before.plus(old).isBefore(now)) {
            return known;
        }
        if (known == null) {
            reading.lock();
        } else if (!reading.tryLock()) {
            return known;
        }
        try {
            return read(before, now);
        } finally {
            reading.unlock();
        }
    }

    private Board read(@Nullable Instant before, Instant now) {
        asked = now;
        // What was not followed for long is cheaper to read anew.
        if (before == null || before.plus(FORGOTTEN).isBefore(now)) {
            gathering.forget();
        }
        Board board;
        try {
            board = database.transaction(work -> gathered(work, now));
        } catch (SQLException _) {
            gathering.forget();
            Board known = last;
            board = known == null
                    ? new Board(List.of(), 0, List.of(), now, Optional.of(now))
                    : known.lost(known.lostSince().orElse(now));
        }
        last = board;
        return board;
    }

    /// The order matters: what happens between two of these statements is seen twice rather than never.
    private Board gathered(Transaction work, Instant now) throws SQLException {
        List<ProcessGlimpse> processes = LiveRows.processes(work);
        List<LiveCall> calls = LiveRows.calls(work, MOST_CALLS);
        TailPlace place = gathering.place();
        if (gathering.isEmpty()) {
            place.startAt(LiveRows.latest(work));
        } else {
            List<TailRow> late = LiveRows.at(work, place.missing());
            List<TailRow> fresh = LiveRows.after(work, place.highest(), MOST_ENTRIES);
            gathering.take(late);
            gathering.take(fresh);
            place.read(late, now);
            place.read(fresh, now);
        }
        List<CallId> unread = gathering.seat(calls, now);
        gathering.readAnew(unread, LiveRows.of(work, unread));
        return gathering.board(processes, now);
    }
}
