package dev.switchhook.app.store;

import java.time.Duration;

/// What the time is, as SQL: that of the database, because processes on several hosts share no other clock.
/// Immutable.
///
/// @param now the SQL expression of the time
public record SqlClock(String now) {

    /// The clock of the database.
    public static final SqlClock DATABASE = new SqlClock("current_timestamp");

    /// Writes `:now` and `:then`, a time that lies as many seconds ahead as the parameter says, as SQL.
    public String timed(String sql) {
        return sql.replace(":then", ":now + cast(? as double precision) * interval '1' second")
                .replace(":now", now);
    }

    /// A duration as that parameter.
    public static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
