package dev.switchhook.app.spa.book;

import java.util.Set;

/// Where guests are treated, one at a time.
///
/// @param id what the database and files call it: 1 to 40 of `a-z`, `0-9` and `-`
/// @param services the ids of the services for which it is equipped
public record Room(String id, String name, Set<String> services) {

    /// Keeps its own copy of the set.
    public Room {
        services = Set.copyOf(services);
    }
}
