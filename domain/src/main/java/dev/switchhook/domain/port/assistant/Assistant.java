package dev.switchhook.domain.port.assistant;

import dev.switchhook.domain.hangup.HangupPolicy;
import dev.switchhook.domain.tool.Toolbox;
import dev.switchhook.domain.turn.Wish;
import java.util.Optional;

/// Who answers a call: character, abilities and manners.
///
/// @param name for logs and tables
/// @param instructions the standing instructions, in words for the model
/// @param opening how it begins a call
/// @param toolbox what it can do beside talking
/// @param policy when it ends a call that nobody has ended
/// @param provider whose speech model speaks for it before all others; nobody's in particular when empty
public record Assistant(
        String name,
        String instructions,
        Opening opening,
        Toolbox toolbox,
        HangupPolicy policy,
        Optional<String> provider) {

    /// An assistant for which any provider speaks.
    public Assistant(String name, String instructions, Opening opening, Toolbox toolbox, HangupPolicy policy) {
        this(name, instructions, opening, toolbox, policy, Optional.empty());
    }

    /// An assistant that greets in the model's own words.
    ///
    /// @param greeting what the first reply is for, in words for the model
    public Assistant(String name, String instructions, String greeting, Toolbox toolbox, HangupPolicy policy) {
        this(name, instructions, Opening.cue(greeting), toolbox, policy);
    }

    /// What the greeting is for, or the greeting itself.
    public Wish greeting() {
        return opening.greeting();
    }
}
