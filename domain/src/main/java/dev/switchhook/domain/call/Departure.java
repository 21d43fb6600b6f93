package dev.switchhook.domain.call;

import dev.switchhook.domain.call.CallPhase.Ended;
import dev.switchhook.domain.call.CallPhase.Leaving;
import dev.switchhook.domain.call.CallPhase.Stage;
import dev.switchhook.domain.hangup.CallEnding;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.hangup.EndReason.Decider;
import dev.switchhook.domain.port.control.ControlCommand;
import dev.switchhook.domain.port.control.ControlOutcome;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.port.registry.CallState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How a call is left, from the decision to the proof that the line is down.
///
/// ```
/// goodbye:  Farewell -> Grace -> Asking <-> Pausing -> ClosingLine -> ended
/// apology:  Apology  ----------^
/// the caller hung up, or the line broke: Pausing or Apology first
/// ```
///
/// The carrier is asked to hang up without a limit of tries, because only its own word proves that the line is down;
/// after the first try that failed the media connection is closed as well, which ends the call in a second way. When
/// it was the caller who hung up, it is only asked whether the call is over: media that stop may also mean that
/// somebody has moved the call elsewhere, and then it is not ours to end.
///
/// Stateless beside its rules: every method takes a phase and gives the next one.
final class Departure {

    /// Longer than any control attempt takes, so that a lost outcome cannot stop the attempts.
    private static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(10);

    private final CallRules rules;
    private final int spread;

    /// @param spread any number that differs between calls, so that their retries do not come all at once
    Departure(CallRules rules, int spread) {
        this.rules = rules;
        this.spread = Math.floorMod(spread, 64);
    }

    /// The agent says goodbye first.
    Leaving byGoodbye(EndReason reason, Instant now, Outbox out) {
        decided(reason, CallState.ENDING, out);
        return new Leaving(
                reason,
                now,
                false,
                new Stage.Farewell(false, now.plus(rules.farewell().begins())));
    }

    /// The model cannot speak: the carrier tells the caller, once the media connection is closed.
    Leaving byApology(EndReason reason, Instant now, Outbox out) {
        decided(reason, CallState.FAILED, out);
        out.add(new CallEffect.CloseModel());
        out.add(new CallEffect.CloseLine());
        return new Leaving(
                reason, now, true, new Stage.Apology(now.plus(rules.ending().apologyLimit())));
    }

    /// The call is ended without another word.
    Leaving atOnce(EndReason reason, Instant now, Outbox out) {
        decided(reason, CallState.ENDING, out);
        out.add(new CallEffect.CloseModel());
        return ask(new Leaving(reason, now, false, new Stage.Grace(now)), ControlCommand.HANG_UP, 1, now, out);
    }

    /// The media have ended without a decision of ours.
    Leaving afterLineEnded(EndReason reason, Instant now, Outbox out) {
        boolean hungUp = reason.decidedBy() == Decider.CALLER;
        decided(reason, hungUp ? CallState.ENDING : CallState.FAILED, out);
        out.add(new CallEffect.CloseModel());
        out.add(new CallEffect.CloseLine());
        Stage stage = hungUp
                ? new Stage.Pausing(
                        ControlCommand.LOOK_UP, 0, now.plus(rules.ending().proofWait()))
                : new Stage.Apology(now.plus(rules.ending().apologyLimit()));
        return new Leaving(reason, now, true, stage);
    }

    private static void decided(EndReason reason, CallState state, Outbox out) {
        out.add(new CallEffect.Stand(state, Optional.of(reason)));
        out.journal(new JournalEntry.Leaving(reason));
    }

    /// The model has finished the farewell; `unheard` of it is still to be played.
    Leaving farewellSpoken(Leaving leaving, Duration unheard, Instant now) {
        return leaving.at(new Stage.Farewell(true, now.plus(wait(unheard))));
    }

    /// The model is speaking the farewell.
    Leaving farewellGoesOn(Leaving leaving, Instant now) {
        return leaving.stage() instanceof Stage.Farewell(boolean complete, Instant _) && !complete
                ? leaving.at(new Stage.Farewell(false, now.plus(rules.farewell().longest())))
                : leaving;
    }

    /// The caller has heard more of the farewell: the rest is worth waiting for, as long as the line proves such
    /// progress.
    Leaving farewellHeardFurther(Leaving leaving, Duration unheard, Instant now) {
        if (!(leaving.stage() instanceof Stage.Farewell(boolean complete, Instant until))) {
            return leaving;
        }
        Instant extended = now.plus(wait(unheard));
        return leaving.at(new Stage.Farewell(complete, extended.isAfter(until) ? extended : until));
    }

    private Duration wait(Duration unheard) {
        Duration wait = unheard.plus(rules.farewell().slack());
        Duration most = rules.farewell().longest();
        return wait.compareTo(most) < 0 ? wait : most;
    }

    /// The farewell was heard, or its time is up.
    Leaving farewellOver(Leaving leaving, boolean wholly, Instant now, Outbox out) {
        out.journal(new JournalEntry.FarewellOver(wholly));
        out.add(new CallEffect.CloseModel());
        return leaving.hangingUpFrom(now)
                .at(new Stage.Grace(now.plus(rules.farewell().grace())));
    }

    /// The media have ended while the call is being left.
    CallPhase lineEnded(Leaving leaving, LineEvent event, Instant now, Outbox out) {
        if (event instanceof LineEvent.Stopped && !leaving.lineClosed()) {
            out.add(new CallEffect.CloseLine());
        }
        if (leaving.stage() instanceof Stage.ClosingLine(CallEnding ending, Instant _)) {
            return ended(ending, out);
        }
        Leaving closed = leaving.withLineClosed();
        if (leaving.stage() instanceof Stage.Farewell) {
            return farewellOver(closed, false, now, out).at(new Stage.Grace(now));
        }
        return closed;
    }

    /// The carrier has answered, or reported by itself.
    CallPhase controlled(Leaving leaving, ControlOutcome outcome, Instant openedAt, Instant now, Outbox out) {
        if (outcome instanceof ControlOutcome.LineDown) {
            return lineIsDown(leaving, openedAt, now, out);
        }
        if (!(leaving.stage() instanceof Stage.Asking(ControlCommand _, int attempt, Instant _))) {
            out.journal(new JournalEntry.Ignored(outcome.getClass().getSimpleName(), "LEAVING"));
            return leaving;
        }
        return switch (outcome) {
            case ControlOutcome.LineDown _ -> throw new IllegalStateException("handled above");
            case ControlOutcome.Accepted _ ->
                leaving.at(new Stage.Pausing(
                        ControlCommand.LOOK_UP, attempt, now.plus(rules.ending().proofWait())));
            case ControlOutcome.StillUp _ -> notDown(leaving, attempt, now, out);
            case ControlOutcome.Unknown(String why) -> {
                out.journal(new JournalEntry.ControlFailed(why));
                yield notDown(leaving, attempt, now, out);
            }
        };
    }

    /// A hang-up that finds the call over is as good a proof as a look-up that does, and does not depend on
    /// look-ups.
    private Leaving notDown(Leaving leaving, int attempt, Instant now, Outbox out) {
        ControlCommand next = mayHangUp(leaving) ? ControlCommand.HANG_UP : ControlCommand.LOOK_UP;
        return withLineClosed(leaving, out).at(new Stage.Pausing(next, attempt, now.plus(pause(attempt))));
    }

    private CallPhase lineIsDown(Leaving leaving, Instant openedAt, Instant now, Outbox out) {
        if (leaving.stage() instanceof Stage.ClosingLine) {
            return leaving;
        }
        if (leaving.stage() instanceof Stage.Farewell) {
            out.add(new CallEffect.CloseModel());
        }
        CallEnding ending = new CallEnding(
                leaving.reason(), Duration.between(openedAt, now), Duration.between(leaving.hangUpFrom(), now));
        return leaving.lineClosed()
                ? ended(ending, out)
                : leaving.at(
                        new Stage.ClosingLine(ending, now.plus(rules.ending().stopWait())));
    }

    /// What was waited for did not come in time.
    CallPhase due(Leaving leaving, Instant now, Outbox out) {
        return switch (leaving.stage()) {
            case Stage.Farewell _ -> throw new IllegalStateException("the farewell is judged by the call itself");
            case Stage.Grace _ -> ask(leaving, ControlCommand.HANG_UP, 1, now, out);
            case Stage.Apology _ -> ask(leaving.hangingUpFrom(now), ControlCommand.HANG_UP, 1, now, out);
            case Stage.Pausing(ControlCommand next, int attempt, Instant _) ->
                ask(leaving, next, attempt + 1, now, out);
            case Stage.Asking(ControlCommand command, int attempt, Instant _) -> {
                out.journal(new JournalEntry.ControlFailed("the attempt gave no outcome"));
                yield ask(withLineClosed(leaving, out), command, attempt + 1, now, out);
            }
            case Stage.ClosingLine(CallEnding ending, Instant _) -> {
                out.add(new CallEffect.CloseLine());
                yield ended(ending, out);
            }
        };
    }

    /// A request has not ended the call. The second way goes without requests: once the media connection is closed,
    /// the carrier asks what to do next, and is told.
    private static Leaving withLineClosed(Leaving leaving, Outbox out) {
        if (leaving.lineClosed()) {
            return leaving;
        }
        out.add(new CallEffect.CloseLine());
        return leaving.withLineClosed();
    }

    private Leaving ask(Leaving leaving, ControlCommand command, int attempt, Instant now, Outbox out) {
        if (command == ControlCommand.HANG_UP) {
            out.journal(new JournalEntry.HangupRequested(attempt));
        }
        out.control(command);
        return leaving.at(new Stage.Asking(command, attempt, now.plus(LONGEST_ATTEMPT)));
    }

    private Ended ended(CallEnding ending, Outbox out) {
        out.journal(new JournalEntry.Ended(ending));
        return new Ended(ending);
    }

    private static boolean mayHangUp(Leaving leaving) {
        return leaving.reason().decidedBy() != Decider.CALLER;
    }

    /// Doubles with each attempt up to the longest pause; calls differ by up to a fifth.
    private Duration pause(int attempt) {
        long first = rules.ending().retryFirst().toMillis();
        long doubled = first << Math.min(16, Math.max(0, attempt - 1));
        long most = Math.min(doubled, rules.ending().retryLongest().toMillis());
        return Duration.ofMillis(most * (256 + spread) / 320);
    }
}
