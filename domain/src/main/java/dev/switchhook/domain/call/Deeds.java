package dev.switchhook.domain.call;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// What tools have done, oldest first. Bounded: the latest 32,000 characters of answers, and in any case the latest
/// deed.
final class Deeds {

    private static final int LONGEST = 32_000;

    private final Deque<Past.Done> deeds = new ArrayDeque<>();
    private int characters;

    void add(Past.Done deed) {
        deeds.addLast(deed);
        characters += deed.answer().length();
        while (characters > LONGEST && deeds.size() > 1) {
            characters -= deeds.removeFirst().answer().length();
        }
    }

    void clear() {
        deeds.clear();
        characters = 0;
    }

    boolean isEmpty() {
        return deeds.isEmpty();
    }

    List<Past.Done> all() {
        return List.copyOf(deeds);
    }
}
