package dev.switchhook.app.spa.cli;

import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.io.ParseWarning;
import biweekly.io.text.ICalReader;
import biweekly.property.DateStart;
import biweekly.property.RawProperty;
import biweekly.property.TextProperty;
import com.github.mangstadt.vinnie.io.VObjectPropertyValues;
import dev.switchhook.app.tools.PlainText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/// One pass over the text of an iCalendar file. For one thread.
final class CalendarReading {

    /// What decides when an event is: a value of these that cannot be read must not be guessed.
    private static final Set<String> DECISIVE = Set.of("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "STATUS");

    private static final int LONGEST_WORDS = 120;

    private final ZoneId zone;
    private final String text;
    private final List<Integer> begins = new ArrayList<>();
    private final List<Draft> drafts = new ArrayList<>();
    private final List<Mistake> mistakes = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    private CalendarReading(String text, ZoneId zone) {
        this.text = text;
        this.zone = zone;
    }

    /// Reads a calendar.
    ///
    /// @param zone in which times are meant that name none
    static Drafts read(String text, ZoneId zone) {
        CalendarReading reading = new CalendarReading(text, zone);
        reading.checkFrame();
        if (reading.mistakes.isEmpty()) {
            reading.readEvents();
        }
        return new Drafts(reading.drafts, reading.mistakes, reading.remarks);
    }

    /// The library takes any text for a calendar and leaves out what it does not understand, so whether components
    /// begin and end in pairs is looked at first.
    private void checkFrame() {
        Deque<String> open = new ArrayDeque<>();
        Deque<Integer> openedAt = new ArrayDeque<>();
        int line = 0;
        for (String raw : text.lines().toList()) {
            line++;
            String words = raw.strip().toUpperCase(Locale.ROOT);
            if (open.isEmpty() && !words.isEmpty() && !words.equals("BEGIN:VCALENDAR")) {
                frame(line, "is no calendar: BEGIN:VCALENDAR is missing here");
                return;
            }
            if (words.startsWith("BEGIN:")) {
                open.push(words.substring("BEGIN:".length()));
                openedAt.push(line);
                if (words.equals("BEGIN:VEVENT")) {
                    begins.add(line);
                }
            } else if (words.startsWith("END:")) {
                if (!words.substring("END:".length()).equals(open.peek())) {
                    frame(line, "ends what did not begin, or what holds something that has not ended");
                    return;
                }
                open.pop();
                openedAt.pop();
            }
        }
        if (!openedAt.isEmpty()) {
            frame(openedAt.getFirst(), "what begins here has no end");
        } else if (line == 0 || text.isBlank()) {
            frame(1, "it is empty");
        }
    }

    private void frame(int line, String problem) {
        mistakes.add(new Mistake(line, "file", problem));
    }

    private void readEvents() {
        List<VEvent> events = new ArrayList<>();
        try (ICalReader reader = new ICalReader(text)) {
            reader.setDefaultTimezone(TimeZone.getTimeZone(zone));
            for (ICalendar calendar = reader.readNext(); calendar != null; calendar = reader.readNext()) {
                events.addAll(calendar.getEvents());
                reader.getWarnings().forEach(this::take);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        if (events.size() != begins.size()) {
            frame(1, "holds events inside of other components, which are not read");
            return;
        }
        for (int i = 0; i < events.size(); i++) {
            read(begins.get(i), events.get(i));
        }
    }

    private void take(ParseWarning warning) {
        String property = Objects.requireNonNullElse(warning.getPropertyName(), "");
        if (DECISIVE.contains(property.toUpperCase(Locale.ROOT))) {
            int line = Objects.requireNonNullElse(warning.getLineNumber(), 1);
            mistakes.add(new Mistake(
                    line,
                    Field.DATE,
                    property + " cannot be read: " + PlainText.of(warning.getMessage(), LONGEST_WORDS)));
        }
    }

    private void read(int line, VEvent event) {
        if (event.getStatus() != null && event.getStatus().isCancelled()) {
            remarks.add("line " + line + ": a cancelled event is passed over");
            return;
        }
        DateStart start = event.getDateStart();
        if (start == null || start.getValue() == null) {
            mistakes.add(new Mistake(line, Field.DATE, "the event has no DTSTART that can be read"));
        } else if (!start.getValue().hasTime()) {
            mistakes.add(new Mistake(line, Field.TIME, "the event takes the whole day"));
        } else if (event.getRecurrenceRule() != null
                || !event.getRecurrenceDates().isEmpty()
                || event.getRecurrenceId() != null) {
            mistakes.add(new Mistake(line, Field.DATE, "the event repeats; only single events are booked"));
        } else {
            drafts.add(
                    new Draft(line, fields(event, start.getValue().toInstant().atZone(zone))));
        }
    }

    private Map<Field, String> fields(VEvent event, ZonedDateTime start) {
        Map<Field, String> fields = new EnumMap<>(Field.class);
        LocalTime time = start.toLocalTime();
        fields.put(Field.DATE, start.toLocalDate().toString());
        fields.put(Field.TIME, time.toString());
        fields.put(Field.MINUTES, minutes(event, start));
        fields.put(Field.SERVICE, words(event.getSummary()));
        fields.put(
                Field.THERAPIST,
                event.getResources().stream()
                        .flatMap(it -> it.getValues().stream())
                        .findFirst()
                        .orElse(""));
        fields.put(Field.ROOM, words(event.getLocation()));
        fields.put(
                Field.GUEST,
                event.getContacts().stream()
                        .map(CalendarReading::words)
                        .findFirst()
                        .orElse(""));
        fields.put(Field.NUMBER, words(event.getExperimentalProperty(CalendarFile.NUMBER)));
        fields.put(Field.CODE, words(event.getExperimentalProperty(CalendarFile.CODE)));
        fields.put(Field.ID, words(event.getUid()));
        return fields;
    }

    private static String minutes(VEvent event, ZonedDateTime start) {
        long seconds;
        if (event.getDateEnd() != null && event.getDateEnd().getValue() != null) {
            seconds = Duration.between(
                            start.toInstant(), event.getDateEnd().getValue().toInstant())
                    .toSeconds();
        } else if (event.getDuration() != null && event.getDuration().getValue() != null) {
            seconds = event.getDuration().getValue().toMillis() / 1000;
        } else {
            return "";
        }
        return seconds % 60 == 0 ? Long.toString(seconds / 60) : seconds + " seconds";
    }

    private static String words(@Nullable TextProperty property) {
        return property == null ? "" : Objects.requireNonNullElse(property.getValue(), "");
    }

    private static String words(@Nullable RawProperty property) {
        return property == null
                ? ""
                : VObjectPropertyValues.unescape(Objects.requireNonNullElse(property.getValue(), ""));
    }
}
