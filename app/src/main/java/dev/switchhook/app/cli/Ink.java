package dev.switchhook.app.cli;

import java.io.Console;
import java.util.Map;
import java.util.Optional;

/// Colours a terminal, and leaves every other output as it is. What is meant is never told by a colour alone.
enum Ink {
    /// On a terminal that shows colours.
    COLORED,
    /// Everywhere else.
    PLAIN;

    /// When colours are wished for.
    enum Wish {
        /// On a terminal, unless `NO_COLOR` is set.
        AUTO,
        /// Also into a file or a pipe.
        ALWAYS,
        /// Nowhere.
        NEVER
    }

    private static final char ESCAPE = '\u001B';

    /// What follows from a wish.
    ///
    /// @param terminal whether the output is read by somebody
    static Ink of(Wish wish, Map<String, String> environment, boolean terminal) {
        boolean colored = switch (wish) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO ->
                terminal
                        && environment.getOrDefault("NO_COLOR", "").isEmpty()
                        && !environment.getOrDefault("TERM", "").equals("dumb");
        };
        return colored ? COLORED : PLAIN;
    }

    /// Whether the output of this process is read by somebody.
    static boolean onTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    String bold(String text) {
        return with("1", text);
    }

    String red(String text) {
        return with("31", text);
    }

    String yellow(String text) {
        return with("33", text);
    }

    String green(String text) {
        return with("32", text);
    }

    private String with(String code, String text) {
        return this == PLAIN ? text : ESCAPE + "[" + code + "m" + text + ESCAPE + "[0m";
    }
}
