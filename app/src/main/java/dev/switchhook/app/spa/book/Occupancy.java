package dev.switchhook.app.spa.book;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Which quarter-hours are taken.
///
/// @param therapists the taken quarter-hours, by the id of the therapist
/// @param rooms the same by the id of the room
public record Occupancy(Map<String, Set<Long>> therapists, Map<String, Set<Long>> rooms) {

    /// Nothing is taken.
    public static final Occupancy NONE = new Occupancy(Map.of(), Map.of());

    /// Keeps its own copy.
    public Occupancy {
        therapists = copy(therapists);
        rooms = copy(rooms);
    }

    /// The same without an appointment, for whoever looks where it could be moved: its own time is free to it.
    public Occupancy without(Appointment appointment, House house) {
        Slot busy = house.busyFor(appointment);
        return new Occupancy(minus(therapists, appointment.therapist(), busy), minus(rooms, appointment.room(), busy));
    }

    private static Map<String, Set<Long>> minus(Map<String, Set<Long>> taken, String id, Slot busy) {
        Map<String, Set<Long>> less = new HashMap<>(taken);
        Set<Long> left = new HashSet<>(taken.getOrDefault(id, Set.of()));
        busy.quarters().forEach(left::remove);
        less.put(id, left);
        return less;
    }

    private static Map<String, Set<Long>> copy(Map<String, Set<Long>> taken) {
        return taken.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, it -> Set.copyOf(it.getValue())));
    }
}
