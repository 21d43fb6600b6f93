package dev.switchhook.app.spa.book;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/// Where a wished date and time lie: at a slot that the house allows, or not, and why not. Whether somebody is
/// free then is another question. Pure.
public sealed interface Placement {

    /// An allowed slot.
    ///
    /// @param treatment without the buffer
    record Placed(Slot treatment) implements Placement {}

    /// There can be no appointment then.
    sealed interface Refused extends Placement {}

    /// The day or the time is over.
    record Past() implements Refused {}

    /// It lies ahead, but nearer than the house can arrange it.
    ///
    /// @param earliest from when on something can be agreed
    record TooSoon(Instant earliest) implements Refused {}

    /// No appointments are taken for that day yet.
    ///
    /// @param last the last day for which they are
    record TooFarAhead(LocalDate last) implements Refused {}

    /// The house is closed that day.
    ///
    /// @param name of the holiday
    record Holiday(String name) implements Refused {}

    /// The house is closed then, or closes before treatment and buffer are over.
    ///
    /// @param open when it is open on that day; empty when it is closed all day
    /// @param needed how long therapist and room are needed
    record Closed(List<Hours> open, Duration needed) implements Refused {

        /// Keeps its own copy.
        public Closed {
            open = List.copyOf(open);
        }
    }

    /// The clock skips that time on that day.
    ///
    /// @param next the first time that it shows after that
    record SkippedByTheClock(LocalTime next) implements Refused {}

    /// Treatments start on quarter-hours.
    record OffTheGrid() implements Refused {}

    /// The therapist does not offer the service.
    ///
    /// @param others who does, in the house's order
    record NotOffered(List<Therapist> others) implements Refused {

        /// Keeps its own copy.
        public NotOffered {
            others = List.copyOf(others);
        }
    }

    /// The house is open, but the therapist does not work then, or not for so long; or nobody does who offers
    /// the service.
    ///
    /// @param works when the therapist works on that day, or those who offer the service do, each stretch once
    record NotWorking(List<Hours> works) implements Refused {

        /// Keeps its own copy.
        public NotWorking {
            works = List.copyOf(works);
        }
    }

    /// Places a wish.
    ///
    /// @param therapist empty for anybody who offers the service
    /// @param day in the spa's zone
    /// @param time by the clock on the wall there; of one that occurs twice the first is meant
    static Placement of(
            House house,
            Service service,
            Optional<Therapist> therapist,
            LocalDate day,
            LocalTime time,
            Instant now,
            Rules rules) {
        List<Therapist> able = house.therapists().stream()
                .filter(it -> it.services().contains(service.id()))
                .toList();
        if (therapist.isPresent() && !therapist.get().services().contains(service.id())) {
            return new NotOffered(able);
        }
        LocalDate today = LocalDate.ofInstant(now, house.zone());
        if (day.isBefore(today)) {
            return new Past();
        }
        if (day.isAfter(rules.lastDay(now, house.zone()))) {
            return new TooFarAhead(rules.lastDay(now, house.zone()));
        }
        if (house.holidays().containsKey(day)) {
            return new Holiday(house.holidays().getOrDefault(day, ""));
        }
        LocalDateTime local = day.atTime(time);
        if (!WallClock.shows(local, house.zone())) {
            return new SkippedByTheClock(WallClock.instantOf(local, house.zone())
                    .atZone(house.zone())
                    .toLocalTime());
        }
        return onThatDay(house, service, therapist.map(List::of).orElse(able), local, now, rules);
    }

    private static Placement onThatDay(
            House house, Service service, List<Therapist> able, LocalDateTime local, Instant now, Rules rules) {
        Instant start = WallClock.instantOf(local, house.zone());
        if (!start.isAfter(now)) {
            return new Past();
        }
        if (!Slot.onGrid(start)) {
            return new OffTheGrid();
        }
        if (!rules.inTime(start, now)) {
            return new TooSoon(now.plus(rules.notice()));
        }
        LocalDate day = local.toLocalDate();
        Slot all = new Slot(start, service.duration().plus(service.buffer()));
        if (Stretch.open(house, day).stream().noneMatch(it -> it.holds(all))) {
            return new Closed(house.week().on(day.getDayOfWeek()), all.length());
        }
        boolean worked = able.stream()
                .flatMap(it -> Stretch.worked(house, it, day).stream())
                .anyMatch(it -> it.holds(all));
        return worked
                ? new Placed(new Slot(start, service.duration()))
                : new NotWorking(able.stream()
                        .flatMap(it -> it.week().on(day.getDayOfWeek()).stream())
                        .distinct()
                        .toList());
    }
}
