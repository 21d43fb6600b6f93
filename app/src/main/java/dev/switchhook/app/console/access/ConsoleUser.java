package dev.switchhook.app.console.access;

import dev.switchhook.domain.settings.Secret;
import java.util.Set;

/// Somebody who may log in.
///
/// @param name `a-z`, `0-9` and `-`
/// @param password what they log in with
/// @param roles words of [ConsoleRole], [ConsoleRole#VIEW] among them
public record ConsoleUser(String name, Secret password, Set<String> roles) {

    /// Keeps its own copy.
    public ConsoleUser {
        roles = Set.copyOf(roles);
    }
}
