package dev.switchhook.app.spa.book;

import java.time.Duration;
import java.util.regex.Pattern;

/// Something that the spa offers.
///
/// @param id what the database and files call it: 1 to 40 of `a-z`, `0-9` and `-`; it stays when the name
///     changes
/// @param name what people call it, such as `hot stone massage`
/// @param duration how long the guest is treated: whole quarter-hours
/// @param buffer how long therapist and room are needed after that, for cleaning up: whole quarter-hours, or
///     nothing
/// @param price what it costs
public record Service(String id, String name, Duration duration, Duration buffer, Price price) {

    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,40}");

    /// Refuses what the grid of quarter-hours cannot hold.
    public Service {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("service '" + id + "': an id is 1 to 40 of a-z, 0-9 and -");
        }
        if (!duration.isPositive() || duration.toSeconds() % 900 != 0) {
            throw new IllegalArgumentException("service " + id + ": the duration is whole quarter-hours");
        }
        if (buffer.isNegative() || buffer.toSeconds() % 900 != 0) {
            throw new IllegalArgumentException("service " + id + ": the buffer is whole quarter-hours, or nothing");
        }
    }
}
