package dev.switchhook.app.spa.cli;

import dev.switchhook.app.spa.book.Occupancy;
import dev.switchhook.app.spa.book.Room;
import dev.switchhook.app.spa.book.Slot;
import dev.switchhook.app.spa.book.Therapist;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What is taken on a day, and what will be. For one thread.
final class TakenDay {

    private final Map<String, Set<Long>> therapists = new HashMap<>();
    private final Map<String, Set<Long>> rooms = new HashMap<>();

    private TakenDay(Occupancy occupancy) {
        occupancy.therapists().forEach((id, quarters) -> therapists.put(id, new HashSet<>(quarters)));
        occupancy.rooms().forEach((id, quarters) -> rooms.put(id, new HashSet<>(quarters)));
    }

    static TakenDay of(Occupancy occupancy) {
        return new TakenDay(occupancy);
    }

    boolean isTherapistFree(Therapist therapist, Slot busy) {
        return isFree(therapists, therapist.id(), busy);
    }

    boolean isRoomFree(Room room, Slot busy) {
        return isFree(rooms, room.id(), busy);
    }

    private static boolean isFree(Map<String, Set<Long>> taken, String id, Slot busy) {
        Set<Long> quarters = taken.getOrDefault(id, Set.of());
        return busy.quarters().noneMatch(quarters::contains);
    }

    void take(Therapist therapist, Room room, Slot busy) {
        busy.quarters().forEach(quarter -> {
            therapists.computeIfAbsent(therapist.id(), _ -> new HashSet<>()).add(quarter);
            rooms.computeIfAbsent(room.id(), _ -> new HashSet<>()).add(quarter);
        });
    }
}
