package dev.switchhook.app.spa.book;

import java.util.Set;

/// Somebody who works at the spa.
///
/// @param id what the database and files call this person: 1 to 40 of `a-z`, `0-9` and `-`
/// @param name what people say
/// @param services the ids of the services that this person offers
/// @param week when this person works; what lies outside the spa's own week does not count
public record Therapist(String id, String name, Set<String> services, Week week) {

    /// Keeps its own copy of the set.
    public Therapist {
        services = Set.copyOf(services);
    }
}
