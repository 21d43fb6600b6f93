package dev.switchhook.app.assistants;

import dev.switchhook.domain.hangup.HangupPolicy;
import dev.switchhook.domain.port.assistant.Opening;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One assistant as it was planned: everything about it but what is known about a call.
///
/// @param name for logs and tables
/// @param numbers the numbers that it answers, in E.164; none means every call that nobody else answers
/// @param template its instructions
/// @param longest how many characters the instructions may have
/// @param opening how it begins a call
/// @param tools the names of the tools that it may use beside hanging up, which may be none; not there for all
/// @param policy what ends a call that nobody ends
/// @param variables values for the template that are the same in every call
public record Plan(
        String name,
        Set<String> numbers,
        PromptTemplate template,
        int longest,
        Opening opening,
        Optional<Set<String>> tools,
        HangupPolicy policy,
        Map<String, String> variables) {

    /// So many characters an assistant's instructions have at most, unless it is said otherwise.
    public static final int LONGEST = 16_000;

    /// Keeps its own copies.
    public Plan {
        numbers = Set.copyOf(numbers);
        tools = tools.map(Set::copyOf);
        variables = Map.copyOf(variables);
    }
}
