package dev.switchhook.app.tools;

import dev.switchhook.domain.tool.Evidence;
import java.util.Optional;
import java.util.Set;

/// What a tool replies, before it is put into JSON for the model.
///
/// The answers are records (or maps) of texts, numbers, enums, dates, and lists of these. Their texts are made
/// harmless on the way: see [PlainText].
///
/// A reply may show how things stand, beside what its tool proves in any case: `shown` holds kinds of claims, such as
/// `booked` for an existing appointment that the answer names. The agent may then say "you're booked", for a while, and
/// still not that it has done it.
public sealed interface ToolReply {

    /// It is done, and its effect is committed.
    ///
    /// @param exactly a line that the agent says word for word, such as a price or a code
    record Done(Object answer, Optional<String> exactly, Set<String> shown) implements ToolReply {

        /// Keeps its own copy; refuses kinds that no phrase pack can name.
        public Done {
            shown = checked(shown);
        }

        /// It is done, and shows nothing beside what its tool proves.
        public Done(Object answer, Optional<String> exactly) {
            this(answer, exactly, Set.of());
        }

        /// It is done, and the agent tells it in its own words.
        public Done(Object answer) {
            this(answer, Optional.empty());
        }

        /// It is done, and has shown this to be so.
        public static Done showing(Object answer, String... states) {
            return new Done(answer, Optional.empty(), Set.of(states));
        }

        /// It is done, and the agent says this line word for word.
        public static Done saying(String exactly, Object answer) {
            return new Done(answer, Optional.of(exactly));
        }
    }

    /// Nothing has taken effect yet: something is missing, such as the caller's yes. What is missing, and how to go
    /// on, is told by the answer.
    record NotYet(Object answer, Set<String> shown) implements ToolReply {

        /// Keeps its own copy; refuses kinds that no phrase pack can name.
        public NotYet {
            shown = checked(shown);
        }

        /// It shows nothing.
        public NotYet(Object answer) {
            this(answer, Set.of());
        }

        /// Nothing has taken effect, and this has shown to be so.
        public static NotYet showing(Object answer, String... states) {
            return new NotYet(answer, Set.of(states));
        }
    }

    /// Taken on; it takes longer than a caller waits, and the tool replies again by [ToolContext#later] when it is
    /// over.
    ///
    /// @param answer what the model is told meanwhile
    record Accepted(Object answer) implements ToolReply {}

    /// Declined for a reason of the business; nothing was changed.
    record Refused(Object answer, Set<String> shown) implements ToolReply {

        /// Keeps its own copy; refuses kinds that no phrase pack can name.
        public Refused {
            shown = checked(shown);
        }

        /// It shows nothing.
        public Refused(Object answer) {
            this(answer, Set.of());
        }

        /// Declined, and this has shown to be so.
        public static Refused showing(Object answer, String... states) {
            return new Refused(answer, Set.of(states));
        }
    }

    /// Whether it took effect could not be found out.
    record Unknown() implements ToolReply {}

    private static Set<String> checked(Set<String> states) {
        return new Evidence(Set.of(), states).states();
    }
}
