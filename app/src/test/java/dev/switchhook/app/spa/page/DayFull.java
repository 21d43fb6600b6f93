package dev.switchhook.app.spa.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.spa.book.Appointment;
import dev.switchhook.app.spa.book.AppointmentBook;
import dev.switchhook.app.spa.book.AppointmentBook.CommitOutcome;
import dev.switchhook.app.spa.book.Hold;
import dev.switchhook.app.spa.book.House;
import dev.switchhook.app.spa.book.Opening;
import dev.switchhook.app.spa.book.Openings;
import dev.switchhook.app.spa.book.Question;
import dev.switchhook.app.spa.book.Rules;
import dev.switchhook.app.spa.book.Service;
import dev.switchhook.app.spa.book.Slot;
import dev.switchhook.app.spa.store.JdbcAppointmentBook;
import dev.switchhook.domain.caller.CallId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.sql.DataSource;

/// Guests who book by the book itself, as calls do. For one thread.
final class DayFull {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final List<String> GUESTS = List.of(
            "Ada Lovelace", "Grace Hopper", "Jürgen Ödegård", "Maximiliane von Hohenlohe-Langenburg", "", "Kim");

    private final AppointmentBook book;
    private final Random random = new Random(7);
    private int guests;

    DayFull(DataSource database) {
        book = new JdbcAppointmentBook(database, BERLIN, InstantSource.system(), random);
    }

    /// The first day after today of that kind on which the spa is open, or not.
    LocalDate day(boolean open) {
        House house = book.house();
        return LocalDate.now(BERLIN)
                .plusDays(1)
                .datesUntil(LocalDate.now(BERLIN).plusDays(300))
                .filter(day -> house.holidays().containsKey(day) != open)
                .findFirst()
                .orElseThrow();
    }

    /// Somebody books what is free first, or later.
    Appointment books(String service, LocalDate day, double later) {
        Instant now = Instant.now();
        Service wanted = book.house().service(service).orElseThrow();
        List<Opening> free = Openings.in(
                        book.house(),
                        book.occupied(Slot.ofDay(day, BERLIN), now),
                        new Question(
                                wanted, day, 1, Optional.empty(), Optional.empty(), now, new Rules(Duration.ZERO, 365)))
                .all();
        Opening opening = free.get((int) (later * free.size()));
        int guest = guests++;
        CallId call = new CallId("CA" + "%032d".formatted(guest));
        Appointment wish = new Appointment(
                "",
                service,
                opening.therapist().id(),
                opening.room().id(),
                opening.treatment(),
                BERLIN,
                new Appointment.Guest("+49301234" + (10 + guest), GUESTS.get(guest % GUESTS.size())));
        book.hold(new Hold(call, wish, Optional.empty(), now.plusSeconds(180), 1), now);
        CommitOutcome outcome = book.commit(call, "guest-" + guest + "-" + day, now);
        assertThat(outcome).isInstanceOf(CommitOutcome.Booked.class);
        return ((CommitOutcome.Booked) outcome).appointment();
    }

    /// A good day.
    void fill(LocalDate day) {
        for (String service : List.of(
                "classic-massage",
                "hot-stone-massage",
                "facial",
                "foot-reflexology",
                "aromatherapy-massage",
                "pedicure",
                "manicure",
                "lymphatic-drainage",
                "body-scrub",
                "deep-tissue-massage")) {
            books(service, day, random.nextDouble());
        }
    }
}
