package dev.switchhook.app.live;

import dev.switchhook.domain.caller.CallId;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/// Which call has which place, so that no call moves while people look at it. Used by one thread.
final class Seating {

    private final int most;
    private final BitSet taken = new BitSet();
    private final Map<CallId, Integer> seats = new HashMap<>();

    /// @param most how many places there are
    Seating(int most) {
        this.most = most;
    }

    /// The place of a call, which is given one if it has none; empty when all are taken.
    OptionalInt seat(CallId call) {
        Integer has = seats.get(call);
        if (has != null) {
            return OptionalInt.of(has);
        }
        int free = taken.nextClearBit(0);
        if (free >= most) {
            return OptionalInt.empty();
        }
        taken.set(free);
        seats.put(call, free);
        return OptionalInt.of(free);
    }

    /// Frees the place of a call.
    void leave(CallId call) {
        Integer had = seats.remove(call);
        if (had != null) {
            taken.clear(had);
        }
    }
}
