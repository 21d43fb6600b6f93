package dev.switchhook.app.spa.book;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// The taken quarter-hours of a window as bits, because a search over two weeks asks for them some hundred
/// thousand times. For one thread.
final class TakenBits {

    private final Occupancy occupancy;
    private final long first;
    private final int count;
    private final Map<String, BitSet> therapists = new HashMap<>();
    private final Map<String, BitSet> rooms = new HashMap<>();

    TakenBits(Occupancy occupancy, Slot window) {
        this.occupancy = occupancy;
        this.first = window.firstQuarter();
        this.count = Math.toIntExact(window.quarterCount());
    }

    BitSet ofTherapist(String id) {
        return therapists.computeIfAbsent(id, _ -> bits(occupancy.therapists().getOrDefault(id, Set.of())));
    }

    BitSet ofRoom(String id) {
        return rooms.computeIfAbsent(id, _ -> bits(occupancy.rooms().getOrDefault(id, Set.of())));
    }

    private BitSet bits(Set<Long> quarters) {
        BitSet bits = new BitSet(count);
        for (long quarter : quarters) {
            long index = quarter - first;
            if (index >= 0 && index < count) {
                bits.set((int) index);
            }
        }
        return bits;
    }

    /// Whether none of a slot's quarter-hours is among them.
    ///
    /// @param slot inside the window
    boolean isFree(BitSet busy, Slot slot) {
        int from = Math.toIntExact(slot.firstQuarter() - first);
        int next = busy.nextSetBit(from);
        return next < 0 || next >= from + slot.quarterCount();
    }
}
