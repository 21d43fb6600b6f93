package dev.switchhook.app.crash;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

/// What the database holds after a crash test, compared with what the speech models were told.
///
/// @param codes the codes of the appointments of each call
/// @param unfinished the calls that are not over, with their states
record Bookings(Map<String, Set<String>> codes, Map<String, String> unfinished) {

    static Bookings of(DataSource database) throws SQLException {
        Map<String, Set<String>> codes = new HashMap<>();
        Map<String, String> unfinished = new HashMap<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            try (ResultSet rows =
                    statement.executeQuery("select call_id, code from spa_appointment where state = 'BOOKED'")) {
                while (rows.next()) {
                    codes.computeIfAbsent(rows.getString(1), _ -> new HashSet<>())
                            .add(rows.getString(2));
                }
            }
            try (ResultSet rows = statement.executeQuery(
                    "select call_id, state, reason, owner, epoch from call_record where state <> 'OVER'")) {
                while (rows.next()) {
                    unfinished.put(
                            rows.getString(1),
                            rows.getString(2) + " " + rows.getString(3) + " owner " + rows.getString(4) + " epoch "
                                    + rows.getLong(5));
                }
            }
        }
        return new Bookings(codes, unfinished);
    }

    /// What was lost, doubled or forgotten, in words; one line for each call or session.
    ///
    /// @param notes of every session
    List<String> lostEffects(Collection<CallVerdict> calls, Map<Integer, SessionNotes> notes) {
        List<String> lost = new ArrayList<>();
        Set<String> known = new HashSet<>();
        codes.values().forEach(known::addAll);
        for (SessionNotes session : notes.values()) {
            Set<String> missing = new HashSet<>(session.done());
            missing.addAll(session.named());
            missing.removeAll(known);
            if (!missing.isEmpty()) {
                lost.add("session " + session.number() + " was told of a booking that is not in the database");
            }
        }
        codes.forEach((call, booked) -> {
            if (booked.size() > 1) {
                lost.add(call + " is in the database " + booked.size() + " times");
            }
        });
        for (CallVerdict call : calls) {
            Set<String> done = new HashSet<>();
            for (int number : call.sessions()) {
                SessionNotes session = notes.get(number);
                if (!session.named().containsAll(done)) {
                    lost.add(call.callSid() + ": session " + number + " was not told of what had been done");
                }
                done.addAll(session.done());
            }
        }
        return lost;
    }
}
