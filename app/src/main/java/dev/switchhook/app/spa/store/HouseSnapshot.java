package dev.switchhook.app.spa.store;

import dev.switchhook.app.spa.book.House;
import dev.switchhook.app.spa.book.Slot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// What is fixed about the house, read at most once a minute. Safe for use by several threads; two that come at
/// once may both read.
final class HouseSnapshot {

    private static final Duration LONGEST_KEPT = Duration.ofMinutes(1);

    private final Transactions transactions;
    private final ZoneId zone;
    private final InstantSource clock;
    private volatile @Nullable Kept kept;

    HouseSnapshot(Transactions transactions, ZoneId zone, InstantSource clock) {
        this.transactions = transactions;
        this.zone = zone;
        this.clock = clock;
    }

    private record Kept(House house, Instant since) {}

    House get() {
        Instant now = clock.instant();
        Kept last = kept;
        if (last != null && now.isBefore(last.since.plus(LONGEST_KEPT)) && !now.isBefore(last.since)) {
            return last.house;
        }
        House house = transactions.read(rows -> HouseRows.read(rows, zone));
        kept = new Kept(house, now);
        return house;
    }

    /// All of a day.
    Slot day(LocalDate day) {
        return Slot.ofDay(day, zone);
    }
}
