package dev.switchhook.domain.call;

import dev.switchhook.domain.call.CallPhase.Stage;
import dev.switchhook.domain.port.control.ControlCommand;
import java.time.Duration;
import java.time.Instant;

/// How the carrier is asked for something until it does it: one request at a time, with growing pauses between them.
final class Attempts {

    /// Longer than any control attempt takes, so that a lost outcome cannot stop the attempts.
    private static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(10);

    private final Duration first;
    private final Duration longest;
    private final int spread;

    /// @param spread any number that differs between calls, so that their attempts do not come all at once
    Attempts(CallRules rules, int spread) {
        this.first = rules.ending().retryFirst();
        this.longest = rules.ending().retryLongest();
        this.spread = Math.floorMod(spread, 64);
    }

    /// Asks now.
    static Stage ask(ControlCommand command, int attempt, Instant now, Outbox out) {
        out.control(command);
        return new Stage.Asking(command, attempt, now.plus(LONGEST_ATTEMPT));
    }

    /// Asks after the pause that follows this attempt. It doubles with each one up to the longest; calls differ by
    /// up to a fifth.
    Stage askAfter(int attempt, ControlCommand next, Instant now) {
        long doubled = first.toMillis() << Math.min(16, Math.max(0, attempt - 1));
        long most = Math.min(doubled, longest.toMillis());
        return new Stage.Pausing(next, attempt, now.plusMillis(most * (256 + spread) / 320));
    }
}
