package dev.switchhook.app.spa.store;

import java.sql.SQLException;
import java.util.Objects;

/// What a failed statement means for its transaction, told from the SQL state that PostgreSQL and H2 give.
enum SqlTrouble {
    /// A constraint said no: the row, the wish or the code is there already.
    CONFLICT,
    /// The transaction lost against others or its connection; it was rolled back and may be tried again.
    PASSING,
    /// Anything else; trying again would not help.
    LASTING;

    static SqlTrouble of(SQLException refused) {
        return switch (Objects.requireNonNullElse(refused.getSQLState(), "")) {
            // Unique key; exclusion constraint.
            case "23505", "23P01" -> CONFLICT;
            // Serialization failure, deadlock; H2: lock timeout, row changed meanwhile.
            case "40001", "40P01", "HYT00", "90131" -> PASSING;
            // PostgreSQL ends the session: shut down, crashed, starting up.
            case "57P01", "57P02", "57P03" -> PASSING;
            case String state when state.startsWith("08") -> PASSING;
            default -> LASTING;
        };
    }

    /// Whether a failed commit has certainly been rolled back. After any other failure its outcome is unknown.
    static boolean isCertainlyRolledBack(SQLException commitFailed) {
        return switch (Objects.requireNonNullElse(commitFailed.getSQLState(), "")) {
            case "23505", "23P01", "40001", "40P01" -> true;
            default -> false;
        };
    }
}
