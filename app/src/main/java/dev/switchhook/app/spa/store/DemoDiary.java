package dev.switchhook.app.spa.store;

import dev.switchhook.app.spa.book.Appointment;
import dev.switchhook.app.spa.book.House;
import dev.switchhook.app.spa.book.Occupancy;
import dev.switchhook.app.spa.book.Opening;
import dev.switchhook.app.spa.book.Openings;
import dev.switchhook.app.spa.book.Question;
import dev.switchhook.app.spa.book.Rules;
import dev.switchhook.app.spa.book.Service;
import dev.switchhook.app.spa.book.Therapist;
import dev.switchhook.app.spa.store.DemoGuests.DemoGuest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// What the demo's spa has agreed with its guests: the visits that are over, and a good share of the coming two
/// weeks. The same random numbers give the same diary. For one thread.
final class DemoDiary {

    /// How far ahead it is filled.
    static final int DAYS_AHEAD = 14;

    /// Of the time that is worked, about this much is asked for; some of it finds no place any more.
    private static final double WANTED = 0.45;

    private static final Rules ANY_TIME = new Rules(Duration.ZERO, 3_650);

    private final House house;
    private final RandomGenerator random;
    private final Map<String, Set<Long>> therapists = new HashMap<>();
    private final Map<String, Set<Long>> rooms = new HashMap<>();
    private final List<Appointment> entries = new ArrayList<>();

    DemoDiary(House house, RandomGenerator random) {
        this.house = house;
        this.random = random;
    }

    /// Enters the visits of the guests that are over, the latest some weeks before today.
    ///
    /// @return everything entered so far; the codes are left to whoever keeps them
    List<Appointment> past(LocalDate today) {
        for (DemoGuest guest : DemoGuests.all()) {
            LocalDate day = today.minusDays(random.nextInt(4, 30));
            for (int visit = 0; visit < guest.visits(); visit++) {
                day = enterNear(guest, day).minusDays(random.nextInt(12, 45));
            }
        }
        return List.copyOf(entries);
    }

    private LocalDate enterNear(DemoGuest guest, LocalDate day) {
        Therapist favourite = house.therapist(guest.favourite()).orElseThrow();
        LocalDate tried = day;
        while (!enter(guest, Optional.of(favourite), tried)) {
            tried = tried.minusDays(1);
        }
        return tried;
    }

    /// Enters appointments of the coming days, today's included.
    ///
    /// @return everything entered so far
    List<Appointment> ahead(LocalDate today) {
        for (int i = 0; i < DAYS_AHEAD; i++) {
            LocalDate day = today.plusDays(i);
            long worked = house.therapists().stream()
                    .flatMap(it -> it.week().on(day.getDayOfWeek()).stream())
                    .mapToLong(it -> Duration.between(it.from(), it.until()).toMinutes())
                    .sum();
            // An appointment takes an hour and a bit.
            long wanted = Math.round(worked * WANTED / 70);
            for (long n = 0; n < wanted; n++) {
                DemoGuest guest =
                        DemoGuests.all().get(random.nextInt(DemoGuests.all().size()));
                enter(guest, Optional.empty(), day);
            }
        }
        return List.copyOf(entries);
    }

    private boolean enter(DemoGuest guest, Optional<Therapist> therapist, LocalDate day) {
        List<Service> offered = house.services().stream()
                .filter(it -> therapist.isEmpty() || therapist.get().services().contains(it.id()))
                .toList();
        Service service = offered.get(random.nextInt(offered.size()));
        Instant morning = day.atStartOfDay(house.zone()).toInstant().minusSeconds(1);
        Question question = new Question(service, day, 1, Optional.empty(), therapist, morning, ANY_TIME);
        List<Opening> free = Openings.in(house, new Occupancy(therapists, rooms), question).all().stream()
                // Guests ask for the full and the half hour.
                .filter(it -> minute(it) % 30 == 0 && !entered(guest, it))
                .toList();
        if (free.isEmpty()) {
            return false;
        }
        enter(guest, service, free.get(random.nextInt(free.size())));
        return true;
    }

    private boolean entered(DemoGuest guest, Opening opening) {
        return entries.stream()
                .anyMatch(it -> it.guest().number().equals(guest.number())
                        && it.treatment().overlaps(opening.treatment()));
    }

    private int minute(Opening opening) {
        return opening.treatment().start().atZone(house.zone()).getMinute();
    }

    private void enter(DemoGuest guest, Service service, Opening opening) {
        ZoneId zone = house.zone();
        Appointment entry = new Appointment(
                "",
                service.id(),
                opening.therapist().id(),
                opening.room().id(),
                opening.treatment(),
                zone,
                new Appointment.Guest(guest.number(), guest.name()));
        entries.add(entry);
        house.busyFor(entry).quarters().forEach(quarter -> {
            therapists.computeIfAbsent(entry.therapist(), _ -> new HashSet<>()).add(quarter);
            rooms.computeIfAbsent(entry.room(), _ -> new HashSet<>()).add(quarter);
        });
    }
}
