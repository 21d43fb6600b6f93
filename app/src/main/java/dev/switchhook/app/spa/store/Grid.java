package dev.switchhook.app.spa.store;

import dev.switchhook.app.spa.book.Appointment;
import dev.switchhook.app.spa.book.Slot;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The statements about taken quarter-hours, whose primary key forbids double booking.
///
/// All transactions take them in one order, the room's before the therapist's and each ascending, so that two
/// wishes meet at the first one that both want, where one waits for the other.
final class Grid {

    private Grid() {}

    private record Cell(String resource, long quarter) {}

    /// Takes the time of an appointment, except for what another one has that it is going to replace.
    ///
    /// @param replaced the code of that one; empty for none
    static void take(Rows rows, long id, Appointment wished, Slot busy, String replaced) throws SQLException {
        Set<Cell> ours = replaced.isEmpty() ? Set.of() : cellsOf(rows, replaced);
        List<List<Object>> cells = new ArrayList<>();
        for (String resource : resources(wished)) {
            busy.quarters()
                    .filter(quarter -> !ours.contains(new Cell(resource, quarter)))
                    .forEach(quarter -> cells.add(List.of(resource, quarter, id)));
        }
        rows.each("insert into spa_quarter (resource, quarter_hour, appointment_id) values (?, ?, ?)", cells);
    }

    private static Set<Cell> cellsOf(Rows rows, String code) throws SQLException {
        Set<Cell> cells = new HashSet<>();
        for (long id : rows.all(
                row -> row.getLong(1),
                "select id from spa_appointment where code = ? and retired = 0 and state = 'BOOKED'",
                code)) {
            cells.addAll(rows.all(
                    row -> new Cell(row.getString(1), row.getLong(2)),
                    "select resource, quarter_hour from spa_quarter where appointment_id = ?",
                    id));
        }
        return cells;
    }

    /// Gives the time of an appointment to the one that replaces it, as far as that one needs it, and the rest
    /// back.
    static void handOver(Rows rows, long from, long to, Appointment wished, Slot busy) throws SQLException {
        List<String> resources = resources(wished);
        rows.update(
                """
                update spa_quarter set appointment_id = ?
                where appointment_id = ? and resource in (?, ?) and quarter_hour >= ? and quarter_hour < ?\
                """,
                to,
                from,
                resources.get(0),
                resources.get(1),
                busy.firstQuarter(),
                busy.firstQuarter() + busy.quarterCount());
        giveBack(rows, from);
    }

    /// Gives back what an appointment has.
    static void giveBack(Rows rows, long id) throws SQLException {
        rows.update("delete from spa_quarter where appointment_id = ?", id);
    }

    /// The holds and appointments that have a part of the time of a wish. One statement for each resource,
    /// without a join: each is a short walk along the primary key, whatever the database thinks of its
    /// statistics.
    static Set<Long> inTheWay(Rows rows, Appointment wished, Slot busy) throws SQLException {
        Set<Long> ids = new LinkedHashSet<>();
        for (String resource : resources(wished)) {
            ids.addAll(rows.all(
                    row -> row.getLong(1),
                    """
                    select appointment_id from spa_quarter
                    where resource = ? and quarter_hour >= ? and quarter_hour < ?\
                    """,
                    resource,
                    busy.firstQuarter(),
                    busy.firstQuarter() + busy.quarterCount()));
        }
        return ids;
    }

    /// Whether somebody other than a call, and other than the appointment to be replaced, has a part of that
    /// time.
    static boolean takenByOthers(Rows rows, Appointment wished, Slot busy, String call, String replaced)
            throws SQLException {
        for (long id : inTheWay(rows, wished, busy)) {
            boolean another =
                    rows.first(row -> row.getLong(1), """
                        select id from spa_appointment where id = ? and (holding_call is null or holding_call <> ?)
                            and not (code = ? and retired = 0 and state = 'BOOKED')\
                        """, id, call, replaced).isPresent();
            if (another) {
                return true;
            }
        }
        return false;
    }

    private static List<String> resources(Appointment wished) {
        return List.of("r:" + wished.room(), "t:" + wished.therapist());
    }
}
