package dev.switchhook.app.spa.store;

import dev.switchhook.app.spa.book.Appointment;
import dev.switchhook.app.spa.book.Slot;
import java.sql.SQLException;
import java.time.Instant;

/// Enters appointments that were agreed elsewhere: no call has held them.
final class Entering {

    private Entering() {}

    /// Enters one.
    ///
    /// @param code by which it is known from now on
    /// @param source where it comes from, in the place of a call: letters and digits
    /// @param busy how long therapist and room are needed
    static void booked(Rows rows, Appointment entry, String code, String source, Slot busy, Instant now)
            throws SQLException {
        Grid.take(rows, row(rows, entry, code, source, busy, now), entry, busy, "");
    }

    /// Enters one without its quarter-hours, so that nothing keeps another one from the same time.
    ///
    /// @return its id
    static long row(Rows rows, Appointment entry, String code, String source, Slot busy, Instant now)
            throws SQLException {
        long id = rows.first(row -> row.getLong(1), "select nextval('spa_appointment_id')")
                .orElseThrow(() -> new SQLException("the database gave no id"));
        rows.update(
                """
                insert into spa_appointment (id, code, state, service, therapist, room, starts_at, ends_at, free_at, zone,
                    guest_number, guest_name, call_id, noted_at)
                values (?, ?, 'BOOKED', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
                """,
                id,
                code,
                entry.service(),
                entry.therapist(),
                entry.room(),
                entry.treatment().start(),
                entry.treatment().end(),
                busy.end(),
                entry.zone().getId(),
                entry.guest().number(),
                entry.guest().name(),
                source,
                now);
        return id;
    }
}
