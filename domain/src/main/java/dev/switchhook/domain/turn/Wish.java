package dev.switchhook.domain.turn;

/// What a reply of the model is wanted for.
///
/// @param words what it is for, in words for the model, possibly none; or the line itself, when it is to be said
///     exactly
/// @param exactly whether the words are to be said as they stand
/// @param interruptible whether the caller may break it off
public record Wish(String words, boolean exactly, boolean interruptible) {

    /// A reply in the model's own words, which the caller may break off.
    public static Wish cue(String words) {
        return new Wish(words, false, true);
    }

    /// Refuses a line that is to be said exactly and has no words.
    public Wish {
        if (exactly && words.isBlank()) {
            throw new IllegalArgumentException("a line that is said exactly has words");
        }
    }
}
