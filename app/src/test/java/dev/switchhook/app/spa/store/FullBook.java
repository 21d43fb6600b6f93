package dev.switchhook.app.spa.store;

import dev.switchhook.app.spa.book.Hours;
import dev.switchhook.app.spa.book.House;
import dev.switchhook.app.spa.book.Room;
import dev.switchhook.app.spa.book.Service;
import dev.switchhook.app.spa.book.Therapist;
import dev.switchhook.app.spa.book.Week;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import javax.sql.DataSource;

/// A house of ten therapists who all do everything, with the appointments of some years.
final class FullBook {

    static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

    private static final int STAFF = 10;
    private static final int APPOINTMENTS = 100_000;
    private static final int BATCH_DAYS = 25;
    private static final int PER_DAY = 8;

    /// How many days ahead it is filled, to two thirds: past them the races have their days for themselves.
    private static final int DAYS_AHEAD = 28;

    private FullBook() {}

    private static House house() {
        House demo = DemoHouse.in(TestHouse.BERLIN, 2026);
        Set<String> everything = new HashSet<>();
        for (Service service : demo.services()) {
            everything.add(service.id());
        }
        Map<DayOfWeek, List<Hours>> days = new HashMap<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            days.put(day, List.of(new Hours(LocalTime.of(9, 0), LocalTime.of(20, 0))));
        }
        Week week = new Week(days);
        List<Therapist> therapists = new ArrayList<>();
        List<Room> rooms = new ArrayList<>();
        for (int i = 0; i < STAFF; i++) {
            therapists.add(new Therapist("t" + i, "T" + i, everything, week));
            rooms.add(new Room("r" + i, "R" + i, everything));
        }
        return new House(demo.zone(), week, demo.holidays(), demo.services(), therapists, rooms);
    }

    /// Furnishes and fills an empty book.
    ///
    /// @return how many appointments are in it
    static long fill(DataSource database) throws SQLException {
        Transactions transactions = new Transactions(database, _ -> {});
        transactions.make(rows -> {
            HouseRows.insert(rows, house());
            return true;
        });
        Random random = new Random(4);
        long id = 0;
        LocalDate day = TODAY.plusDays(DAYS_AHEAD);
        while (id < APPOINTMENTS) {
            List<List<Object>> appointments = new ArrayList<>();
            List<List<Object>> quarters = new ArrayList<>();
            for (int i = 0; i < BATCH_DAYS; i++, day = day.minusDays(1)) {
                id = add(day, id, random, appointments, quarters);
            }
            transactions.make(rows -> {
                rows.each("""
                    insert into spa_appointment (id, code, retired, state, service, therapist, room, starts_at, ends_at,
                        free_at, zone, guest_number, guest_name, call_id, noted_at)
                    values (?, ?, ?, 'BOOKED', 'classic-massage', ?, ?, ?, ?, ?, 'Europe/Berlin', ?, '', 'bench', ?)\
                    """, appointments);
                rows.each(
                        "insert into spa_quarter (resource, quarter_hour, appointment_id) values (?, ?, ?)", quarters);
                return true;
            });
        }
        TestHouse.execute(database, "alter sequence spa_appointment_id restart with " + (id + 1));
        TestHouse.execute(database, "analyze");
        return TestHouse.count(database, "select count(*) from spa_appointment");
    }

    private static long add(
            LocalDate day, long from, Random random, List<List<Object>> appointments, List<List<Object>> quarters) {
        long id = from;
        boolean ahead = day.isAfter(TODAY);
        Instant opens = day.atTime(9, 0).atZone(TestHouse.BERLIN).toInstant();
        for (int who = 0; who < STAFF; who++) {
            for (int n = 0; n < PER_DAY; n++) {
                if (ahead && random.nextInt(3) == 0) {
                    continue;
                }
                id++;
                Instant start = opens.plusSeconds(75 * 60L * n);
                appointments.add(List.of(
                        id,
                        "B" + id,
                        ahead ? 0L : id,
                        "t" + who,
                        "r" + who,
                        start,
                        start.plusSeconds(3_600),
                        start.plusSeconds(4_500),
                        "+4930" + random.nextInt(100_000, 999_999),
                        start));
                for (long quarter = 0; quarter < 5; quarter++) {
                    quarters.add(List.of("t:t" + who, start.getEpochSecond() / 900 + quarter, id));
                    quarters.add(List.of("r:r" + who, start.getEpochSecond() / 900 + quarter, id));
                }
            }
        }
        return id;
    }
}
