package dev.switchhook.app.spa.store;

import dev.switchhook.app.spa.book.Hours;
import dev.switchhook.app.spa.book.House;
import dev.switchhook.app.spa.book.Price;
import dev.switchhook.app.spa.book.Room;
import dev.switchhook.app.spa.book.Service;
import dev.switchhook.app.spa.book.Therapist;
import dev.switchhook.app.spa.book.Week;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The statements about what is fixed about the house, each in a transaction of the caller's.
final class HouseRows {

    private HouseRows() {}

    /// Whether nobody has furnished it yet.
    static boolean isEmpty(Rows rows) throws SQLException {
        return rows.first(row -> row.getString(1), "select id from spa_service fetch first 1 rows only")
                .isEmpty();
    }

    static House read(Rows rows, ZoneId zone) throws SQLException {
        Map<String, Set<String>> skills = pairs(rows, "select therapist, service from spa_skill");
        Map<String, Set<String>> equipment = pairs(rows, "select room, service from spa_equipment");
        Map<String, Week> weeks = weeks(rows);
        Map<LocalDate, String> holidays = new HashMap<>();
        rows.all(
                row -> holidays.put(row.getObject("closed_on", LocalDate.class), row.getString("name")),
                "select closed_on, name from spa_holiday");
        return new House(
                zone,
                openingWeek(rows),
                holidays,
                rows.all(HouseRows::service, """
                    select id, name, minutes, buffer_minutes, price_cents, currency from spa_service order by place, id\
                    """),
                rows.all(
                        row -> new Therapist(
                                row.getString("id"),
                                row.getString("name"),
                                skills.getOrDefault(row.getString("id"), Set.of()),
                                weeks.getOrDefault(row.getString("id"), new Week(Map.of()))),
                        "select id, name from spa_therapist order by place, id"),
                rows.all(
                        row -> new Room(
                                row.getString("id"),
                                row.getString("name"),
                                equipment.getOrDefault(row.getString("id"), Set.of())),
                        "select id, name from spa_room order by place, id"));
    }

    private static Service service(ResultSet row) throws SQLException {
        return new Service(
                row.getString("id"),
                row.getString("name"),
                Duration.ofMinutes(row.getInt("minutes")),
                Duration.ofMinutes(row.getInt("buffer_minutes")),
                new Price(row.getLong("price_cents"), Currency.getInstance(row.getString("currency"))));
    }

    private static Map<String, Set<String>> pairs(Rows rows, String sql) throws SQLException {
        Map<String, Set<String>> pairs = new HashMap<>();
        rows.all(
                row -> pairs.computeIfAbsent(row.getString(1), _ -> new HashSet<>())
                        .add(row.getString(2)),
                sql);
        return pairs;
    }

    private static Week openingWeek(Rows rows) throws SQLException {
        Map<DayOfWeek, List<Hours>> days = new HashMap<>();
        rows.all(
                row -> days.computeIfAbsent(DayOfWeek.of(row.getInt("weekday")), _ -> new ArrayList<>())
                        .add(hours(row, "opens", "closes")),
                "select weekday, opens, closes from spa_opening_hours order by weekday, opens");
        return new Week(days);
    }

    private static Map<String, Week> weeks(Rows rows) throws SQLException {
        Map<String, Map<DayOfWeek, List<Hours>>> days = new HashMap<>();
        rows.all(
                row -> days.computeIfAbsent(row.getString("therapist"), _ -> new HashMap<>())
                        .computeIfAbsent(DayOfWeek.of(row.getInt("weekday")), _ -> new ArrayList<>())
                        .add(hours(row, "begins", "ends")),
                "select therapist, weekday, begins, ends from spa_working_hours order by therapist, weekday, begins");
        Map<String, Week> weeks = new HashMap<>();
        days.forEach((therapist, week) -> weeks.put(therapist, new Week(week)));
        return weeks;
    }

    private static Hours hours(ResultSet row, String from, String until) throws SQLException {
        return new Hours(row.getObject(from, LocalTime.class), row.getObject(until, LocalTime.class));
    }

    /// Furnishes an empty house.
    static void insert(Rows rows, House house) throws SQLException {
        List<List<Object>> services = new ArrayList<>();
        for (Service it : house.services()) {
            services.add(List.of(
                    it.id(),
                    it.name(),
                    services.size(),
                    (int) it.duration().toMinutes(),
                    (int) it.buffer().toMinutes(),
                    it.price().cents(),
                    it.price().currency().getCurrencyCode()));
        }
        rows.each("""
            insert into spa_service (id, name, place, minutes, buffer_minutes, price_cents, currency)
            values (?, ?, ?, ?, ?, ?, ?)\
            """, services);
        insertTherapists(rows, house);
        insertRooms(rows, house);
        List<List<Object>> holidays = new ArrayList<>();
        house.holidays().forEach((day, name) -> holidays.add(List.of(day, name)));
        rows.each("insert into spa_holiday (closed_on, name) values (?, ?)", holidays);
        List<List<Object>> opening = new ArrayList<>();
        house.week()
                .hours()
                .forEach((day, stretches) ->
                        stretches.forEach(hours -> opening.add(List.of(day.getValue(), hours.from(), hours.until()))));
        rows.each("insert into spa_opening_hours (weekday, opens, closes) values (?, ?, ?)", opening);
    }

    private static void insertTherapists(Rows rows, House house) throws SQLException {
        List<List<Object>> therapists = new ArrayList<>();
        List<List<Object>> skills = new ArrayList<>();
        List<List<Object>> hours = new ArrayList<>();
        for (Therapist it : house.therapists()) {
            therapists.add(List.of(it.id(), it.name(), therapists.size()));
            it.services().forEach(service -> skills.add(List.of(it.id(), service)));
            it.week()
                    .hours()
                    .forEach((day, stretches) -> stretches.forEach(
                            stretch -> hours.add(List.of(it.id(), day.getValue(), stretch.from(), stretch.until()))));
        }
        rows.each("insert into spa_therapist (id, name, place) values (?, ?, ?)", therapists);
        rows.each("insert into spa_skill (therapist, service) values (?, ?)", skills);
        rows.each("insert into spa_working_hours (therapist, weekday, begins, ends) values (?, ?, ?, ?)", hours);
    }

    private static void insertRooms(Rows rows, House house) throws SQLException {
        List<List<Object>> rooms = new ArrayList<>();
        List<List<Object>> equipment = new ArrayList<>();
        for (Room it : house.rooms()) {
            rooms.add(List.of(it.id(), it.name(), rooms.size()));
            it.services().forEach(service -> equipment.add(List.of(it.id(), service)));
        }
        rows.each("insert into spa_room (id, name, place) values (?, ?, ?)", rooms);
        rows.each("insert into spa_equipment (room, service) values (?, ?)", equipment);
    }
}
