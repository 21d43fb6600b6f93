package dev.switchhook.domain.tool;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// How a tool call ended, with the words that the model is told.
public sealed interface ToolOutcome {

    /// What the model is told: JSON text.
    String answer();

    /// What this answer has shown to be so, beside what its tool proves in any case ([Evidence]): how things stand,
    /// such
    /// as `booked` for an appointment that it names. No deed is proved by it.
    default Set<String> shown() {
        return Set.of();
    }

    /// The tool did what was asked, and its effect is committed.
    ///
    /// @param answer what the model is told, JSON text; it holds what the line says, too, because the model may
    ///     have to answer by itself: when the caller speaks first, or another session takes over
    /// @param exactly what the caller is told word for word, such as a price or a code: up to 500 characters,
    ///     no control characters; empty when the model chooses the words
    /// @param interruptible whether the caller may break that line off
    record Done(String answer, Optional<String> exactly, boolean interruptible, Set<String> shown)
            implements ToolOutcome {

        private static final int LONGEST_LINE = 500;

        /// Refuses a line that cannot be said.
        public Done {
            shown = Set.copyOf(shown);
            if (exactly.filter(line -> line.isBlank()
                            || line.length() > LONGEST_LINE
                            || line.chars().anyMatch(Character::isISOControl))
                    .isPresent()) {
                throw new IllegalArgumentException(
                        "a line is 1 to " + LONGEST_LINE + " characters without line breaks");
            }
        }

        /// It shows nothing beside what its tool proves.
        public Done(String answer, Optional<String> exactly, boolean interruptible) {
            this(answer, exactly, interruptible, Set.of());
        }

        /// The model tells it in its own words.
        public Done(String answer) {
            this(answer, Optional.empty(), true);
        }

        /// The caller is told this line word for word, and may break it off.
        public Done(String answer, String exactly) {
            this(answer, Optional.of(exactly), true);
        }
    }

    /// The tool has taken it on and will report later, as another outcome of the same call. Nothing may be claimed
    /// about its effect until then.
    ///
    /// @param answer what the model is told meanwhile, JSON text
    record Pending(String answer) implements ToolOutcome {}

    /// The tool declined for a reason of the business; nothing was changed.
    record Refused(String answer, Set<String> shown) implements ToolOutcome {

        /// Keeps its own copy.
        public Refused {
            shown = Set.copyOf(shown);
        }

        /// It shows nothing.
        public Refused(String answer) {
            this(answer, Set.of());
        }
    }

    /// The tool broke. Nothing may be claimed about its effect.
    record Failed() implements ToolOutcome {
        @Override
        public String answer() {
            return "{\"outcome\":\"failed\",\"say\":\"That did not work just now. Do not claim that it is done.\"}";
        }
    }

    /// The tool gave no answer in time; whether it took effect is unknown.
    ///
    /// @param after how long it was waited for
    record TimedOut(Duration after) implements ToolOutcome {
        @Override
        public String answer() {
            return "{\"outcome\":\"unknown\",\"say\":\"No answer in time. Do not claim that it is done, and do not"
                    + " repeat it without checking.\"}";
        }
    }
}
