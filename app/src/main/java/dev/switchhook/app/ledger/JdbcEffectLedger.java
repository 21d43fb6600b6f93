package dev.switchhook.app.ledger;

import dev.switchhook.app.store.BoundedDatabase;
import dev.switchhook.app.store.BoundedDatabase.Work;
import dev.switchhook.app.tools.EffectLedger;
import dev.switchhook.app.tools.Intent;
import dev.switchhook.domain.caller.CallId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/// The ledger in a relational database, shared by all processes. Safe for use by several threads.
///
/// Every method is one transaction. What decides is the primary key, or the condition of an `update`, which the
/// database judges while it holds the row. Times are the database's.
public final class JdbcEffectLedger implements EffectLedger {

    /// For one transaction, waiting for a connection (1 s at most) included.
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private static final String ROW = "call_id = ? and tool = ? and fingerprint = ?";
    private static final String COLUMNS =
            "call_id, tool, fingerprint, state, run, doubtful, started_at, current_timestamp as now, arguments,"
                    + " answer, personal";

    private final BoundedDatabase database;

    /// A ledger in this database, whose schema is up to date.
    public JdbcEffectLedger(DataSource database) {
        this.database = new BoundedDatabase(database, LONGEST);
    }

    @Override
    public Entry begin(Intent intent, String run, String arguments) throws LedgerUnavailable {
        return transaction(work -> {
            int added = work.update("""
                insert into tool_effect (call_id, tool, fingerprint, state, run, doubtful, started_at, arguments)
                values (?, ?, ?, 'STARTED', ?, false, current_timestamp, ?) on conflict do nothing\
                """, intent.call().value(), intent.tool(), intent.fingerprint(), run, arguments);
            if (added == 1) {
                return new Entry.Begun();
            }
            return row(work, intent)
                    .map(entry -> isOf(run, entry) ? new Entry.Begun() : entry)
                    // It went between the two statements: to whoever asks again it is as if it had never been.
                    .orElseGet(() -> new Entry.Open("", false, Duration.ZERO, arguments));
        });
    }

    private static boolean isOf(String run, Entry entry) {
        return entry instanceof Entry.Open open
                && !open.doubtful()
                && open.run().equals(run);
    }

    private static Optional<Entry> row(BoundedDatabase.Transaction work, Intent intent) throws SQLException {
        return work.first(
                JdbcEffectLedger::entry,
                "select " + COLUMNS + " from tool_effect where " + ROW,
                intent.call().value(),
                intent.tool(),
                intent.fingerprint());
    }

    private static Entry entry(ResultSet row) throws SQLException {
        if (row.getString("state").equals("DONE")) {
            String personal = row.getString("personal");
            return new Entry.Done(
                    new Reply(row.getString("answer"), personal.isEmpty() ? Set.of() : Set.of(personal.split(","))));
        }
        return new Entry.Open(
                row.getString("run"),
                row.getBoolean("doubtful"),
                Duration.between(
                        row.getObject("started_at", OffsetDateTime.class), row.getObject("now", OffsetDateTime.class)),
                row.getString("arguments"));
    }

    @Override
    public boolean beginAnew(Intent intent, String former, String run) throws LedgerUnavailable {
        return transaction(work -> work.update(
                        "update tool_effect set run = ?, doubtful = false, started_at = current_timestamp where " + ROW
                                + " and state = 'STARTED' and run = ?",
                        run,
                        intent.call().value(),
                        intent.tool(),
                        intent.fingerprint(),
                        former)
                == 1);
    }

    @Override
    public Reply done(Intent intent, Reply reply) throws LedgerUnavailable {
        String personal = String.join(",", reply.personal().stream().sorted().toList());
        return transaction(work -> {
            int kept = work.update(
                    """
                        update tool_effect set state = 'DONE', done_at = current_timestamp, arguments = null, answer = ?,
                            personal = ? where state = 'STARTED' and \
                        """ + ROW, reply.answer(), personal, intent.call().value(), intent.tool(), intent.fingerprint());
            if (kept == 0) {
                work.update("""
                    insert into tool_effect (call_id, tool, fingerprint, state, run, doubtful, started_at, done_at,
                        answer, personal)
                    values (?, ?, ?, 'DONE', '', false, current_timestamp, current_timestamp, ?, ?)
                        on conflict do nothing\
                    """, intent.call().value(), intent.tool(), intent.fingerprint(), reply.answer(), personal);
            }
            return row(work, intent).orElseThrow() instanceof Entry.Done(Reply first) ? first : reply;
        });
    }

    @Override
    public void undone(Intent intent) throws LedgerUnavailable {
        transaction(work -> work.update(
                "delete from tool_effect where " + ROW + " and state = 'DONE'",
                intent.call().value(),
                intent.tool(),
                intent.fingerprint()));
    }

    @Override
    public void withoutEffect(Intent intent, String run) throws LedgerUnavailable {
        transaction(work -> work.update(
                "delete from tool_effect where " + ROW + " and state = 'STARTED' and run = ?",
                intent.call().value(),
                intent.tool(),
                intent.fingerprint(),
                run));
    }

    @Override
    public void doubtful(Intent intent, String run) throws LedgerUnavailable {
        transaction(work -> work.update(
                "update tool_effect set doubtful = true where " + ROW + " and state = 'STARTED' and run = ?",
                intent.call().value(),
                intent.tool(),
                intent.fingerprint(),
                run));
    }

    @Override
    public List<Note> of(CallId call) throws LedgerUnavailable {
        return transaction(work -> work.all(
                row -> new Note(new Intent(call, row.getString("tool"), row.getString("fingerprint")), entry(row)),
                "select " + COLUMNS
                        + " from tool_effect where call_id = ? order by coalesce(done_at, started_at), fingerprint",
                call.value()));
    }

    /// What the database says in words is not passed on, because some of it repeats the row.
    private <T> T transaction(Work<T> work) throws LedgerUnavailable {
        try {
            return database.transaction(work);
        } catch (SQLException failed) {
            String state = failed.getSQLState() == null ? "none" : failed.getSQLState();
            throw new LedgerUnavailable(
                    "the ledger gives no answer (" + failed.getClass().getSimpleName() + ", SQL state " + state + ")");
        }
    }
}
