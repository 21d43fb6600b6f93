package dev.switchhook.domain.port.operator;

/// Something that an operator does in a call. Texts are private.
public sealed interface OperatorAct {

    /// How long a text may be, in characters.
    int LONGEST_TEXT = 500;

    /// Ends the call at once, without a farewell.
    record HangUp() implements OperatorAct {}

    /// Has the agent say this sentence word for word at the next quiet moment.
    ///
    /// @param interruptible whether the caller may break it off
    record SayExactly(String text, boolean interruptible) implements OperatorAct {

        /// A sentence that is heard to its end.
        public SayExactly(String text) {
            this(text, false);
        }

        /// Refuses what cannot be said in one go.
        public SayExactly {
            check(text);
        }
    }

    /// Writes something down about the call; nobody in the call notices.
    record Note(String text) implements OperatorAct {

        /// Refuses what is not one line.
        public Note {
            check(text);
        }
    }

    /// The text of the act; none for a hang-up.
    default String words() {
        return switch (this) {
            case HangUp _ -> "";
            case SayExactly say -> say.text();
            case Note note -> note.text();
        };
    }

    /// Refuses a text that is empty, too long, or not one line of plain characters.
    private static void check(String text) {
        if (text.isBlank() || text.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException("text: 1 to " + LONGEST_TEXT + " characters are allowed, and not "
                    + (text.isBlank() ? "a blank text" : text.length()));
        }
        if (text.codePoints().anyMatch(OperatorAct::isNotPlain)) {
            throw new IllegalArgumentException("text: one line without control characters is allowed");
        }
    }

    private static boolean isNotPlain(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            default -> false;
        };
    }
}
