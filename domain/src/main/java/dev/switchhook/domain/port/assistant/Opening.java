package dev.switchhook.domain.port.assistant;

import dev.switchhook.domain.turn.Wish;
import java.util.Optional;

/// How an assistant begins a call.
///
/// @param greeting what the first reply is for, or the line itself
/// @param disclosure a line that is said before that, word for word, and that the caller cannot break off; a law may
///     want it, for example because a machine speaks
public record Opening(Wish greeting, Optional<String> disclosure) {

    /// A greeting in the model's own words, which the caller may break off, and nothing before it.
    ///
    /// @param words what it is for, in words for the model
    public static Opening cue(String words) {
        return new Opening(Wish.cue(words), Optional.empty());
    }

    /// Refuses a disclosure without words.
    public Opening {
        if (disclosure.isPresent() && disclosure.get().isBlank()) {
            throw new IllegalArgumentException("a disclosure has words");
        }
    }
}
