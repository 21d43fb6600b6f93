package dev.switchhook.domain.turn;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Lets one reply of the model be in flight at a time, and remembers one that is wanted after it.
///
/// A reply is in flight from the moment we ask for it, or the caller's turn has ended (a model answers that
/// unasked), until the model says that it is finished. Owned by the call machine; not safe for use by several
/// threads.
public final class ReplyGate {

    private State state = new Free();
    private Optional<String> remembered = Optional.empty();

    private sealed interface State {}

    private record Free() implements State {}

    private record Expecting(Instant since, boolean nudged) implements State {}

    private record Speaking(ReplyId reply) implements State {}

    /// A gate with no reply in flight.
    public ReplyGate() {}

    /// Whether a reply may be asked for now.
    public boolean free() {
        return state instanceof Free;
    }

    /// Wants a reply with this cue; see [#next].
    public void want(String cue) {
        remembered = Optional.of(cue);
    }

    /// Forgets a wanted reply that has not been asked for yet.
    public void forget() {
        remembered = Optional.empty();
    }

    /// Whether a wanted reply has not been asked for yet.
    public boolean remembers() {
        return remembered.isPresent();
    }

    /// The reply that is being spoken.
    public Optional<ReplyId> current() {
        return state instanceof Speaking(ReplyId reply) ? Optional.of(reply) : Optional.empty();
    }

    /// Takes the remembered cue when the gate is free. The reply counts as in flight from now on.
    public Optional<String> next(Instant now) {
        if (remembered.isEmpty() || !free()) {
            return Optional.empty();
        }
        Optional<String> cue = remembered;
        remembered = Optional.empty();
        state = new Expecting(now, false);
        return cue;
    }

    /// Notes that the caller's turn has ended, so that the model will answer unasked.
    public void expectAnswer(Instant now) {
        if (free()) {
            state = new Expecting(now, false);
        }
    }

    /// Notes that the caller speaks: an answer that we expected is not owed any more until the caller has finished.
    public void callerSpeaks() {
        if (state instanceof Expecting) {
            state = new Free();
        }
    }

    /// Notes that the model has begun a reply, asked for or not.
    public void started(ReplyId reply) {
        state = new Speaking(reply);
    }

    /// Notes that the model has finished a reply.
    public void finished(ReplyId reply) {
        if (state instanceof Speaking(ReplyId current) && current.equals(reply)) {
            state = new Free();
        }
    }

    /// Whether this is the reply that is being spoken now; sound of any other reply is late.
    public boolean isSpeaking(ReplyId reply) {
        return state instanceof Speaking(ReplyId current) && current.equals(reply);
    }

    /// Since when a reply has been expected that has not begun; empty when none is.
    public Optional<Instant> waitingSince() {
        return state instanceof Expecting(Instant since, boolean _) ? Optional.of(since) : Optional.empty();
    }

    /// When an expected reply should be looked at again: at half of the patience, and at its end.
    public Instant nextLook(Instant since, Duration patience) {
        boolean nudged = state instanceof Expecting(Instant _, boolean done) && done;
        return since.plus(nudged ? patience : patience.dividedBy(2));
    }

    /// Whether an expected reply is overdue and may be asked for once more; says so once per expected reply.
    public boolean nudge(Instant now, Duration patience) {
        if (state instanceof Expecting(Instant since, boolean nudged)
                && !nudged
                && !now.isBefore(since.plus(patience))) {
            state = new Expecting(since, true);
            return true;
        }
        return false;
    }
}
