package dev.switchhook.app.audit;

import dev.switchhook.app.store.BoundedDatabase;
import dev.switchhook.domain.caller.CallId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/// Keeps the notes in the table `audit_entry`, in the database's time. Safe for use by several threads.
public final class JdbcAudit implements Audit {

    /// For one note, waiting for a connection (1 s at most) included.
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private static final Pattern DEED = Pattern.compile("[a-z][a-z0-9-]{0,59}");

    private final BoundedDatabase database;

    /// An audit in this database, whose schema is up to date.
    public JdbcAudit(DataSource database) {
        this.database = new BoundedDatabase(database, LONGEST);
    }

    @Override
    public void note(String who, String what, Optional<CallId> call, String detail) throws AuditUnavailable {
        if (!DEED.matcher(what).matches()) {
            throw new IllegalArgumentException("what: \"" + what + "\" is no word of a-z, 0-9 and -");
        }
        try {
            database.transaction(work -> work.update(
                    "insert into audit_entry (at, who, what, call_id, detail) values (current_timestamp, ?, ?, ?, ?)",
                    line(who, LONGEST_WHO),
                    what,
                    call.map(CallId::value).orElse(null),
                    line(detail, LONGEST_DETAIL)));
        } catch (SQLException failed) {
            String state = failed.getSQLState() == null ? "none" : failed.getSQLState();
            throw new AuditUnavailable("the audit cannot be written, SQL state " + state);
        }
    }

    private static String line(String text, int longest) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        if (line.length() <= longest) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(longest - 1)) ? longest - 1 : longest;
        return line.substring(0, end);
    }
}
