package dev.switchhook.domain.call;

import dev.switchhook.domain.hangup.CallFacts;
import dev.switchhook.domain.turn.Turn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps what a [dev.switchhook.domain.hangup.HangupPolicy] may know about a call, beside what was said.
final class Watch {

    private @Nullable Instant quietSince;
    private int timesAsked;
    private boolean warned;
    private boolean callerSpokeLast;

    void callerSpeaks() {
        timesAsked = 0;
        callerSpokeLast = true;
    }

    void agentSaid() {
        callerSpokeLast = false;
    }

    void asked() {
        timesAsked++;
    }

    void warned() {
        warned = true;
    }

    boolean hasWarned() {
        return warned;
    }

    /// Quiet is counted anew: nobody could have spoken meanwhile.
    void restart() {
        quietSince = null;
    }

    /// The facts as they are now.
    ///
    /// @param quiet whether nobody speaks and nothing goes on at this moment
    /// @param modelLostSince since when there is no speech model any more
    CallFacts facts(Instant now, Instant openedAt, boolean quiet, List<Turn> latest, Optional<Instant> modelLostSince) {
        quietSince = quiet ? quietSince().orElse(now) : null;
        return new CallFacts(now, openedAt, quietSince(), timesAsked, warned, latest, callerSpokeLast, modelLostSince);
    }

    private Optional<Instant> quietSince() {
        return Optional.ofNullable(quietSince);
    }
}
