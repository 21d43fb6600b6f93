package dev.switchhook.domain.call;

import dev.switchhook.domain.call.CallPhase.Reconnecting;
import dev.switchhook.domain.call.CallPhase.Stage;
import dev.switchhook.domain.port.control.ControlCommand;
import dev.switchhook.domain.port.control.ControlOutcome;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.registry.CallState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How a caller is got back whose media connection has ended without a decision of ours.
///
/// ```
/// Pausing -> Asking LOOK_UP -> still up -> Pausing -> ... -> Asking RECONNECT -> accepted -> Pausing -> ...
/// ```
///
/// Media end because the caller has hung up, because somebody has moved the call, or because a connection broke;
/// only the carrier knows, so it is looked up again and again. As a rule the carrier comes back by itself, because
/// it asks what to do and is told to connect again; when it does not in time, it is asked to. A request to connect
/// that finds the call over is as good a proof as a look-up, and does not depend on look-ups.
///
/// Stateless beside its rules: every method takes a phase and gives the next one. Giving up is decided by the call.
final class Reconnection {

    private final Duration returns;
    private final Duration proofWait;
    private final Attempts attempts;

    Reconnection(CallRules rules, Attempts attempts) {
        this.returns = rules.resuming().carrierReturns();
        this.proofWait = rules.ending().proofWait();
        this.attempts = attempts;
    }

    /// The media connection broke. A caller who has hung up is reported soon, and only else looked up.
    Reconnecting lost(Instant now) {
        return new Reconnecting(
                now, now.plus(returns), now, new Stage.Pausing(ControlCommand.LOOK_UP, 0, now.plus(proofWait)));
    }

    /// The carrier has ended the media: as a rule the caller has hung up.
    Reconnecting stopped(Instant now, Outbox out) {
        return new Reconnecting(now, now.plus(returns), now, Attempts.ask(ControlCommand.LOOK_UP, 1, now, out));
    }

    /// Another process has left the call behind: it is looked up at once, and connected again at once when the caller
    /// is still there. The carrier has had its time to come back by itself while nobody had the call.
    static Reconnecting found(Instant now) {
        return new Reconnecting(now, now, now, new Stage.Pausing(ControlCommand.LOOK_UP, 0, now));
    }

    /// The carrier has answered, and not that the call is over.
    Reconnecting controlled(Reconnecting lost, ControlOutcome outcome, Instant now, Outbox out) {
        if (!(lost.stage() instanceof Stage.Asking(ControlCommand asked, int attempt, Instant _))) {
            out.journal(new JournalEntry.Ignored(outcome.getClass().getSimpleName(), "RECONNECTING"));
            return lost;
        }
        return switch (outcome) {
            case ControlOutcome.LineDown _ -> throw new IllegalArgumentException("the call is over");
            case ControlOutcome.Accepted _ ->
                lost.seen(now).at(new Stage.Pausing(ControlCommand.LOOK_UP, 0, now.plus(returns)));
            case ControlOutcome.StillUp _ -> lost.seen(now).at(stillUp(lost, asked, attempt, now, out));
            case ControlOutcome.Unknown(String why) -> {
                out.journal(new JournalEntry.ControlFailed(why));
                ControlCommand next = lost.returnsBy().isAfter(now) ? ControlCommand.LOOK_UP : ControlCommand.RECONNECT;
                yield lost.at(attempts.askAfter(attempt, next, now));
            }
        };
    }

    private Stage stillUp(Reconnecting lost, ControlCommand asked, int attempt, Instant now, Outbox out) {
        if (asked != ControlCommand.LOOK_UP) {
            return attempts.askAfter(attempt, asked, now);
        }
        if (!lost.returnsBy().isAfter(now)) {
            return ask(ControlCommand.RECONNECT, 1, now, out);
        }
        Instant next = now.plus(proofWait);
        return new Stage.Pausing(
                ControlCommand.LOOK_UP, attempt, next.isBefore(lost.returnsBy()) ? next : lost.returnsBy());
    }

    /// What was waited for did not come in time.
    static Reconnecting due(Reconnecting lost, Instant now, Outbox out) {
        return switch (lost.stage()) {
            case Stage.Pausing(ControlCommand next, int attempt, Instant _) ->
                lost.at(ask(next, attempt + 1, now, out));
            case Stage.Asking(ControlCommand command, int attempt, Instant _) -> {
                out.journal(new JournalEntry.ControlFailed("the attempt gave no outcome"));
                yield lost.at(ask(command, attempt + 1, now, out));
            }
            case Stage.Farewell _, Stage.Grace _, Stage.Apology _, Stage.ClosingLine _ ->
                throw new IllegalStateException("nobody is got back in stage " + lost.stage());
        };
    }

    /// A call that was only announced is live from the moment when we want its caller: nothing else can be
    /// connected.
    private static Stage ask(ControlCommand command, int attempt, Instant now, Outbox out) {
        if (command == ControlCommand.RECONNECT) {
            out.stand(CallState.LIVE, Optional.empty());
        }
        return Attempts.ask(command, attempt, now, out);
    }

    /// Until when the speech model is kept for a caller of whom nothing was seen.
    Instant keepsModelUntil(Reconnecting lost) {
        return lost.seen().plus(returns);
    }
}
