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
    Stage.Farewell begin(EndReason reason, boolean begun, boolean objected, Instant now) {
        boolean hard = objected || reason == EndReason.TIME_LIMIT;
        Instant objection = hard ? Instant.MIN : begun ? now.plus(rules.objection()) : Instant.MAX;
        return new Stage.Farewell(false, now.plus(rules.begins()), objection);
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
