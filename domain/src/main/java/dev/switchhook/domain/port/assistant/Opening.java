package dev.switchhook.domain.port.assistant;

import dev.switchhook.domain.turn.Wish;
import java.util.Optional;

/// How an assistant begins a call.
///
/// @param greeting what the first reply is for, or the line itself
/// @param disclosure a line that is said before that, word for word, and that the caller cannot break off; a law may
///     want it, for example because a machine speaks
/// @param recorded whether the call is recorded from there on; the disclosure tells so
public record Opening(Wish greeting, Optional<String> disclosure, boolean recorded) {

    /// The opening of a call that is not recorded.
    public Opening(Wish greeting, Optional<String> disclosure) {
        this(greeting, disclosure, false);
    }

    /// A greeting in the model's own words, which the caller may break off, and nothing before it.
    ///
    /// @param words what it is for, in words for the model
    public static Opening cue(String words) {
        return new Opening(Wish.cue(words), Optional.empty());
    }

    /// Refuses a disclosure without words, and a recording that is not disclosed.
    public Opening {
        if (disclosure.isPresent() && disclosure.get().isBlank()) {
            throw new IllegalArgumentException("a disclosure has words");
        }
        if (recorded && disclosure.isEmpty()) {
            throw new IllegalArgumentException("who is recorded is told so first");
        }
    }
}
