package dev.switchhook.app.spa.store;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.DayOfWeek.TUESDAY;
import static java.time.DayOfWeek.WEDNESDAY;

import dev.switchhook.app.spa.book.Hours;
import dev.switchhook.app.spa.book.House;
import dev.switchhook.app.spa.book.Price;
import dev.switchhook.app.spa.book.Room;
import dev.switchhook.app.spa.book.Service;
import dev.switchhook.app.spa.book.Therapist;
import dev.switchhook.app.spa.book.Week;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A spa that one believes: ten services, eight people who can and work different things, seven rooms.
///
/// Every day of the week there are at least two people for each of the four best-known services.
final class DemoHouse {

    private static final Currency EURO = Currency.getInstance("EUR");
    private static final String CLASSIC = "classic-massage";
    private static final String DEEP_TISSUE = "deep-tissue-massage";
    private static final String HOT_STONE = "hot-stone-massage";
    private static final String FACIAL = "facial";
    private static final String AROMA = "aromatherapy-massage";
    private static final String LYMPH = "lymphatic-drainage";
    private static final String FEET = "foot-reflexology";
    private static final String SCRUB = "body-scrub";
    private static final String MANICURE = "manicure";
    private static final String PEDICURE = "pedicure";
    private static final Set<String> MASSAGES = Set.of(CLASSIC, DEEP_TISSUE, HOT_STONE, AROMA, LYMPH, FEET);
    private static final Set<DayOfWeek> WORKDAYS = EnumSet.range(MONDAY, FRIDAY);

    private DemoHouse() {}

    /// The spa, closed on the holidays of a year and the next one.
    static House in(ZoneId zone, int year) {
        Map<LocalDate, String> holidays = new HashMap<>(GermanHolidays.of(year));
        holidays.putAll(GermanHolidays.of(year + 1));
        return new House(zone, openingHours(), holidays, services(), therapists(), rooms());
    }

    private static List<Service> services() {
        return List.of(
                service(CLASSIC, "classic massage", 60, 15, 79),
                service(DEEP_TISSUE, "deep tissue massage", 60, 15, 89),
                service(HOT_STONE, "hot stone massage", 75, 15, 109),
                service(FACIAL, "facial", 45, 15, 69),
                service(AROMA, "aromatherapy massage", 60, 15, 85),
                service(LYMPH, "lymphatic drainage", 45, 15, 65),
                service(FEET, "foot reflexology", 45, 0, 55),
                service(SCRUB, "body scrub", 45, 30, 72),
                service(MANICURE, "manicure", 45, 0, 39),
                service(PEDICURE, "pedicure", 60, 15, 49));
    }

    private static Service service(String id, String name, int minutes, int buffer, int euros) {
        return new Service(
                id, name, Duration.ofMinutes(minutes), Duration.ofMinutes(buffer), new Price(euros * 100L, EURO));
    }

    private static Week openingHours() {
        Map<DayOfWeek, List<Hours>> days = new HashMap<>();
        EnumSet.range(MONDAY, SATURDAY).forEach(day -> days.put(day, List.of(hours(9, 0, 20, 0))));
        days.put(SUNDAY, List.of(hours(10, 0, 18, 0)));
        return new Week(days);
    }

    private static List<Therapist> therapists() {
        return List.of(
                new Therapist(
                        "anna",
                        "Anna",
                        Set.of(CLASSIC, DEEP_TISSUE, HOT_STONE, AROMA, FACIAL),
                        week(EnumSet.of(MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY), early())),
                new Therapist(
                        "ben",
                        "Ben",
                        Set.of(CLASSIC, DEEP_TISSUE, HOT_STONE, FEET),
                        week(EnumSet.of(TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY), late())),
                new Therapist(
                        "clara",
                        "Clara",
                        Set.of(FACIAL, HOT_STONE, CLASSIC, SCRUB, LYMPH),
                        week(EnumSet.of(MONDAY, WEDNESDAY, THURSDAY, SATURDAY, SUNDAY), day())),
                new Therapist(
                        "david",
                        "David",
                        Set.of(DEEP_TISSUE, CLASSIC, LYMPH, FEET, HOT_STONE),
                        week(EnumSet.of(MONDAY, TUESDAY, FRIDAY, SATURDAY, SUNDAY), late())),
                new Therapist("elif", "Elif", Set.of(FACIAL, MANICURE, PEDICURE, SCRUB), week(WORKDAYS, early())),
                new Therapist(
                        "jonas",
                        "Jonas",
                        Set.of(CLASSIC, DEEP_TISSUE, AROMA, FEET),
                        week(EnumSet.of(THURSDAY, FRIDAY, SATURDAY, SUNDAY), day())),
                new Therapist(
                        "mara",
                        "Mara",
                        Set.of(FACIAL, AROMA, LYMPH, SCRUB, HOT_STONE),
                        week(EnumSet.of(MONDAY, TUESDAY, WEDNESDAY, FRIDAY, SUNDAY), late())),
                new Therapist(
                        "sofia",
                        "Sofia",
                        Set.of(MANICURE, PEDICURE, FACIAL, FEET),
                        week(EnumSet.of(TUESDAY, THURSDAY, SATURDAY, SUNDAY), day())));
    }

    private static Week week(Set<DayOfWeek> days, List<Hours> shift) {
        Map<DayOfWeek, List<Hours>> hours = new HashMap<>();
        days.forEach(day -> hours.put(day, shift));
        return new Week(hours);
    }

    private static List<Hours> early() {
        return List.of(hours(9, 0, 12, 30), hours(13, 0, 17, 0));
    }

    private static List<Hours> day() {
        return List.of(hours(10, 0, 13, 30), hours(14, 15, 18, 30));
    }

    private static List<Hours> late() {
        return List.of(hours(11, 30, 15, 0), hours(15, 45, 20, 0));
    }

    private static Hours hours(int fromHour, int fromMinute, int untilHour, int untilMinute) {
        return new Hours(LocalTime.of(fromHour, fromMinute), LocalTime.of(untilHour, untilMinute));
    }

    private static List<Room> rooms() {
        List<Room> rooms = new ArrayList<>();
        rooms.add(new Room("room-1", "Lavender", with(MASSAGES, FACIAL)));
        rooms.add(new Room("room-2", "Rosemary", with(MASSAGES, FACIAL)));
        rooms.add(new Room("room-3", "Jasmine", with(MASSAGES, FACIAL)));
        rooms.add(new Room("room-4", "Fireside", MASSAGES));
        rooms.add(new Room("room-5", "Garden", Set.of(CLASSIC, DEEP_TISSUE, AROMA, LYMPH, FEET, FACIAL)));
        rooms.add(new Room("room-6", "Steam bath", Set.of(SCRUB)));
        rooms.add(new Room("room-7", "Salon", Set.of(MANICURE, PEDICURE, FEET)));
        return rooms;
    }

    private static Set<String> with(Set<String> some, String more) {
        Set<String> all = new HashSet<>(some);
        all.add(more);
        return all;
    }
}
