package dev.switchhook.app.spa;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Who works at the spa; everybody offers every service.
enum Therapist {
    ANNA(1, "Anna"),
    BEN(2, "Ben"),
    CLARA(3, "Clara");

    private final int id;
    private final String words;

    Therapist(int id, String words) {
        this.id = id;
        this.words = words;
    }

    /// What the database calls this person. It stays the same when the list changes.
    int id() {
        return id;
    }

    /// Everybody, in the order in which they are asked.
    static List<Therapist> all() {
        return List.of(values());
    }

    /// Who has that id; empty when nobody has it any more.
    static Optional<Therapist> withId(int id) {
        return Arrays.stream(values()).filter(therapist -> therapist.id == id).findFirst();
    }

    @Override
    public String toString() {
        return words;
    }
}
