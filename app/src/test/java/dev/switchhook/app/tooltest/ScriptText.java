package dev.switchhook.app.tooltest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What has happened in a scripted call so far, in lines for people.
final class ScriptText {

    private final Instant start;
    private final List<String> lines = new ArrayList<>();

    ScriptText(Instant start) {
        this.start = start;
    }

    void add(Instant now, String who, String what) {
        double seconds = Duration.between(start, now).toMillis() / 1000.0;
        lines.add(String.format(Locale.ROOT, "%7.1f s  %-7s %s", seconds, who, what));
    }

    AssertionError failure(String expectation) {
        return new AssertionError(expectation + "\nThe call so far:\n" + String.join("\n", lines));
    }
}
