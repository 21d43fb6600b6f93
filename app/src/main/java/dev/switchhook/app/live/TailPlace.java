package dev.switchhook.app.live;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Up to where the journal was read. Entries are numbered when they are written and seen when they are committed, so a
/// number may be missing that comes a moment later: it is asked for again, until it is too old to come. Used by one
/// thread.
final class TailPlace {

    /// A transaction of the journal may take 2 s.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// More missing numbers are not followed one by one.
    private static final int MOST_MISSING = 500;

    private final TreeMap<Long, Instant> missing = new TreeMap<>();
    private long highest;
    private boolean doubtful;

    /// Begins anew, after everything up to that number was read.
    void startAt(long number) {
        missing.clear();
        highest = number;
        doubtful = false;
    }

    /// The number after which to go on.
    long highest() {
        return highest;
    }

    /// The numbers to ask for again.
    List<Long> missing() {
        return List.copyOf(missing.keySet());
    }

    /// Takes what was read.
    ///
    /// @param rows what was asked for, in the order of their numbers
    void read(List<TailRow> rows, Instant now) {
        Set<Long> seen = new HashSet<>();
        long last = highest;
        for (TailRow row : rows) {
            seen.add(row.kept());
            missing.remove(row.kept());
            last = Math.max(last, row.kept());
        }
        if (last - highest - seen.size() > MOST_MISSING) {
            doubtful = true;
        } else {
            for (long number = highest + 1; number < last; number++) {
                if (!seen.contains(number)) {
                    missing.put(number, now);
                }
            }
        }
        highest = last;
        giveUp(now);
    }

    private void giveUp(Instant now) {
        Iterator<Map.Entry<Long, Instant>> oldest = missing.entrySet().iterator();
        while (oldest.hasNext()) {
            boolean tooMany = missing.size() > MOST_MISSING;
            if (oldest.next().getValue().plus(PATIENCE).isBefore(now) || tooMany) {
                oldest.remove();
                doubtful = true;
            }
        }
    }

    /// Whether entries may have come that were not seen: some are moved to another place when they come late, and some
    /// numbers are never used.
    boolean isDoubtful() {
        return doubtful;
    }
}
