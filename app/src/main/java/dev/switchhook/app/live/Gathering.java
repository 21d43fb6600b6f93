package dev.switchhook.app.live;

import dev.switchhook.domain.caller.CallId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The calls that have a place, and what is known of each. Used by one thread at a time.
final class Gathering {

    /// How long a call stays after its end, so that people see how it ended.
    static final Duration LINGER = Duration.ofSeconds(20);

    /// How often everything is read anew when entries may have been missed.
    private static final Duration SECOND_LOOK = Duration.ofSeconds(30);

    private final Seating seating;
    private final Map<CallId, Present> present = new LinkedHashMap<>();
    private final TailPlace place = new TailPlace();
    private Instant wholly = Instant.MIN;
    private boolean empty = true;
    private int more;

    /// @param seats how many places there are
    Gathering(int seats) {
        this.seating = new Seating(seats);
    }

    private static final class Present {

        private final int seat;
        private LiveCall known;
        private Unfolding unfolding = new Unfolding();
        private long kept;
        private boolean unread = true;
        private @Nullable Instant overSince;

        Present(int seat, LiveCall known) {
            this.seat = seat;
            this.known = known;
        }

        /// What is not after all that was taken belongs somewhere in between: it is all read anew then.
        void take(TailRow row) {
            if (row.kept() <= kept) {
                unread = true;
            } else {
                kept = row.kept();
                row.entry().ifPresent(unfolding::take);
            }
        }

        void begin() {
            unfolding = new Unfolding();
            kept = 0;
            unread = false;
        }

        /// Two entries of one number stand in their order.
        void takeInOrder(TailRow row) {
            kept = row.kept();
            row.entry().ifPresent(unfolding::take);
        }
    }

    /// Whether nothing is known.
    boolean isEmpty() {
        return empty;
    }

    /// Up to where the journal was read.
    TailPlace place() {
        return place;
    }

    /// Reads everything anew at the next time; calls keep their places.
    void forget() {
        empty = true;
    }

    /// Takes what is new in the journal.
    void take(List<TailRow> rows) {
        for (TailRow row : rows) {
            Present call = present.get(row.call());
            if (call != null) {
                call.take(row);
            }
        }
    }

    /// Takes what the registry says.
    ///
    /// @param calls all that are not over
    /// @return the calls whose entries have to be read from their beginning
    List<CallId> seat(List<LiveCall> calls, Instant now) {
        boolean missedSome = place.isDoubtful() && wholly.plus(SECOND_LOOK).isBefore(now);
        if (empty || missedSome) {
            if (!empty) {
                place.startAt(place.highest());
            }
            empty = false;
            wholly = now;
            present.values().forEach(call -> call.unread = true);
        }
        Set<CallId> live = new HashSet<>();
        calls.forEach(call -> live.add(call.call()));
        present.values().removeIf(call -> isGone(call, live, now));
        more = 0;
        for (LiveCall call : calls) {
            Present known = present.get(call.call());
            if (known != null) {
                known.known = call;
                known.overSince = null;
            } else {
                OptionalInt seat = seating.seat(call.call());
                if (seat.isPresent()) {
                    present.put(call.call(), new Present(seat.getAsInt(), call));
                } else {
                    more++;
                }
            }
        }
        return present.values().stream()
                .filter(call -> call.unread)
                .map(call -> call.known.call())
                .toList();
    }

    private boolean isGone(Present call, Set<CallId> live, Instant now) {
        if (live.contains(call.known.call())) {
            return false;
        }
        if (call.overSince == null) {
            call.overSince = now;
        }
        if (call.overSince.plus(LINGER).isAfter(now)) {
            return false;
        }
        seating.leave(call.known.call());
        return true;
    }

    /// Takes all that the journal holds of calls.
    ///
    /// @param rows of these calls, those of one call in their order
    void readAnew(List<CallId> calls, List<TailRow> rows) {
        for (CallId id : calls) {
            Present call = present.get(id);
            if (call != null) {
                call.begin();
            }
        }
        for (TailRow row : rows) {
            Present call = present.get(row.call());
            if (call != null) {
                call.takeInOrder(row);
            }
        }
    }

    /// All of it.
    Board board(List<ProcessGlimpse> leases, Instant now) {
        Set<String> alive = leases.stream()
                .filter(process -> !process.lapsed())
                .map(ProcessGlimpse::node)
                .collect(Collectors.toSet());
        Map<String, Long> served = new HashMap<>();
        List<Board.Seat> seats = new ArrayList<>();
        for (Present call : present.values()) {
            boolean over = call.overSince != null;
            Optional<String> owner = call.known.owner();
            Glimpse glimpse = call.unfolding.glimpse(
                    call.known, over, owner.filter(alive::contains).isPresent());
            if (!over) {
                owner.ifPresent(node -> served.merge(node, 1L, Long::sum));
            }
            seats.add(new Board.Seat(call.seat, glimpse));
        }
        seats.sort(Comparator.comparingInt(Board.Seat::number));
        return new Board(
                seats,
                more,
                leases.stream()
                        .map(process -> new ProcessGlimpse(
                                process.node(), process.lapsed(), served.getOrDefault(process.node(), 0L)))
                        .toList(),
                now,
                Optional.empty());
    }
}
