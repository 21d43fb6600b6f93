package dev.switchhook.app.spa.store;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

/// Looks into the tables of a book for what must not be there. It compares the times of the appointments, not
/// the grid that is meant to keep them apart.
final class Overlaps {

    private final DataSource database;

    Overlaps(DataSource database) {
        this.database = database;
    }

    /// How many booked appointments begin before their therapist or their room is free of an earlier one.
    long count() {
        Map<String, Instant> free = new HashMap<>();
        return new Transactions(database, _ -> {})
                        .read(rows -> rows.all(
                                row -> {
                                    Instant start = Rows.instant(row, "starts_at");
                                    Instant end = Rows.instant(row, "free_at");
                                    boolean therapist = meets(free, "t:" + row.getString("therapist"), start, end);
                                    boolean room = meets(free, "r:" + row.getString("room"), start, end);
                                    return therapist || room;
                                },
                                """
                                select therapist, room, starts_at, free_at from spa_appointment where state = 'BOOKED'
                                order by starts_at, id\
                                """))
                        .stream()
                        .filter(meets -> meets)
                        .count();
    }

    private static boolean meets(Map<String, Instant> free, String resource, Instant start, Instant end) {
        Instant last = free.getOrDefault(resource, Instant.MIN);
        free.put(resource, end.isAfter(last) ? end : last);
        return start.isBefore(last);
    }

    /// How many of the callers who have an appointment, as they were told, are not in the book.
    long lost(Collection<String> callers) {
        Set<String> told = new HashSet<>(callers);
        new Transactions(database, _ -> {})
                .read(rows -> rows.all(
                        row -> row.getString(1), "select guest_name from spa_appointment where state = 'BOOKED'"))
                .forEach(told::remove);
        return told.size();
    }

    /// How many callers' intents have led to more than one appointment; each wrote its intent in the place of a
    /// name.
    long duplicates() {
        return TestHouse.count(database, """
            select count(*) from (select guest_name from spa_appointment where state = 'BOOKED' and guest_name like 'CA%'
                group by guest_name having count(*) > 1) twice\
            """);
    }
}
