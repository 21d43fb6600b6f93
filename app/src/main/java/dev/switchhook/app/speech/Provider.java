package dev.switchhook.app.speech;

import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.port.speech.SpeechModel;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// One provider of an exchange: its model, how many of its sessions are in use, and whether it is left alone because
/// it failed. Any thread; its lock is held for a few fields only.
public final class Provider {

    private static final int FAILURES = 3;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final SpeechModel model;
    private final int mostSessions;
    private final CircuitBreaker breaker = new CircuitBreaker(FAILURES, FIRST_PAUSE, LONGEST_PAUSE);
    private final Map<Opening, LongAdder> openings = new EnumMap<>(Opening.class);
    private int inUse;
    private boolean refusalKnown;

    /// Whether a session may be opened.
    enum Entry {
        /// Yes; its seat is taken.
        ADMITTED,
        /// No, all are in use.
        FULL,
        /// No, what is left is not to spare.
        TIGHT,
        /// No, it has failed before.
        LEFT_ALONE
    }

    /// What an outcome means for others.
    ///
    /// @param change what it has changed
    /// @param pause how long the provider is left alone now, if it is
    /// @param firstRefusal whether the provider refuses us since now
    record Judgement(CircuitBreaker.Change change, Duration pause, boolean firstRefusal) {}

    /// A provider that has not been tried yet. A model that does not take the telephone's sound as it is gets it
    /// converted.
    ///
    /// @param mostSessions how many of its sessions may be in use at once in this process; 0 for any number
    public Provider(SpeechModel model, int mostSessions) {
        this.model = model.capabilities().formats().contains(AudioFormat.MULAW_8K)
                ? model
                : new TranscodingSpeechModel(model);
        this.mostSessions = mostSessions;
        for (Opening outcome : Opening.values()) {
            openings.put(outcome, new LongAdder());
        }
    }

    /// What speaks.
    public SpeechModel model() {
        return model;
    }

    /// The name of its model.
    public String name() {
        return model.name();
    }

    /// How many of its sessions are in use: opened and not known to be closed.
    public synchronized int sessionsInUse() {
        return inUse;
    }

    /// How many of its sessions may be in use at once; 0 for any number.
    public int mostSessions() {
        return mostSessions;
    }

    /// How often a wish for a session of it had this outcome.
    public long openings(Opening outcome) {
        return count(outcome).sum();
    }

    /// 0 while it is used as usual, 1 while one attempt decides whether it is used again, 2 while it is left alone.
    public synchronized int breaker() {
        return switch (breaker.state()) {
            case CLOSED -> 0;
            case HALF_OPEN -> 1;
            case OPEN -> 2;
        };
    }

    /// Whether no further session may be opened.
    private boolean isFull() {
        return mostSessions > 0 && inUse >= mostSessions;
    }

    /// How many more sessions may be opened.
    synchronized long sessionsLeft() {
        return mostSessions == 0 ? Integer.MAX_VALUE : Math.max(0, mostSessions - inUse);
    }

    /// Asks for a seat.
    ///
    /// @param spare whether nobody waits for it yet
    synchronized Entry enter(Instant now, boolean spare) {
        if (isFull()) {
            count(Opening.FULL).increment();
            return Entry.FULL;
        }
        if (spare && isTight()) {
            return Entry.TIGHT;
        }
        if (!breaker.admits(now)) {
            count(Opening.LEFT_ALONE).increment();
            return Entry.LEFT_ALONE;
        }
        inUse++;
        return Entry.ADMITTED;
    }

    /// Asks for a seat although the provider has failed before.
    synchronized boolean enterAnyway() {
        if (isFull()) {
            return false;
        }
        inUse++;
        return true;
    }

    /// Whether it did not want us when it was asked last.
    synchronized boolean refusesUs() {
        return refusalKnown;
    }

    /// Gives a seat back.
    synchronized void leave() {
        inUse--;
    }

    /// Takes the outcome of an attempt that was let in.
    synchronized Judgement judge(Opening outcome, Instant now) {
        count(outcome).increment();
        CircuitBreaker.Change change = switch (outcome) {
            case READY -> breaker.succeeded();
            case REFUSED -> breaker.refused(now);
            case BUSY, DISCONNECTED, UNINTELLIGIBLE, LATE -> breaker.failed(now);
            case ABANDONED, LEFT_ALONE, FULL -> {
                breaker.abandoned();
                yield CircuitBreaker.Change.NONE;
            }
        };
        boolean firstRefusal = outcome == Opening.REFUSED && !refusalKnown;
        refusalKnown = outcome == Opening.REFUSED || (refusalKnown && outcome != Opening.READY);
        return new Judgement(change, breaker.pause(), firstRefusal);
    }

    /// A session that was ready gets nothing from it any more: it is left alone from now on, as after a refusal.
    synchronized Judgement failsInUse(Instant now) {
        return new Judgement(breaker.refused(now), breaker.pause(), false);
    }

    /// More than four fifths of what may be used are in use.
    private boolean isTight() {
        return mostSessions > 0 && inUse * 5L > mostSessions * 4L;
    }

    private LongAdder count(Opening outcome) {
        LongAdder count = openings.get(outcome);
        if (count == null) {
            throw new IllegalStateException("no count of " + outcome);
        }
        return count;
    }
}
