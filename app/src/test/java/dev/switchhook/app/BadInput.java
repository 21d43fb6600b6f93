package dev.switchhook.app;

import java.util.List;
import java.util.Locale;
import org.assertj.core.api.Assertions;

/// One row of the table of bad inputs.
///
/// @param name begins with `row` and the number of the row
/// @param trial sends the input and checks the refusal
record BadInput(String name, Trial trial) {

    private static final List<String> INTERNAL =
            List.of("exception", "java.", "dev.switchhook", "io.netty", "io.micronaut", "jackson", "\tat ", "stack");

    /// Sends the input and checks what comes of it.
    @FunctionalInterface
    interface Trial {
        void run() throws Exception;
    }

    static BadInput row(int number, String input, Trial trial) {
        return new BadInput("row " + number + ": " + input, trial);
    }

    /// Fails when an answer tells anything about the inside of the program.
    static void assertTellsNothing(String answer) {
        String small = answer.toLowerCase(Locale.ROOT);
        Assertions.assertThat(INTERNAL).noneMatch(small::contains);
    }
}
