package dev.switchhook.app.spa.store;

import dev.switchhook.app.spa.book.Appointment;
import dev.switchhook.app.spa.book.AppointmentBook.HoldOutcome;
import dev.switchhook.app.spa.book.Hold;
import dev.switchhook.app.spa.book.Slot;
import dev.switchhook.domain.caller.CallId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The changes that make and end holds.
final class Holds {

    private static final int CODES_TO_TRY = 8;
    private static final int MOST_AT_ONCE = 100;

    private final ConfirmationCodes codes;

    Holds(ConfirmationCodes codes) {
        this.codes = codes;
    }

    /// Makes one in the place of what the call has held; when the time is taken, the call keeps what it has
    /// held.
    ///
    /// @param busy how long therapist and room are needed
    Transactions.Change<HoldOutcome> hold(Hold wish, Slot busy, Instant now) {
        return new Transactions.Change<>() {
            @Override
            public HoldOutcome in(Rows rows) throws SQLException {
                giveUp(rows, wish.call());
                for (long id : Grid.inTheWay(rows, wish.wished(), busy)) {
                    giveUpLapsed(rows, id, now);
                }
                return new HoldOutcome.Held(insert(rows, wish, busy, now));
            }

            @Override
            public Optional<HoldOutcome> afterConflict(Rows rows) throws SQLException {
                // Otherwise the other one is gone again, or it was this call at another place, or merely the code.
                return Grid.takenByOthers(
                                rows,
                                wish.wished(),
                                busy,
                                wish.call().value(),
                                wish.replaces().orElse(""))
                        ? Optional.of(new HoldOutcome.Taken())
                        : Optional.empty();
            }
        };
    }

    private Hold insert(Rows rows, Hold wish, Slot busy, Instant now) throws SQLException {
        long id = rows.first(row -> row.getLong(1), "select nextval('spa_appointment_id')")
                .orElseThrow(() -> new SQLException("the database gave no id"));
        Appointment wished = wish.wished();
        Grid.take(rows, id, wished, busy, wish.replaces().orElse(""));
        String code = unusedCode(rows);
        rows.update(
                """
                insert into spa_appointment (id, code, state, service, therapist, room, starts_at, ends_at, free_at, zone,
                    guest_number, guest_name, call_id, holding_call, held_until, read_back_at, replaces, noted_at)
                values (?, ?, 'HELD', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
                """,
                id,
                code,
                wished.service(),
                wished.therapist(),
                wished.room(),
                wished.treatment().start(),
                wished.treatment().end(),
                busy.end(),
                wished.zone().getId(),
                wished.guest().number(),
                wished.guest().name(),
                wish.call().value(),
                wish.call().value(),
                wish.until(),
                wish.readBackAt(),
                wish.replaces().orElse(null),
                now);
        Appointment held = new Appointment(
                code,
                wished.service(),
                wished.therapist(),
                wished.room(),
                wished.treatment(),
                wished.zone(),
                wished.guest());
        return new Hold(wish.call(), held, wish.replaces(), wish.until(), wish.readBackAt());
    }

    /// Several are drawn and asked for at once, because in a full book many are in use. When all of them are,
    /// the constraint refuses the last one, and the next try draws others.
    private String unusedCode(Rows rows) throws SQLException {
        List<String> drawn = Stream.generate(codes::next).limit(CODES_TO_TRY).toList();
        Set<String> used = new HashSet<>(rows.all(
                row -> row.getString(1),
                "select code from spa_appointment where retired = 0 and code in (?, ?, ?, ?, ?, ?, ?, ?)",
                drawn.toArray()));
        return drawn.stream().filter(code -> !used.contains(code)).findFirst().orElseGet(drawn::getLast);
    }

    /// Gives up what a call holds, whether it has lapsed or not.
    static void giveUp(Rows rows, CallId call) throws SQLException {
        List<Long> held =
                rows.all(row -> row.getLong(1), "select id from spa_appointment where holding_call = ?", call.value());
        for (long id : held) {
            // It may have been booked meanwhile; then it stays.
            if (rows.update("delete from spa_appointment where id = ? and state = 'HELD'", id) == 1) {
                Grid.giveBack(rows, id);
            }
        }
    }

    /// Gives up a hold if it has lapsed.
    ///
    /// @return whether it had
    static boolean giveUpLapsed(Rows rows, long id, Instant now) throws SQLException {
        boolean lapsed =
                rows.update("delete from spa_appointment where id = ? and state = 'HELD' and held_until <= ?", id, now)
                        == 1;
        if (lapsed) {
            Grid.giveBack(rows, id);
        }
        return lapsed;
    }

    /// Gives up holds that have lapsed, some at a time.
    ///
    /// @return how many
    static int giveUpLapsed(Rows rows, Instant now) throws SQLException {
        int given = 0;
        for (long id : rows.all(
                row -> row.getLong(1),
                "select id from spa_appointment where held_until <= ? order by id fetch first " + MOST_AT_ONCE
                        + " rows only",
                now)) {
            given += giveUpLapsed(rows, id, now) ? 1 : 0;
        }
        return given;
    }
}
