package dev.switchhook.app.spa.cli;

/// Why something in a file cannot be booked.
///
/// @param line counted from 1
/// @param field what is wrong, a word of [Field#word], or `file`
/// @param problem one line of words
record Mistake(int line, String field, String problem) {

    Mistake(int line, Field field, String problem) {
        this(line, field.word(), problem);
    }

    @Override
    public String toString() {
        return "line " + line + ": " + field + ": " + problem;
    }
}
