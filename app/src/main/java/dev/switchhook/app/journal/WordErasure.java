package dev.switchhook.app.journal;

import dev.switchhook.app.privacy.Erasure;
import dev.switchhook.app.privacy.Keeping;
import dev.switchhook.app.privacy.Person;
import dev.switchhook.app.store.BoundedDatabase;
import dev.switchhook.app.store.BoundedDatabase.Transaction;
import dev.switchhook.domain.caller.CallId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Takes the words out of the journal: the entries stay, and tell how the call went. An entry that this version does
/// not know is deleted, because nobody can say what it holds.
///
/// Calls that are forgotten stay so: what comes later of them, by way of a file, loses its words when older ones are
/// deleted next.
public final class WordErasure implements Erasure {

    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final String ROW = " where call_id = ? and node = ? and seq = ?";

    private final BoundedDatabase database;

    /// Deletes in this database, whose schema is up to date.
    public WordErasure(DataSource database) {
        this.database = new BoundedDatabase(database, LONGEST);
    }

    private record Entry(String call, String node, long seq, String body) {}

    @Override
    public String what() {
        return "journal entries with words";
    }

    @Override
    public Keeping keeping() {
        return Keeping.TRANSCRIPTS;
    }

    @Override
    public int deleteBefore(Instant end) throws SQLException {
        return batches("has_words and at < ? order by at", end.atOffset(ZoneOffset.UTC))
                + batches("has_words and call_id in (select call_id from erased_call)");
    }

    @Override
    public int about(Person person) throws SQLException {
        int found = 0;
        for (CallId call : person.calls()) {
            found += database
                    .transaction(work -> work.all(
                            row -> row.getString(1),
                            "select body from journal_entry where has_words and call_id = ?",
                            call.value()))
                    .stream()
                    .mapToInt(body -> body.equals(without(body).orElse("")) ? 0 : 1)
                    .sum();
        }
        return found;
    }

    @Override
    public int forget(Person person) throws SQLException {
        int erased = 0;
        for (CallId call : person.calls()) {
            database.transaction(work -> work.update(
                    "insert into erased_call (call_id, erased_at) values (?, current_timestamp) on conflict do nothing",
                    call.value()));
            erased += batches("has_words and call_id = ?", call.value());
        }
        return erased;
    }

    /// @return how many entries have lost words
    private int batches(String which, @Nullable Object... values) throws SQLException {
        int erased = 0;
        int[] batch;
        do {
            batch = database.transaction(work -> batch(work, which, values));
            erased += batch[1];
        } while (batch[0] == BATCH);
        return erased;
    }

    private static int[] batch(Transaction work, String which, @Nullable Object... values) throws SQLException {
        List<Entry> entries = work.all(
                row -> new Entry(
                        row.getString("call_id"), row.getString("node"), row.getLong("seq"), row.getString("body")),
                "select call_id, node, seq, body from journal_entry where " + which + " limit " + BATCH,
                values);
        int erased = 0;
        for (Entry entry : entries) {
            Optional<String> without = without(entry.body);
            if (without.isEmpty()) {
                work.update("delete from journal_entry" + ROW, entry.call, entry.node, entry.seq);
            } else {
                work.update(
                        "update journal_entry set has_words = false, body = ?" + ROW,
                        without.get(),
                        entry.call,
                        entry.node,
                        entry.seq);
            }
            erased += without.filter(entry.body::equals).isPresent() ? 0 : 1;
        }
        return new int[] {entries.size(), erased};
    }

    private static Optional<String> without(String body) {
        return JournalText.read(body).map(Wordless::of).map(JournalText::write);
    }
}
