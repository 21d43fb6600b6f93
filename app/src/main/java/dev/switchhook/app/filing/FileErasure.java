package dev.switchhook.app.filing;

import dev.switchhook.app.privacy.Erasure;
import dev.switchhook.app.privacy.Keeping;
import dev.switchhook.app.privacy.Person;
import dev.switchhook.app.store.BoundedDatabase;
import dev.switchhook.app.store.BoundedDatabase.Transaction;
import dev.switchhook.domain.caller.PhoneNumber;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/// Deletes the files of calls, for good. It takes few at once, so that nobody else waits for it. Slow; safe
/// for use by several threads.
public final class FileErasure implements Erasure {

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int AT_ONCE = 500;

    private final BoundedDatabase database;

    /// Deletes in this database, whose schema is up to date.
    public FileErasure(DataSource database) {
        this.database = new BoundedDatabase(database, LONGEST);
    }

    @Override
    public String what() {
        return "files of calls";
    }

    @Override
    public Keeping keeping() {
        return Keeping.CALLS;
    }

    @Override
    public int about(Person person) throws SQLException {
        return about(person.number());
    }

    @Override
    public int forget(Person person) throws SQLException {
        return forget(person.number());
    }

    /// How many files [#forget] would delete.
    public int about(PhoneNumber caller) throws SQLException {
        Optional<String> mark = database.transaction(CallerMarks::of).of(caller);
        return mark.isEmpty()
                ? 0
                : database.transaction(work -> work.first(
                                row -> row.getInt(1),
                                "select count(*) from call_file where caller_mark = ?",
                                mark.get())
                        .orElse(0));
    }

    /// Deletes the files of all calls of a caller, with the words that were said.
    ///
    /// @return how many files
    public int forget(PhoneNumber caller) throws SQLException {
        Optional<String> mark = database.transaction(CallerMarks::of).of(caller);
        return mark.isEmpty() ? 0 : deleted("select file_no from call_file where caller_mark = ? limit ?", mark.get());
    }

    /// Deletes the files of the calls that began before that time, with the words that were said, and the
    /// figures of the hours before.
    ///
    /// @return how many files
    @Override
    public int deleteBefore(Instant time) throws SQLException {
        int files = deleted("select file_no from call_file where file_no < ? limit ?", CallFile.number(time));
        long hour = FigureRows.hour(time);
        database.transaction(work -> work.update("delete from call_figure where began_hour < ?", hour)
                + work.update("delete from call_hour where began_hour < ?", hour));
        return files;
    }

    /// Deletes the words that were said in the calls that began before that time; their files stay.
    ///
    /// @return in how many calls there were words
    public int deleteWordsBefore(Instant time) throws SQLException {
        return batches(
                "select distinct file_no from call_file_word where file_no < ? limit ?",
                CallFile.number(time),
                (work, file) -> work.update("delete from call_file_word where file_no = ?", file));
    }

    private int deleted(String files, Object value) throws SQLException {
        return batches(files, value, FileRows::remove);
    }

    private interface Deletion {

        void of(Transaction work, long file) throws SQLException;
    }

    private int batches(String files, Object value, Deletion deletion) throws SQLException {
        int sum = 0;
        int last;
        do {
            last = database.transaction(work -> {
                List<Long> found = work.all(row -> row.getLong(1), files, value, AT_ONCE);
                for (long file : found) {
                    deletion.of(work, file);
                }
                return found.size();
            });
            sum += last;
        } while (last == AT_ONCE);
        return sum;
    }
}
