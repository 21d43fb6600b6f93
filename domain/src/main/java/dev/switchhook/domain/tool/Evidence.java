package dev.switchhook.domain.tool;

import java.util.Set;

/// What the agent may truthfully say once a tool has answered with [ToolOutcome.Done]. The words are the kinds of
/// claims that the phrase packs know, such as `booked`.
///
/// A tool that has done something proves both that it was done ("I've booked you") and how things stand ("you are
/// booked"). One that has only looked proves how things stand, and no deed.
///
/// @param deeds what it does
/// @param states what it tells about how things stand, beside that
public record Evidence(Set<String> deeds, Set<String> states) {

    /// It proves nothing.
    public static final Evidence NONE = new Evidence(Set.of(), Set.of());

    /// What a tool does.
    public static Evidence ofDoing(String... kinds) {
        return new Evidence(Set.of(kinds), Set.of());
    }

    /// What a tool looks up.
    public static Evidence ofReading(String... kinds) {
        return new Evidence(Set.of(), Set.of(kinds));
    }

    /// Keeps its own copies; refuses kinds that no phrase pack can name.
    public Evidence {
        deeds = Set.copyOf(deeds);
        states = Set.copyOf(states);
        check(deeds);
        check(states);
    }

    private static void check(Set<String> kinds) {
        for (String kind : kinds) {
            if (!kind.matches("[a-z][a-z0-9_]{0,39}")) {
                throw new IllegalArgumentException(
                        "claim '" + kind + "': 1 to 40 of a-z, 0-9 and _ are allowed, a letter first");
            }
        }
    }
}
