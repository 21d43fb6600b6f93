package dev.switchhook.app.spa.book;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What is taken once an appointment is made.
final class DiceOccupancy {

    private DiceOccupancy() {}

    static Occupancy with(Occupancy taken, Appointment appointment, House house) {
        Slot busy = house.busyFor(appointment);
        return new Occupancy(
                plus(taken.therapists(), appointment.therapist(), busy), plus(taken.rooms(), appointment.room(), busy));
    }

    private static Map<String, Set<Long>> plus(Map<String, Set<Long>> taken, String id, Slot busy) {
        Map<String, Set<Long>> more = new HashMap<>(taken);
        Set<Long> all = new HashSet<>(taken.getOrDefault(id, Set.of()));
        busy.quarters().forEach(all::add);
        more.put(id, all);
        return more;
    }
}
