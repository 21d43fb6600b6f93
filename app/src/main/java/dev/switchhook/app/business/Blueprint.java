package dev.switchhook.app.business;

import dev.switchhook.domain.port.assistant.Opening;
import java.util.List;
import java.util.Map;

/// The assistant that a business brings along, before the configuration changes anything about it. A bean of the
/// program: with one blueprint and nothing configured, it answers every call.
///
/// @param name for logs and tables
/// @param template its standing instructions with the sections Identity, Guards, Task and Customer, and `{{variable}}`
///     where something is filled in; see `docs/assistants.md`
/// @param opening how it begins a call
/// @param policies what ends a call that nobody ends, the first one taking precedence
/// @param variables values for its template that are the same in every call, by name
public record Blueprint(
        String name, String template, Opening opening, List<PolicyName> policies, Map<String, String> variables) {

    /// Keeps its own copies.
    public Blueprint {
        policies = List.copyOf(policies);
        variables = Map.copyOf(variables);
    }
}
