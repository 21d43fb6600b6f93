package dev.switchhook.app.filing;

import dev.switchhook.app.store.BoundedDatabase;
import dev.switchhook.app.store.BoundedDatabase.Transaction;
import dev.switchhook.app.store.SqlClock;
import dev.switchhook.domain.port.journal.CallArchive;
import dev.switchhook.domain.port.journal.CallArchive.ArchiveUnavailable;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.journal.Noted;
import dev.switchhook.domain.port.registry.CallRecord;
import dev.switchhook.domain.port.registry.CallRegistry;
import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.port.registry.RegistryUnavailable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Files the calls that are over: one clerk in every process, all at the same pile. Each call is filed
/// once, or again with the same result; a process that dies in between leaves it to another one.
///
/// A call is filed as soon as its journal tells the end, which may take a second; or after 30 s with what
/// there is. Then it is looked at again, three times in a day, because a killed process may bring the rest
/// once it is started anew. Blocks; used by one thread.
public final class Filer {

    private static final Logger LOG = LoggerFactory.getLogger(Filer.class);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int AT_ONCE = 20;

    /// Longer than filing that many takes, however slow the database is.
    private static final Duration LEASE = Duration.ofMinutes(5);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final List<Duration> LOOKS =
            List.of(Duration.ofMinutes(5), Duration.ofHours(1), Duration.ofHours(23));

    private final BoundedDatabase database;
    private final EndedCalls ended;
    private final CallRegistry registry;
    private final CallArchive archive;
    private final Handover handover;
    private Optional<CallerMarks> marks = Optional.empty();

    /// Told of every call in the transaction that files it first.
    @FunctionalInterface
    public interface Handover {

        /// Nobody wants to know.
        Handover NONE = (_, _) -> {};

        /// The call is filed.
        void filed(Transaction work, CallFile file) throws SQLException;
    }

    /// A clerk who files into this database, by its clock.
    public Filer(DataSource database, CallRegistry registry, CallArchive archive, Handover handover) {
        this(database, SqlClock.DATABASE, registry, archive, handover);
    }

    Filer(DataSource database, SqlClock clock, CallRegistry registry, CallArchive archive, Handover handover) {
        this.database = new BoundedDatabase(database, LONGEST);
        this.ended = new EndedCalls(this.database, clock);
        this.registry = registry;
        this.archive = archive;
        this.handover = handover;
    }

    /// Files some of the calls that are due.
    ///
    /// @return whether there may be more
    public boolean round() {
        try {
            List<EndedCalls.Waiting> calls = ended.claim(AT_ONCE, LEASE);
            for (EndedCalls.Waiting call : calls) {
                file(call);
            }
            return calls.size() == AT_ONCE;
        } catch (SQLException | RegistryUnavailable | ArchiveUnavailable unavailable) {
            // What was taken on is taken on again when the lease has passed.
            LOG.warn("event=filing-put-off failure={}", unavailable.getClass().getSimpleName());
            return false;
        }
    }

    private void file(EndedCalls.Waiting call) throws SQLException, RegistryUnavailable, ArchiveUnavailable {
        try {
            Optional<CallRecord> record = registry.find(call.call());
            if (record.isEmpty()) {
                // It was deleted meanwhile, so nothing shall be kept of it.
                database.transaction(work -> {
                    ended.done(work, call.call());
                    return true;
                });
            } else {
                file(call, record.get(), archive.entries(call.call()));
            }
        } catch (RuntimeException defect) {
            LOG.error("call={} event=filing-failed", call.call(), defect);
            database.transaction(work -> {
                afterLook(work, call);
                return true;
            });
        }
    }

    private void file(EndedCalls.Waiting call, CallRecord record, List<Noted> notes) throws SQLException {
        boolean whole = Filing.wasNeverServed(record) || endIsTold(notes);
        if (record.state() != CallState.OVER || (!whole && call.age().compareTo(PATIENCE) < 0)) {
            ended.putOff(call.call(), PAUSE);
            return;
        }
        CallFile file = Filing.of(record, notes, call.over(), marks());
        List<String> words = SpokenWords.of(notes);
        Map<Figure, Histogram> figures = FigureRows.of(notes);
        database.transaction(work -> {
            FileRows.put(work, file, words);
            if (call.deliver()) {
                handover.filed(work, file);
            }
            // A call leaves the pile once, whoever files it again; that is when its figures count.
            if (whole ? ended.done(work, call.call()) : afterLook(work, call)) {
                FigureRows.add(work, file.began(), figures);
            }
            return true;
        });
        LOG.info("call={} event=filed complete={}", call.call(), whole);
    }

    /// @return whether this was the last look
    private boolean afterLook(Transaction work, EndedCalls.Waiting call) throws SQLException {
        if (call.looks() < LOOKS.size()) {
            ended.lookAgain(work, call.call(), LOOKS.get(call.looks()));
            return false;
        }
        return ended.done(work, call.call());
    }

    private static boolean endIsTold(List<Noted> notes) {
        return notes.stream().anyMatch(noted -> noted.entry() instanceof JournalEntry.Ended);
    }

    private CallerMarks marks() throws SQLException {
        if (marks.isEmpty()) {
            marks = Optional.of(database.transaction(CallerMarks::of));
        }
        return marks.get();
    }
}
