package dev.switchhook.app.spa.cli;

import dev.switchhook.app.spa.book.Appointment;
import dev.switchhook.app.spa.book.House;
import dev.switchhook.app.spa.book.Room;
import dev.switchhook.app.spa.book.Service;
import dev.switchhook.app.spa.book.Therapist;
import dev.switchhook.app.tools.PlainText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads the words of a draft, and notes a mistake for each field that it does not understand. For one thread.
final class Understanding {

    /// A number that callers can have, or the carrier's word for a number that was withheld.
    static final Pattern NUMBER = Pattern.compile("(\\+[1-9][0-9]{1,14}|[a-z]{1,20})?");

    private static final Pattern CODE = Pattern.compile("[A-Z0-9]{0,12}");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("H:mm[:ss]", Locale.ROOT);
    private static final int LONGEST_NEEDED = 480;
    private static final int LONGEST_QUOTE = 40;
    private static final int LONGEST_ID = 1_000;

    private final Draft draft;
    private final House house;
    private final List<Mistake> mistakes = new ArrayList<>();

    Understanding(Draft draft, House house) {
        this.draft = draft;
        this.house = house;
    }

    Wanted.Reading reading() {
        Optional<LocalDate> date = date();
        Optional<LocalTime> time = time();
        Optional<Service> service = named(Field.SERVICE, house.services(), Service::id, Service::name)
                .flatMap(this::asLongAsWanted);
        Optional<Therapist> therapist = optional(Field.THERAPIST, house.therapists(), Therapist::id, Therapist::name);
        Optional<Room> room = optional(Field.ROOM, house.rooms(), Room::id, Room::name);
        if (service.isPresent()
                && room.isPresent()
                && !room.get().services().contains(service.get().id())) {
            mistake(Field.ROOM, "is not equipped for " + service.get().name());
        }
        String guest = guest();
        String number = matching(Field.NUMBER, NUMBER, "is not such a number as +4930123456");
        String code = matching(Field.CODE, CODE, "is not 1 to 12 of A-Z and 0-9");
        if (draft.get(Field.ID).length() > LONGEST_ID) {
            mistake(Field.ID, "is longer than " + LONGEST_ID + " characters");
        }
        if (!mistakes.isEmpty()) {
            return new Wanted.Reading(Optional.empty(), mistakes);
        }
        return new Wanted.Reading(
                Optional.of(new Wanted(
                        date.orElseThrow(),
                        time.orElseThrow(),
                        service.orElseThrow(),
                        therapist,
                        room,
                        new Appointment.Guest(number, guest),
                        code,
                        draft.get(Field.ID))),
                List.of());
    }

    private void mistake(Field field, String problem) {
        mistakes.add(new Mistake(draft.line(), field, problem));
    }

    private static String quoted(String text) {
        String start = PlainText.of(text, LONGEST_QUOTE);
        return "'" + start + (start.length() < text.length() ? "...'" : "'");
    }

    private Optional<LocalDate> date() {
        try {
            return Optional.of(LocalDate.parse(draft.get(Field.DATE)));
        } catch (DateTimeException _) {
            mistake(Field.DATE, quoted(draft.get(Field.DATE)) + " is not such a date as 2027-03-31");
            return Optional.empty();
        }
    }

    private Optional<LocalTime> time() {
        try {
            return Optional.of(LocalTime.parse(draft.get(Field.TIME), TIME));
        } catch (DateTimeException _) {
            mistake(Field.TIME, quoted(draft.get(Field.TIME)) + " is not such a time as 10:45");
            return Optional.empty();
        }
    }

    private Optional<Service> asLongAsWanted(Service service) {
        String text = draft.get(Field.MINUTES);
        if (text.isEmpty()) {
            return Optional.of(service);
        }
        int minutes = text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : 0;
        if (minutes == 0 || minutes % 15 != 0 || minutes + service.buffer().toMinutes() > LONGEST_NEEDED) {
            mistake(
                    Field.MINUTES,
                    quoted(text) + " is not whole quarter-hours, or with the buffer longer than " + LONGEST_NEEDED);
            return Optional.empty();
        }
        return Optional.of(new Service(
                service.id(), service.name(), Duration.ofMinutes(minutes), service.buffer(), service.price()));
    }

    private <T> Optional<T> optional(Field field, List<T> known, Function<T, String> id, Function<T, String> name) {
        return draft.get(field).isEmpty() ? Optional.empty() : named(field, known, id, name);
    }

    private <T> Optional<T> named(Field field, List<T> known, Function<T, String> id, Function<T, String> name) {
        String wanted = draft.get(field);
        Optional<T> found = known.stream()
                .filter(it ->
                        id.apply(it).equalsIgnoreCase(wanted) || name.apply(it).equalsIgnoreCase(wanted))
                .findFirst();
        if (found.isEmpty()) {
            mistake(
                    field,
                    quoted(wanted) + " is not known; known: "
                            + known.stream().map(name).collect(Collectors.joining(", ")));
        }
        return found;
    }

    /// A name as the book keeps it: one line without control characters, which could move a terminal or a text.
    private String guest() {
        String name = draft.get(Field.GUEST);
        if (name.length() > Appointment.Guest.LONGEST_NAME) {
            mistake(Field.GUEST, "is longer than " + Appointment.Guest.LONGEST_NAME + " characters");
            return "";
        }
        return PlainText.of(name, Appointment.Guest.LONGEST_NAME);
    }

    private String matching(Field field, Pattern form, String problem) {
        String text = draft.get(field);
        if (!form.matcher(text).matches()) {
            mistake(field, quoted(text) + " " + problem);
            return "";
        }
        return text;
    }
}
