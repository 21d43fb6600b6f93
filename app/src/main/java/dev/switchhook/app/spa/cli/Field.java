package dev.switchhook.app.spa.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What is told about an appointment in a file: the columns of the table, in their order.
enum Field {
    /// By the calendar in the spa's zone, such as `2027-03-31`.
    DATE,
    /// By the clock on the wall there, such as `10:45`.
    TIME,
    /// How long the treatment is; empty for as long as the service usually is.
    MINUTES,
    /// The name or the id of the service.
    SERVICE,
    /// The name or the id of the therapist; empty for the first one who is free.
    THERAPIST,
    /// The name or the id of the room; empty for the first one that is free.
    ROOM,
    /// The guest's name; may be empty.
    GUEST,
    /// The guest's number; may be empty.
    NUMBER,
    /// What the guest was told to remember; empty for a new one.
    CODE,
    /// What the other system calls the appointment; may be empty.
    ID;

    /// The columns that are written: a table of ours needs no names of another system.
    static final List<Field> WRITTEN = List.of(DATE, TIME, MINUTES, SERVICE, THERAPIST, ROOM, GUEST, NUMBER, CODE);

    /// The columns without which nothing can be booked.
    static final Set<Field> REQUIRED = Set.of(DATE, TIME, SERVICE);

    /// The heading of the column.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The column with that heading, whatever its capitals.
    static Optional<Field> of(String heading) {
        return Arrays.stream(values())
                .filter(field -> field.word().equalsIgnoreCase(heading.strip()))
                .findFirst();
    }
}
