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
    private Optional<Remembered> remembered = Optional.empty();

    private record Remembered(Wish wish, Instant notBefore) {}

    private sealed interface State {}

    private record Free() implements State {}

    /// @param asked what we have asked for; empty when the end of the caller's turn did
    private record Expecting(Instant since, boolean nudged, Optional<Wish> asked) implements State {}

    private record Speaking(ReplyId reply, Instant lastSign, boolean answerFollows) implements State {}

    private boolean nextRefused;

    /// A gate with no reply in flight.
    public ReplyGate() {}

    /// The model is gone, and with it every reply, wanted or in flight.
    public void reset() {
        state = new Free();
        remembered = Optional.empty();
        nextRefused = false;
    }

    /// The next reply that begins is not wanted any more.
    public void refuseNext() {
        nextRefused = true;
    }

    /// The next reply that begins is wanted.
    public void welcomeNext() {
        nextRefused = false;
    }

    /// Whether the next reply that begins is not wanted any more.
    public boolean refusesNext() {
        return nextRefused;
    }

    /// Whether a reply may be asked for now.
    public boolean free() {
        return state instanceof Free;
    }

    /// Whether a reply that we have asked for has not begun.
    public boolean asked() {
        return state instanceof Expecting expecting && expecting.asked.isPresent();
    }

    /// Wants a reply with this cue; see [#next].
    public void want(String cue) {
        want(Wish.cue(cue));
    }

    /// Wants this reply; see [#next].
    public void want(Wish wish) {
        remembered = Optional.of(new Remembered(wish, Instant.MIN));
    }

    /// Wants this reply, but not before that time.
    public void wantLater(Wish wish, Instant notBefore) {
        remembered = Optional.of(new Remembered(wish, notBefore));
    }

    /// Forgets a wanted reply that has not been asked for yet.
    public void forget() {
        remembered = Optional.empty();
    }

    /// Forgets a wanted reply if it has no words of its own: any answer to the caller makes up for it.
    public void forgetAnswer() {
        remembered = remembered.filter(wanted -> !wanted.wish.words().isEmpty());
    }

    /// Whether a wanted reply has not been asked for yet.
    public boolean remembers() {
        return remembered.isPresent();
    }

    /// The reply that is being spoken.
    public Optional<ReplyId> current() {
        return state instanceof Speaking speaking ? Optional.of(speaking.reply) : Optional.empty();
    }

    /// Takes the remembered wish when the gate is free. The reply counts as in flight from now on.
    public Optional<Wish> next(Instant now) {
        if (remembered.isEmpty() || !free() || now.isBefore(remembered.get().notBefore)) {
            return Optional.empty();
        }
        Wish wish = remembered.get().wish;
        remembered = Optional.empty();
        ask(wish, now);
        return Optional.of(wish);
    }

    /// Notes that this reply is asked for; the gate is free. What is remembered stays so.
    public void ask(Wish wish, Instant now) {
        state = new Expecting(now, false, Optional.of(wish));
    }

    /// Notes that the caller's turn has ended, so that the model will answer unasked: at once, or after the end of
    /// the reply that the caller has interrupted.
    public void expectAnswer(Instant now) {
        if (free()) {
            state = new Expecting(now, false, Optional.empty());
        } else if (state instanceof Speaking(ReplyId reply, Instant lastSign, boolean _)) {
            state = new Speaking(reply, lastSign, true);
        }
    }

    /// Notes that the caller speaks: an answer that we expected is not owed any more until the caller has finished.
    public void callerSpeaks() {
        if (state instanceof Expecting) {
            state = new Free();
        } else if (state instanceof Speaking(ReplyId reply, Instant lastSign, boolean _)) {
            state = new Speaking(reply, lastSign, false);
        }
    }

    /// Notes that the model has begun a reply, asked for or not.
    public void started(ReplyId reply, Instant now) {
        state = new Speaking(reply, now, false);
    }

    /// Notes a sign that the model is still at work.
    public void goesOn(Instant now) {
        if (state instanceof Speaking(ReplyId reply, Instant _, boolean answerFollows)) {
            state = new Speaking(reply, now, answerFollows);
        }
    }

    /// Notes that the model has finished a reply.
    public void finished(ReplyId reply, Instant now) {
        if (state instanceof Speaking speaking && speaking.reply.equals(reply)) {
            state = speaking.answerFollows ? new Expecting(now, false, Optional.empty()) : new Free();
        }
    }

    /// Whether this is the reply that is being spoken now; sound of any other reply is late.
    public boolean isSpeaking(ReplyId reply) {
        return state instanceof Speaking speaking && speaking.reply.equals(reply);
    }

    /// Since when the model has given no sign of the reply that is in flight; empty when none is.
    public Optional<Instant> silentSince() {
        return switch (state) {
            case Free _ -> Optional.empty();
            case Expecting(Instant since, boolean _, Optional<Wish> _) -> Optional.of(since);
            case Speaking(ReplyId _, Instant lastSign, boolean _) -> Optional.of(lastSign);
        };
    }

    /// When the reply in flight should be looked at again: at the end of the patience, and one that has not begun at
    /// half of it, too. When none is in flight, the time of the one that is wanted later, or [Instant#MAX].
    public Instant nextLook(Duration patience) {
        return switch (state) {
            case Free _ ->
                remembered
                        .map(Remembered::notBefore)
                        .filter(later -> !later.equals(Instant.MIN))
                        .orElse(Instant.MAX);
            case Expecting(Instant since, boolean nudged, Optional<Wish> _) ->
                // In nanoseconds, because the JDK divides durations as decimals, which takes long.
                since.plusNanos(nudged ? patience.toNanos() : patience.toNanos() / 2);
            case Speaking(ReplyId _, Instant lastSign, boolean _) -> lastSign.plus(patience);
        };
    }

    /// Whether an expected reply is overdue and may be asked for once more; says so once per expected reply.
    ///
    /// @return what to ask for: the same as before, or an answer to the caller
    public Optional<Wish> nudge(Instant now, Duration patience) {
        if (state instanceof Expecting(Instant since, boolean nudged, Optional<Wish> asked)
                && !nudged
                && !now.isBefore(since.plus(patience))) {
            Wish again = asked.orElse(Wish.cue(""));
            state = new Expecting(since, true, Optional.of(again));
            return Optional.of(again);
        }
        return Optional.empty();
    }
}
