package dev.switchhook.twilio.rehearsal;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Twilio's own record of one call: what the REST API shows and changes. Whoever ends the call first, the
/// telephone or the REST API, wins. Safe for use by any thread.
final class CallRecord {

    private static final Set<String> TERMINAL = Set.of("completed", "busy", "failed", "no-answer", "canceled");

    /// Where REST commands about a live call go; every method returns at once.
    interface Line {

        /// The record says that the call is over: take it down.
        void endedByRest(long atNanos);

        /// Execute this document instead of the running one.
        void redirected(Twiml twiml);

        /// Fetch the document there, and execute it instead of the running one.
        void redirected(URI url);

        /// End the call once it has lasted that long, counted from its beginning.
        void limited(Duration longest);
    }

    private final String sid;
    private final String from;
    private final String to;
    private final Line line;
    private final Instant created = Instant.now();
    private final long createdNanos = System.nanoTime();
    private final List<Ledger.StatusChange> history = new ArrayList<>();
    private Optional<Duration> timeLimit = Optional.empty();

    CallRecord(String sid, String from, String to, Line line) {
        this.sid = sid;
        this.from = from;
        this.to = to;
        this.line = line;
        history.add(new Ledger.StatusChange("ringing", createdNanos));
    }

    String sid() {
        return sid;
    }

    String from() {
        return from;
    }

    String to() {
        return to;
    }

    Line line() {
        return line;
    }

    Instant created() {
        return created;
    }

    /// The caller is connected: from now on the call is in progress, unless it is over.
    synchronized void answer(long nowNanos) {
        if (status().equals("ringing")) {
            history.add(new Ledger.StatusChange("in-progress", nowNanos));
        }
    }

    /// Ends the call with a terminal status.
    ///
    /// @return false when it was over already
    synchronized boolean end(String status, long nowNanos) {
        if (ended()) {
            return false;
        }
        history.add(new Ledger.StatusChange(status, nowNanos));
        return true;
    }

    /// From now on the call ends by itself when it has lasted that long.
    synchronized void limit(Duration longest) {
        timeLimit = Optional.of(longest);
    }

    synchronized Optional<Duration> timeLimit() {
        return timeLimit;
    }

    synchronized String status() {
        return history.getLast().status();
    }

    synchronized boolean ended() {
        return TERMINAL.contains(status());
    }

    synchronized List<Ledger.StatusChange> history() {
        return List.copyOf(history);
    }

    /// How long the call has lasted, until now or until its end.
    synchronized Duration duration() {
        long end = ended() ? history.getLast().atNanos() : System.nanoTime();
        return Duration.ofNanos(end - createdNanos);
    }
}
