package dev.switchhook.app.crash;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the provider's side knows about one session of a speech model. Written by the provider, read afterwards; safe
/// for both.
final class SessionNotes {

    private static final String RECORD = "Already done in this call";
    private static final Pattern CODE = Pattern.compile("\"code\"\\s*:\\s*\"([^\"]+)\"");

    private final int number;
    private final Set<String> named = new LinkedHashSet<>();
    private final Set<String> done = new LinkedHashSet<>();
    private boolean saidGoodbye;

    /// @param number counts the sessions of a crash test
    SessionNotes(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /// Takes the standing instructions.
    synchronized void briefed(String instructions) {
        int record = instructions.indexOf(RECORD);
        if (record >= 0) {
            Matcher code = CODE.matcher(instructions.substring(record));
            while (code.find()) {
                named.add(code.group(1));
            }
        }
    }

    /// Takes the answer of the booking tool.
    synchronized void answered(String output) {
        Matcher code = CODE.matcher(output);
        if (output.contains("\"done\"") && code.find()) {
            done.add(code.group(1));
        }
    }

    synchronized void saysGoodbye() {
        saidGoodbye = true;
    }

    synchronized boolean saidGoodbye() {
        return saidGoodbye;
    }

    /// The codes of the bookings that the model was told of when it joined the call.
    synchronized Set<String> named() {
        return Set.copyOf(named);
    }

    /// The codes of the bookings that tools have told the model to be done.
    synchronized Set<String> done() {
        return Set.copyOf(done);
    }

    synchronized boolean knowsBooking() {
        return !named.isEmpty() || !done.isEmpty();
    }
}
