package dev.switchhook.app.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What the user wants to be rehearsed.
///
/// @param provider whose wire the rehearsal's speech model speaks
/// @param calls how many calls are made at once, 1 to [#MOST_CALLS]
/// @param record the directory for WAV files of what the callers heard, when the user names one; it may not exist
///     yet
/// @param faults what goes wrong on purpose: the name of a built-in plan, or of a file
/// @param talk whether nothing is rehearsed, and the user is the caller, by the browser phone
public record DemoOptions(Dialect provider, int calls, Optional<Path> record, Optional<String> faults, boolean talk) {

    /// Calls that are rehearsed.
    public DemoOptions(Dialect provider, int calls, Optional<Path> record, Optional<String> faults) {
        this(provider, calls, record, faults, false);
    }

    /// The most calls of one rehearsal. It bounds what a typing error can do to the machine.
    public static final int MOST_CALLS = 500;

    /// A wire that the rehearsal's speech model can speak.
    public enum Dialect {
        /// OpenAI Realtime.
        OPENAI,
        /// xAI Grok Voice.
        XAI;

        /// The word on the command line and in tables.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// The dialect that a word means, in any case.
        static Optional<Dialect> of(String word) {
            return Arrays.stream(values())
                    .filter(dialect -> dialect.word().equals(word.toLowerCase(Locale.ROOT)))
                    .findFirst();
        }
    }
}
