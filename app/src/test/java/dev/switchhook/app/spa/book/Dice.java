package dev.switchhook.app.spa.book;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Throws houses, occupancies and questions, small ones, so that ten thousand of them are tried in a moment.
/// Days on which the clock is turned come often.
final class Dice {

    static final List<ZoneId> ZONES = List.of(
            ZoneId.of("Europe/Berlin"),
            ZoneId.of("America/New_York"),
            ZoneId.of("Asia/Kathmandu"),
            ZoneId.of("Australia/Lord_Howe"),
            ZoneId.of("Pacific/Chatham"),
            ZoneId.of("America/St_Johns"),
            ZoneId.of("Africa/Cairo"),
            ZoneId.of("America/Havana"),
            ZoneId.of("UTC"));

    /// The days of two years on which the clock is turned.
    private static final Map<ZoneId, List<LocalDate>> TURNED =
            ZONES.stream().collect(Collectors.toUnmodifiableMap(zone -> zone, Dice::turned));

    private static final Price PRICE = new Price(100, Currency.getInstance("EUR"));

    final Random random;

    Dice(long seed) {
        this.random = new Random(seed);
    }

    private static List<LocalDate> turned(ZoneId zone) {
        Instant end = Instant.parse("2028-01-01T00:00:00Z");
        return Stream.iterate(
                        zone.getRules().nextTransition(Instant.parse("2026-01-01T00:00:00Z")),
                        turn -> turn != null && turn.getInstant().isBefore(end),
                        turn -> zone.getRules().nextTransition(turn.getInstant()))
                .map(turn -> turn.getDateTimeBefore().toLocalDate())
                .toList();
    }

    /// A house, what is taken there, and a question with its answer.
    ///
    /// @param clock what was found out about the clock of the house, kept because it is asked for often
    record Case(House house, Occupancy taken, Question question, Openings openings, Map<LocalDateTime, Instant> clock) {

        Case(House house, Occupancy taken, Question question) {
            this(house, taken, question, Openings.in(house, taken, question), new HashMap<>());
        }

        /// The first instant from which on the clock of that day shows this time or a later one, found by
        /// counting.
        Instant instant(LocalDateTime local) {
            return clock.computeIfAbsent(local, _ -> {
                Instant instant = local.toLocalDate().atStartOfDay(house.zone()).toInstant();
                while (instant.atZone(house.zone()).toLocalDateTime().isBefore(local)) {
                    instant = instant.plusSeconds(900);
                }
                return instant;
            });
        }

        Duration needed() {
            return question.service().duration().plus(question.service().buffer());
        }

        Case with(Question other) {
            return new Case(house, taken, other);
        }
    }

    Case next() {
        ZoneId zone = ZONES.get(random.nextInt(ZONES.size()));
        LocalDate from = day(zone);
        int days = random.nextInt(1, 4);
        House house = house(zone, from, days);
        Service service = house.services().get(random.nextInt(house.services().size()));
        Optional<Therapist> therapist = random.nextInt(3) == 0
                ? Optional.of(
                        house.therapists().get(random.nextInt(house.therapists().size())))
                : Optional.empty();
        Optional<PartOfDay> part = random.nextInt(4) == 0
                ? Optional.of(List.of(PartOfDay.values()).get(random.nextInt(3)))
                : Optional.empty();
        Instant now = WallClock.startOf(from, zone).plusSeconds(random.nextInt(-200_000, 90_000));
        Rules rules = new Rules(Duration.ofMinutes(random.nextInt(0, 181)), random.nextInt(0, 60));
        Question question = new Question(service, from, days, part, therapist, now, rules);
        return new Case(house, occupancy(house, question.window(zone)), question);
    }

    /// A day; every other time one on which the clock is turned, or the one before or after, where there is
    /// such a day.
    private LocalDate day(ZoneId zone) {
        LocalDate some = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(730));
        if (random.nextBoolean()) {
            return some;
        }
        List<LocalDate> turned = TURNED.getOrDefault(zone, List.of());
        return turned.isEmpty()
                ? some
                : turned.get(random.nextInt(turned.size())).plusDays(random.nextInt(-1, 2));
    }

    private House house(ZoneId zone, LocalDate from, int days) {
        List<Service> services = new ArrayList<>();
        for (int i = 0; i < random.nextInt(1, 3); i++) {
            services.add(new Service(
                    "s" + i,
                    "service " + i,
                    Duration.ofMinutes(15L * random.nextInt(1, 7)),
                    Duration.ofMinutes(15L * random.nextInt(0, 3)),
                    PRICE));
        }
        List<Therapist> therapists = new ArrayList<>();
        for (int i = 0; i < random.nextInt(1, 4); i++) {
            therapists.add(new Therapist("t" + i, "T" + i, some(services), week(from, days)));
        }
        List<Room> rooms = new ArrayList<>();
        for (int i = 0; i < random.nextInt(1, 4); i++) {
            rooms.add(new Room("r" + i, "R" + i, some(services)));
        }
        Map<LocalDate, String> holidays =
                random.nextInt(4) == 0 ? Map.of(from.plusDays(random.nextInt(days)), "holiday") : Map.of();
        return new House(zone, week(from, days), holidays, services, therapists, rooms);
    }

    private Set<String> some(List<Service> services) {
        Set<String> some = new HashSet<>();
        services.stream().filter(_ -> random.nextInt(5) > 0).forEach(it -> some.add(it.id()));
        return some;
    }

    /// Hours on the days of the week that the question touches.
    private Week week(LocalDate from, int length) {
        Map<DayOfWeek, List<Hours>> days = new HashMap<>();
        for (int i = 0; i < length; i++) {
            DayOfWeek day = from.plusDays(i).getDayOfWeek();
            int first = random.nextInt(0, 60);
            int end = random.nextInt(first + 4, 96);
            switch (random.nextInt(4)) {
                case 0 -> {
                    // A free day.
                }
                case 1 -> {
                    int half = random.nextInt(first + 1, end);
                    days.put(
                            day,
                            half + 2 < end
                                    ? List.of(hours(first, half), hours(half + random.nextInt(0, 2), end))
                                    : List.of(hours(first, end)));
                }
                default -> days.put(day, List.of(hours(first, end)));
            }
        }
        return new Week(days);
    }

    private static Hours hours(int from, int until) {
        return new Hours(LocalTime.ofSecondOfDay(from * 900L), LocalTime.ofSecondOfDay(until * 900L));
    }

    private Occupancy occupancy(House house, Slot window) {
        Map<String, Set<Long>> therapists = new HashMap<>();
        Map<String, Set<Long>> rooms = new HashMap<>();
        house.therapists().forEach(it -> therapists.put(it.id(), taken(window)));
        house.rooms().forEach(it -> rooms.put(it.id(), taken(window)));
        return new Occupancy(therapists, rooms);
    }

    private Set<Long> taken(Slot window) {
        Set<Long> taken = new HashSet<>();
        for (int i = 0; i < random.nextInt(0, 6); i++) {
            long first = window.firstQuarter() + random.nextLong(-4, window.quarterCount());
            for (long quarter = first; quarter < first + random.nextInt(1, 8); quarter++) {
                taken.add(quarter);
            }
        }
        return taken;
    }
}
