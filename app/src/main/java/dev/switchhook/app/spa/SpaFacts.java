package dev.switchhook.app.spa;

import dev.switchhook.app.business.CallerFacts;
import dev.switchhook.app.spa.book.AppointmentBook;
import dev.switchhook.app.spa.book.AppointmentBook.BookUnavailable;
import dev.switchhook.app.spa.book.GuestBook;
import dev.switchhook.app.spa.book.GuestBook.Guest;
import dev.switchhook.app.spa.book.House;
import dev.switchhook.app.spa.book.Therapist;
import dev.switchhook.app.spa.tools.GuestName;
import dev.switchhook.app.spa.tools.Wording;
import dev.switchhook.domain.caller.Attestation;
import dev.switchhook.domain.caller.IncomingCall;
import java.time.DayOfWeek;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Tells the assistant what it should know when a call begins: the day and the time at the spa, the house, and what
/// is known about the guest whose number is shown. Safe for use by several threads.
///
/// The number is a hint. So no code and no appointment that lies ahead is told here, and nothing at all of a guest
/// when somebody has found the number to be false.
final class SpaFacts implements CallerFacts {

    private static final int DAYS_OF_HOLIDAYS = 30;
    private static final int MOST_PREFERENCES = 3;
    private static final int LONGEST_PREFERENCE = 100;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private final AppointmentBook book;
    private final GuestBook guests;
    private final ZoneId zone;
    private final InstantSource clock;

    SpaFacts(AppointmentBook book, GuestBook guests, ZoneId zone, InstantSource clock) {
        this.book = book;
        this.guests = guests;
        this.zone = zone;
        this.clock = clock;
    }

    @Override
    public Set<String> names() {
        return Set.of(
                "today",
                "weekday",
                "now",
                "zone",
                "coming_days",
                "opening_hours",
                "holidays",
                "services",
                "therapists",
                "guest_name",
                "guest_visits",
                "guest_loyalty",
                "guest_preferences",
                "guest_last_treatment");
    }

    /// What can be told without the book is told without it.
    @Override
    public Map<String, String> about(IncomingCall call) {
        ZonedDateTime now = clock.instant().atZone(zone);
        Map<String, String> facts = new HashMap<>();
        facts.put("today", now.toLocalDate().toString());
        facts.put("weekday", Wording.weekday(now.toLocalDate()));
        facts.put("now", TIME.format(now));
        facts.put("zone", zone.getId());
        facts.put("coming_days", comingDays(now.toLocalDate()));
        try {
            House house = book.house();
            facts.put("opening_hours", openingHours(house));
            facts.put("holidays", holidays(house, now.toLocalDate()));
            facts.put(
                    "services",
                    house.services().stream()
                            .map(it -> it.name() + " (" + it.duration().toMinutes() + " min)")
                            .collect(Collectors.joining(", ")));
            facts.put(
                    "therapists",
                    house.therapists().stream().map(Therapist::name).collect(Collectors.joining(", ")));
            if (call.attestation() != Attestation.FAILED) {
                call.from().e164().flatMap(guests::find).ifPresent(guest -> facts.putAll(about(guest)));
            }
        } catch (BookUnavailable _) {
            facts.putIfAbsent("holidays", "not known just now");
        }
        return facts;
    }

    /// Models are bad at the days of a week, and good at reading a list.
    private static String comingDays(LocalDate today) {
        return today.datesUntil(today.plusDays(15))
                .map(day -> day.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH) + " " + day)
                .collect(Collectors.joining(", "));
    }

    private static String openingHours(House house) {
        return Stream.of(DayOfWeek.values())
                .map(day -> day.getDisplayName(TextStyle.FULL, Locale.ENGLISH) + " "
                        + Wording.hours(house.week().on(day)))
                .collect(Collectors.joining("; "));
    }

    private static String holidays(House house, LocalDate today) {
        String ahead = house.holidays().entrySet().stream()
                .filter(it -> !it.getKey().isBefore(today) && it.getKey().isBefore(today.plusDays(DAYS_OF_HOLIDAYS)))
                .sorted(Map.Entry.comparingByKey())
                .map(it -> Wording.weekday(it.getKey()) + " " + it.getKey() + " (" + it.getValue() + ")")
                .collect(Collectors.joining(", "));
        return ahead.isEmpty() ? "none in the next " + DAYS_OF_HOLIDAYS + " days" : ahead;
    }

    private static Map<String, String> about(Guest guest) {
        Map<String, String> facts = new HashMap<>();
        facts.put("guest_name", GuestName.told(guest.name()));
        facts.put("guest_visits", Integer.toString(guest.visits()));
        facts.put("guest_loyalty", guest.loyalty().name().toLowerCase(Locale.ROOT));
        facts.put("guest_preferences", preferences(guest.preferences()));
        guest.history().stream().findFirst().ifPresent(last -> facts.put("guest_last_treatment", last.service()));
        facts.values().removeIf(String::isBlank);
        return facts;
    }

    private static String preferences(List<String> preferences) {
        return preferences.stream()
                .limit(MOST_PREFERENCES)
                .map(it -> it.substring(0, Math.min(it.length(), LONGEST_PREFERENCE)))
                .collect(Collectors.joining("; "));
    }
}
