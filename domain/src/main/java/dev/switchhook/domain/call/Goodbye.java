package dev.switchhook.domain.call;

import dev.switchhook.domain.call.CallPhase.Leaving;
import dev.switchhook.domain.call.CallPhase.Stage;
import dev.switchhook.domain.hangup.EndReason;
import java.time.Duration;
import java.time.Instant;

/// How a farewell is said and heard, and until when the caller may object to it.
///
/// Stateless beside its rules, like [Departure].
final class Goodbye {

    private final CallRules.Farewell rules;

    Goodbye(CallRules rules) {
        this.rules = rules.farewell();
    }

    /// The farewell of a call that is being left from now on.
    ///
    /// @param begun whether it is being said already
    /// @param objected whether the caller has objected to one before; it is taken back once at most
    /// @param callerSpeaking whether the agent has to wait for the caller before it can begin
    Stage.Farewell begin(EndReason reason, boolean begun, boolean objected, boolean callerSpeaking, Instant now) {
        boolean hard = objected || reason == EndReason.TIME_LIMIT;
        Instant objection = hard ? Instant.MIN : begun ? now.plus(rules.objection()) : Instant.MAX;
        return new Stage.Farewell(false, now.plus(callerSpeaking ? rules.longest() : rules.begins()), objection);
    }

    /// The caller speaks: the agent cannot begin now, and waits as long as a farewell may take in all.
    Leaving callerBegins(Leaving leaving) {
        if (!(leaving.stage() instanceof Stage.Farewell(boolean complete, Instant until, Instant objection))
                || complete) {
            return leaving;
        }
        Instant longest = leaving.hangUpFrom().plus(rules.longest());
        return leaving.at(new Stage.Farewell(false, longest.isAfter(until) ? longest : until, objection));
    }

    /// The caller does not speak any more, and the farewell has not begun: the time to begin it counts from now
    /// on.
    Leaving callerEnds(Leaving leaving, Instant now) {
        if (!(leaving.stage() instanceof Stage.Farewell(boolean complete, Instant until, Instant objection))
                || complete) {
            return leaving;
        }
        Instant begins = now.plus(rules.begins());
        return leaving.at(new Stage.Farewell(false, begins.isBefore(until) ? begins : until, objection));
    }

    /// Whether a line that is gone now has taken the farewell with it: nothing of it was heard, or so little
    /// that the caller could still object. One that is due to a hard limit is not said again.
    ///
    /// @param unheard whether nothing was heard of the latest reply
    static boolean isMissed(Leaving leaving, boolean unheard, Instant now) {
        return leaving.reason() != EndReason.TIME_LIMIT
                && leaving.stage() instanceof Stage.Farewell farewell
                && (unheard || now.isBefore(farewell.objection()));
    }

    /// Whether a caller who begins to speak now takes the decision back.
    static boolean mayObject(Leaving leaving, Instant now) {
        return leaving.stage() instanceof Stage.Farewell farewell && now.isBefore(farewell.objection());
    }

    /// The model is speaking.
    ///
    /// @param begun whether it is the farewell, and not something before it
    Leaving goesOn(Leaving leaving, boolean begun, Instant now) {
        if (!(leaving.stage() instanceof Stage.Farewell farewell) || farewell.complete()) {
            return leaving;
        }
        boolean first = begun && farewell.objection().equals(Instant.MAX);
        Instant objection = first ? now.plus(rules.objection()) : farewell.objection();
        return leaving.at(new Stage.Farewell(false, now.plus(rules.longest()), objection));
    }

    /// The model has finished it; `unheard` of it is still to be played.
    Leaving spoken(Leaving leaving, Duration unheard, Instant now) {
        if (!(leaving.stage() instanceof Stage.Farewell farewell)) {
            return leaving;
        }
        // What counts as the goodbye was said before the decision, when nothing was said after it.
        Instant objection = farewell.objection().equals(Instant.MAX)
                ? leaving.hangUpFrom().plus(rules.objection())
                : farewell.objection();
        return leaving.at(new Stage.Farewell(true, now.plus(wait(unheard)), objection));
    }

    /// The caller has heard more of it: the rest is worth waiting for, as long as the line proves such progress.
    Leaving heardFurther(Leaving leaving, Duration unheard, Instant now) {
        if (!(leaving.stage() instanceof Stage.Farewell(boolean complete, Instant until, Instant objection))) {
            return leaving;
        }
        Instant extended = now.plus(wait(unheard));
        return leaving.at(new Stage.Farewell(complete, extended.isAfter(until) ? extended : until, objection));
    }

    private Duration wait(Duration unheard) {
        Duration wait = unheard.plus(rules.slack());
        return wait.compareTo(rules.longest()) < 0 ? wait : rules.longest();
    }
}
