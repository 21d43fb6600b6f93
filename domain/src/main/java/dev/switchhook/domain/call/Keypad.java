package dev.switchhook.domain.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Collects the keys that the caller presses, until a pause or a `#` says that this is all.
///
/// Bounded: past 32 keys without a pause the further ones are counted and dropped. A `#` ends an entry at most once a
/// second; otherwise it is a key like others, so that a flood of them comes to no more entries than that.
final class Keypad {

    private static final int MOST_KEYS = 32;
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration BETWEEN_ENTRIES = Duration.ofSeconds(1);

    /// @param keys in the order of pressing, without the `#` that ended them
    /// @param dropped how many more were pressed
    record Entry(String keys, int dropped) {}

    private final StringBuilder keys = new StringBuilder();
    private int dropped;
    private Instant due = Instant.MAX;
    private Instant earliestEnd = Instant.MIN;

    void press(char key, Instant now) {
        if (key == '#' && !keys.isEmpty() && !now.isBefore(earliestEnd)) {
            due = now;
            return;
        }
        if (keys.length() < MOST_KEYS) {
            keys.append(key);
        } else {
            dropped++;
        }
        due = now.plus(PAUSE);
    }

    /// Whether keys were pressed that were not taken yet.
    boolean isInUse() {
        return !keys.isEmpty();
    }

    /// When the entry is complete, as things are; [Instant#MAX] when there is none.
    Instant due() {
        return due;
    }

    /// Takes the entry when it is complete.
    Optional<Entry> take(Instant now) {
        if (now.isBefore(due)) {
            return Optional.empty();
        }
        Entry entry = new Entry(keys.toString(), dropped);
        keys.setLength(0);
        dropped = 0;
        due = Instant.MAX;
        earliestEnd = now.plus(BETWEEN_ENTRIES);
        return Optional.of(entry);
    }
}
