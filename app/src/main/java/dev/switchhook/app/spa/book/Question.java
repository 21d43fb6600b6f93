package dev.switchhook.app.spa.book;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/// What a guest wants to know: when is this free?
///
/// @param service what is wished for
/// @param from the first day, in the spa's zone
/// @param days how many days, 1 to [#MOST_DAYS]
/// @param part the part of the day; empty for all of it
/// @param therapist with whom; empty for anybody who offers it
/// @param now when it is asked
/// @param rules what is too near and too far ahead is not free
public record Question(
        Service service,
        LocalDate from,
        int days,
        Optional<PartOfDay> part,
        Optional<Therapist> therapist,
        Instant now,
        Rules rules) {

    /// How many days can be asked for at once.
    public static final int MOST_DAYS = 14;

    /// Refuses no days, and too many.
    public Question {
        if (days < 1 || days > MOST_DAYS) {
            throw new IllegalArgumentException("1 to " + MOST_DAYS + " days");
        }
    }

    /// The time about which the book has to be asked to answer this: the whole days.
    public Slot window(ZoneId zone) {
        return Slot.ofDays(from, days, zone);
    }
}
