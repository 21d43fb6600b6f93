package dev.switchhook.app.spa.store;

import dev.switchhook.app.spa.book.Appointment;
import dev.switchhook.app.spa.book.AppointmentBook.BookUnavailable;
import dev.switchhook.app.spa.book.GuestBook;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/// The guests in a relational database. Safe for use by several threads.
///
/// Whoever has an appointment under a number is known, with the name of the latest one, though nothing was
/// noted.
public final class JdbcGuestBook implements GuestBook {

    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{1,14}");
    private static final int LONGEST_PREFERENCE = 200;
    private static final int MOST_PREFERENCES = 10;
    private static final int MOST_VISITS = 10;

    private final Transactions transactions;
    private final InstantSource clock;

    /// A book in a database whose schema has been brought up to date.
    ///
    /// @param clock tells which appointments are over
    /// @param random draws pauses; safe for use by several threads
    public JdbcGuestBook(DataSource database, InstantSource clock, RandomGenerator random) {
        this(new Transactions(database, RetryPause.jittered(random)), clock);
    }

    JdbcGuestBook(Transactions transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /// A number that is not E.164, such as that of a caller who withholds it, is nobody's.
    @Override
    public Optional<Guest> find(String number) {
        Instant now = clock.instant();
        return isNumber(number) ? transactions.read(rows -> find(rows, number, now)) : Optional.empty();
    }

    private static Optional<Guest> find(Rows rows, String number, Instant now) throws SQLException {
        Optional<String> noted =
                rows.first(row -> row.getString(1), "select name from spa_guest where number = ?", number);
        Optional<String> stated = rows.first(row -> row.getString(1), """
            select guest_name from spa_appointment where guest_number = ? and state = 'BOOKED'
            order by case when guest_name = '' then 1 else 0 end, starts_at desc fetch first 1 rows only\
            """, number);
        if (noted.isEmpty() && stated.isEmpty()) {
            return Optional.empty();
        }
        int visits = rows.first(row -> row.getInt(1), """
            select count(*) from spa_appointment where guest_number = ? and state = 'BOOKED' and ends_at <= ?\
            """, number, now).orElse(0);
        String name = noted.filter(it -> !it.isEmpty()).or(() -> stated).orElse("");
        return Optional.of(new Guest(
                number, name, Loyalty.after(visits), visits, preferences(rows, number), history(rows, number, now)));
    }

    private static List<String> preferences(Rows rows, String number) throws SQLException {
        return rows.all(
                row -> row.getString(1),
                "select line from spa_preference where number = ? order by noted_at desc, line fetch first "
                        + MOST_PREFERENCES + " rows only",
                number);
    }

    /// The name of a service or a person that is gone is the id.
    private static List<Visit> history(Rows rows, String number, Instant now) throws SQLException {
        return rows.all(
                row -> new Visit(
                        LocalDate.ofInstant(
                                row.getObject("starts_at", OffsetDateTime.class).toInstant(),
                                ZoneId.of(row.getString("zone"))),
                        row.getString("service_name"),
                        row.getString("therapist_name")),
                """
                    select a.starts_at, a.zone, coalesce(s.name, a.service) as service_name,
                        coalesce(t.name, a.therapist) as therapist_name
                    from spa_appointment a
                    left join spa_service s on s.id = a.service
                    left join spa_therapist t on t.id = a.therapist
                    where a.guest_number = ? and a.state = 'BOOKED' and a.ends_at <= ?
                    order by a.starts_at desc fetch first\
                    """ + " " + MOST_VISITS + " rows only",
                number,
                now);
    }

    /// @throws IllegalArgumentException when the number is not E.164, or a text is too long
    @Override
    public void note(String number, String name, String preference) {
        if (!isNumber(number)) {
            throw new IllegalArgumentException("a guest is known by a number in E.164");
        }
        if (name.length() > Appointment.Guest.LONGEST_NAME || preference.length() > LONGEST_PREFERENCE) {
            throw new IllegalArgumentException("a name or a preference that is too long");
        }
        Instant now = clock.instant();
        Optional<String> noted = transactions.make(rows -> {
            note(rows, number, name, preference, now);
            return number;
        });
        if (noted.isEmpty()) {
            throw new BookUnavailable(
                    "whether the guest was noted is unknown", new SQLException("the commit was not answered"));
        }
    }

    private static void note(Rows rows, String number, String name, String preference, Instant now)
            throws SQLException {
        boolean known = name.isEmpty()
                ? rows.first(row -> row.getString(1), "select number from spa_guest where number = ?", number)
                        .isPresent()
                : rows.update("update spa_guest set name = ?, noted_at = ? where number = ?", name, now, number) == 1;
        if (!known) {
            rows.update("insert into spa_guest (number, name, noted_at) values (?, ?, ?)", number, name, now);
        }
        if (!preference.isEmpty()
                && rows.update(
                                "update spa_preference set noted_at = ? where number = ? and line = ?",
                                now,
                                number,
                                preference)
                        == 0) {
            rows.update(
                    "insert into spa_preference (number, line, noted_at) values (?, ?, ?)", number, preference, now);
        }
    }

    private static boolean isNumber(String number) {
        return E164.matcher(number).matches();
    }
}
