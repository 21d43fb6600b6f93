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

/// How a call is left, from the decision to the proof that the line is down.
///
/// ```
/// goodbye:  Farewell -> Grace -> Asking HANG_UP <-> Pausing -> ClosingLine -> ended
/// apology:  Apology -> Asking APOLOGISE <-> Pausing --^, or with a desk: Asking LOOK_UP <-> Pausing
/// ```
///
/// The carrier is asked to hang up without a limit of tries, because only its own word proves that the line is down;
/// after the first try that failed the media connection is closed as well, which ends the call in a second way. It
/// is asked to hang up only when the call stands [CallState#ENDING]. A caller who was apologised to and may be
/// talking to the desk is not ours to end: then the carrier is only asked whether the call is over.
///
/// Stateless beside its rules: every method takes a phase and gives the next one.
final class Departure {

    private final CallRules rules;
    private final Attempts attempts;

    Departure(CallRules rules, Attempts attempts) {
        this.rules = rules;
        this.attempts = attempts;
    }

    /// The agent says goodbye first. Until that was heard the call stands as live: nobody else may end it, and
    /// whoever finds it without an owner resumes it.
    static Leaving byGoodbye(EndReason reason, Stage.Farewell farewell, Instant now, Outbox out) {
        out.journal(new JournalEntry.Leaving(reason));
        return new Leaving(reason, now, false, farewell);
    }

    /// The model or we cannot serve the caller: the carrier says so. It asks what to do once the media connection is
    /// closed, and is asked to when it does not. With a desk it is asked at once, because later the request might
    /// tear the caller away from the desk.
    ///
    /// @param lineGone whether there is no media connection, so that the carrier has nothing to ask about
    Leaving byApology(EndReason reason, boolean lineGone, Instant now, Outbox out) {
        out.journal(new JournalEntry.Leaving(reason));
        out.stand(CallState.FAILED, reason);
        out.closeModel();
        if (!lineGone) {
            out.add(new CallEffect.CloseLine());
        }
        Leaving leaving = new Leaving(
                reason, now, true, new Stage.Apology(now.plus(rules.ending().apologyLimit())));
        Leaving apologising =
                lineGone || rules.desk().isPresent() ? ask(leaving, ControlCommand.APOLOGISE, 1, now, out) : leaving;
        leavesToDesk(out);
        return apologising;
    }

    /// A caller who is left to the desk may talk to it for longer than to us.
    void leavesToDesk(Outbox out) {
        if (out.stood() == CallState.FAILED && rules.desk().isPresent()) {
            out.control(ControlCommand.LIFT_LIMIT);
        }
    }

    /// The call is ended without another word.
    ///
    /// @param lineGone whether there is no media connection that could be closed
    Leaving atOnce(EndReason reason, boolean lineGone, Instant now, Outbox out) {
        out.journal(new JournalEntry.Leaving(reason));
        out.stand(CallState.ENDING, reason);
        out.closeModel();
        return bringDown(new Leaving(reason, now, lineGone, new Stage.Grace(now)), now, out);
    }

    /// The carrier says that the call is over, and nobody of us has decided that.
    static Leaving callerHungUp(Instant now, Outbox out) {
        out.journal(new JournalEntry.Leaving(EndReason.CALLER_HUNG_UP));
        out.closeModel();
        out.add(new CallEffect.CloseLine());
        return new Leaving(EndReason.CALLER_HUNG_UP, now, true, new Stage.Grace(now));
    }

    /// Another process has left the call behind while it was being ended, or after it could not serve it any more.
    /// Its ending has begun there, and its requests are counted on; the next one goes out at once. Somebody who
    /// was apologised to may be talking to the desk, and a further apology would tear them away from it.
    Leaving found(Past past, EndReason reason, Instant now) {
        Past.Leave so = past.leave();
        Leaving leaving = new Leaving(
                reason,
                so.since().isBefore(now) ? so.since() : now,
                true,
                new Stage.Pausing(ControlCommand.LOOK_UP, 0, now));
        if (past.state() != CallState.FAILED) {
            ControlCommand next = mayHangUp(reason, past.state()) ? ControlCommand.HANG_UP : ControlCommand.LOOK_UP;
            return leaving.at(new Stage.Pausing(next, so.requests(), now));
        }
        if (!so.apologised()) {
            return leaving.at(new Stage.Pausing(ControlCommand.APOLOGISE, 0, now));
        }
        return rules.desk().isPresent() ? leaving : awaitingEndOfApology(leaving, now);
    }

    /// The farewell was heard, or its time is up. What follows takes a moment, so that a call that stands as ending
    /// for longer is in trouble, and may be ended by anybody.
    private Leaving farewellOver(Leaving leaving, boolean wholly, Instant now, Outbox out) {
        out.journal(new JournalEntry.FarewellOver(wholly));
        out.stand(CallState.ENDING, leaving.reason());
        out.closeModel();
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
        return switch (leaving.stage()) {
            case Stage.Asking(ControlCommand asked, int attempt, Instant _) ->
                answered(leaving, asked, attempt, outcome, now, out);
            // It has asked by itself, and was told.
            case Stage.Apology _ when outcome instanceof ControlOutcome.Accepted -> apologised(leaving, now, out);
            // Also once more, when something came between the caller and the first time.
            case Stage.Pausing(ControlCommand next, int attempt, Instant _)
            when (next == ControlCommand.APOLOGISE || attempt == 0) && outcome instanceof ControlOutcome.Accepted ->
                apologised(leaving, now, out);
            case Stage.Farewell _, Stage.Grace _, Stage.Apology _, Stage.Pausing _, Stage.ClosingLine _ -> {
                out.journal(new JournalEntry.Ignored(outcome.getClass().getSimpleName(), "LEAVING"));
                yield leaving;
            }
        };
    }

    private Leaving answered(
            Leaving leaving, ControlCommand asked, int attempt, ControlOutcome outcome, Instant now, Outbox out) {
        return switch (outcome) {
            case ControlOutcome.LineDown _ -> throw new IllegalArgumentException("the call is over");
            case ControlOutcome.Accepted _ when asked == ControlCommand.APOLOGISE -> apologised(leaving, now, out);
            case ControlOutcome.Accepted _ ->
                leaving.at(new Stage.Pausing(
                        ControlCommand.LOOK_UP, attempt, now.plus(rules.ending().proofWait())));
            case ControlOutcome.StillUp _ -> notDown(leaving, asked, attempt, now, out);
            case ControlOutcome.Unknown(String why) -> {
                out.journal(new JournalEntry.ControlFailed(why));
                yield notDown(leaving, asked, attempt, now, out);
            }
        };
    }

    /// The carrier tells the caller, and ends the call by itself as a rule; without a desk it is asked to when it
    /// does not in time.
    private Leaving apologised(Leaving leaving, Instant now, Outbox out) {
        out.journal(new JournalEntry.Apologised());
        return awaitingEndOfApology(leaving, now);
    }

    private Leaving awaitingEndOfApology(Leaving leaving, Instant now) {
        ControlCommand next = rules.desk().isPresent() ? ControlCommand.LOOK_UP : ControlCommand.HANG_UP;
        return leaving.at(new Stage.Pausing(next, 0, now.plus(rules.ending().apologyLimit())));
    }

    /// A hang-up that finds the call over is as good a proof as a look-up that does, and does not depend on
    /// look-ups.
    private Leaving notDown(Leaving leaving, ControlCommand asked, int attempt, Instant now, Outbox out) {
        ControlCommand next = asked == ControlCommand.APOLOGISE
                ? asked
                : mayHangUp(leaving.reason(), out.stood()) ? ControlCommand.HANG_UP : ControlCommand.LOOK_UP;
        return withLineClosed(leaving, out).at(attempts.askAfter(attempt, next, now));
    }

    private CallPhase lineIsDown(Leaving leaving, Instant openedAt, Instant now, Outbox out) {
        if (leaving.stage() instanceof Stage.ClosingLine) {
            return leaving;
        }
        if (leaving.stage() instanceof Stage.Farewell) {
            out.closeModel();
        }
        out.stand(CallState.OVER, leaving.reason());
        CallEnding ending = new CallEnding(
                leaving.reason(), Duration.between(openedAt, now), Duration.between(leaving.hangUpFrom(), now));
        return leaving.lineClosed()
                ? ended(ending, out)
                : leaving.at(
                        new Stage.ClosingLine(ending, now.plus(rules.ending().stopWait())));
    }

    /// Does what has become due.
    ///
    /// @param heard whether the caller has heard everything that was said
    /// @param callerSpeaking whether the caller is speaking
    /// @return the same phase when nothing has
    CallPhase look(Leaving leaving, boolean heard, boolean callerSpeaking, Instant now, Outbox out) {
        boolean due = !now.isBefore(leaving.stage().until());
        if (!(leaving.stage() instanceof Stage.Farewell(boolean complete, Instant _, Instant _))) {
            return due ? due(leaving, now, out) : leaving;
        }
        boolean over = complete && heard;
        return due || (over && !callerSpeaking) ? farewellOver(leaving, over, now, out) : leaving;
    }

    /// When the ending takes too long; never as long as nothing but the caller or the desk is waited for.
    Instant overdueAt(Leaving leaving, Outbox out) {
        boolean asksForIt =
                !(leaving.stage() instanceof Stage.Farewell || leaving.stage() instanceof Stage.ClosingLine);
        return asksForIt && out.stood() == CallState.ENDING
                ? leaving.hangUpFrom().plus(rules.ending().overdue())
                : Instant.MAX;
    }

    private CallPhase due(Leaving leaving, Instant now, Outbox out) {
        return switch (leaving.stage()) {
            case Stage.Farewell _ -> throw new IllegalStateException("the farewell is judged by the call itself");
            case Stage.Grace _ -> bringDown(leaving, now, out);
            case Stage.Apology _ -> ask(leaving, ControlCommand.APOLOGISE, 1, now, out);
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

    private Leaving bringDown(Leaving leaving, Instant now, Outbox out) {
        return switch (rules.ending().order()) {
            case REQUEST_FIRST -> ask(leaving, ControlCommand.HANG_UP, 1, now, out);
            case MEDIA_FIRST ->
                withLineClosed(leaving, out)
                        .at(new Stage.Pausing(
                                ControlCommand.HANG_UP,
                                0,
                                now.plus(rules.ending().proofWait())));
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

    private static Leaving ask(Leaving leaving, ControlCommand command, int attempt, Instant now, Outbox out) {
        if (command != ControlCommand.HANG_UP) {
            return leaving.at(Attempts.ask(command, attempt, now, out));
        }
        // Up to now it was waited for the carrier to end the call by itself after the apology.
        Leaving ending = out.stood() == CallState.ENDING ? leaving : leaving.hangingUpFrom(now);
        out.stand(CallState.ENDING, leaving.reason());
        out.journal(new JournalEntry.HangupRequested(attempt));
        return ending.at(Attempts.ask(command, attempt, now, out));
    }

    private static Ended ended(CallEnding ending, Outbox out) {
        out.journal(new JournalEntry.Ended(ending));
        return new Ended(ending);
    }

    private static boolean mayHangUp(EndReason reason, CallState stood) {
        return stood == CallState.ENDING && reason.decidedBy() != Decider.CALLER;
    }
}
