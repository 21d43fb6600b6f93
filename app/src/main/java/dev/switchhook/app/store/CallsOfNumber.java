package dev.switchhook.app.store;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.PhoneNumber;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/// The calls of one number that are on record.
///
/// @param over those that are over
/// @param inProgress the others
public record CallsOfNumber(List<CallId> over, List<CallId> inProgress) {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    /// Looks them up. Slow.
    public static CallsOfNumber find(DataSource database, PhoneNumber number) throws SQLException {
        return new BoundedDatabase(database, LONGEST)
                .transaction(work -> new CallsOfNumber(
                        work.all(
                                row -> new CallId(row.getString(1)),
                                "select call_id from call_record where caller = ? and state = 'OVER' order by call_id",
                                number.stated()),
                        work.all(
                                row -> new CallId(row.getString(1)),
                                "select call_id from call_record where caller = ? and state <> 'OVER' order by call_id",
                                number.stated())));
    }
}
