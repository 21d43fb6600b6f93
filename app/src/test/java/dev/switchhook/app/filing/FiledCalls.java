package dev.switchhook.app.filing;

import dev.switchhook.app.store.BoundedDatabase;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.hangup.EndReason;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/// Files made-up calls in a database whose schema is up to date.
public final class FiledCalls {

    private final BoundedDatabase database;

    /// Files in this database.
    public FiledCalls(DataSource database) {
        this.database = new BoundedDatabase(database, Duration.ofSeconds(10));
    }

    /// A call that is to be filed.
    ///
    /// @param id of the call
    /// @param began when
    /// @param reason why it ended
    /// @param length how long it was
    /// @param caller who called
    /// @param assistant who served
    /// @param tool which tool was used
    /// @param words what was said
    public record Told(
            String id,
            Instant began,
            EndReason reason,
            Duration length,
            String caller,
            String assistant,
            String tool,
            String words) {}

    /// Files a call.
    public void file(Told told) throws SQLException {
        PhoneNumber caller = new PhoneNumber(told.caller());
        database.transaction(work -> {
            FileRows.put(work, file(told, caller, CallerMarks.of(work).of(caller)), SpokenWords.of(told.words()));
            return told;
        });
    }

    private static CallFile file(Told told, PhoneNumber caller, Optional<String> mark) {
        return new CallFile(
                CallFile.number(told.began()),
                new CallId(told.id()),
                told.began(),
                told.began().plus(told.length()),
                told.length(),
                caller.toString(),
                mark,
                "+18005550100",
                Optional.of(told.assistant()),
                Optional.of("openai"),
                Optional.of("gpt-realtime-2.1"),
                Optional.of(told.reason()),
                4,
                1,
                1,
                0,
                List.of(new UsedTool(told.tool(), 2, 0, 0, 0, 0)),
                Optional.of(new CallFile.Answers(Duration.ofMillis(640), Duration.ofMillis(1_400))),
                new CallFile.Proof(1, Optional.of(true), Optional.of(Duration.ofMillis(150))),
                true);
    }
}
