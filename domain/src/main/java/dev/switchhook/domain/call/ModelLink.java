package dev.switchhook.domain.call;

import dev.switchhook.domain.port.speech.Resumption;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechFault;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// The sessions with the speech model: the present one, when another is asked for after one that failed, and
/// the [Successor] that takes its place before it reaches its end.
///
/// A session that is lost is replaced at once. An opening that fails is asked for again after 250 ms, and
/// then every second, until the call gives up. What replaced a lost session and lasted for less than five
/// seconds counts as a failed opening, too: a provider that accepts everybody and keeps nobody shall not be
/// asked without a pause. Who is refused has been refused by everybody, and is not asked for again.
final class ModelLink {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration SHORT_LIVED = Duration.ofSeconds(5);

    private enum Present {
        NONE,
        /// One has ended; another one will be opened.
        PAUSING,
        OPENING,
        READY
    }

    private final Function<Optional<Resumption>, SpeechBriefing> briefing;
    private final Successor successor = new Successor();
    private Present present = Present.NONE;
    private Instant missingSince = Instant.MAX;
    private Instant troubleSince = Instant.MAX;
    private Instant readyAt = Instant.MIN;
    private Instant openAt = Instant.MAX;
    private int failures;
    /// Whether one was lost before.
    private boolean troubled;
    private boolean refused;
    private Optional<Resumption> resumption = Optional.empty();

    /// @param briefing what a session is told that is opened now
    ModelLink(Function<Optional<Resumption>, SpeechBriefing> briefing) {
        this.briefing = briefing;
    }

    /// Whether there is a session, ready or not.
    boolean isThere() {
        return present == Present.OPENING || present == Present.READY;
    }

    /// Whether the model hears and can speak.
    boolean isReady() {
        return present == Present.READY;
    }

    /// Whether another session is going to be opened.
    boolean isPausing() {
        return present == Present.PAUSING;
    }

    /// Whether an opening has ended because nobody wants us, so that asking again is of no use.
    boolean isRefusedForGood() {
        return present == Present.PAUSING && refused;
    }

    /// Since when there has been no model that takes part; [Instant#MAX] while there is one.
    Instant missingSince() {
        return missingSince;
    }

    /// Since when the model has not stayed, though it may have been there for moments.
    Instant troubleSince() {
        return troubleSince;
    }

    /// Asks for a session, after which nothing is remembered of earlier failures.
    void ask(Instant now, Outbox out) {
        failures = 0;
        troubled = false;
        missingSince = now;
        troubleSince = now;
        open(out);
    }

    private void open(Outbox out) {
        present = Present.OPENING;
        refused = false;
        openAt = Instant.MAX;
        out.openModel(briefing.apply(resumption));
    }

    /// The session that was asked for is ready.
    ///
    /// @return for how long there was none; empty when none was asked for
    Optional<Duration> ready(SpeechEvent.Ready ready, Instant now) {
        return present == Present.OPENING ? Optional.of(becomesReady(ready, now, now)) : Optional.empty();
    }

    private Duration becomesReady(SpeechEvent.Ready ready, Instant since, Instant now) {
        present = Present.READY;
        readyAt = now;
        // Nobody else's session goes on once another provider has taken the call.
        resumption = resumption.filter(it -> it.provider().equals(ready.provider()));
        Duration gap = Duration.between(missingSince, now);
        missingSince = Instant.MAX;
        successor.plan(ready.longest(), since);
        return gap;
    }

    /// The present session reports a fault; it may live on.
    void faulted(SpeechFault fault, Instant now) {
        if (present == Present.OPENING && fault instanceof SpeechFault.Refused) {
            refused = true;
        } else if (present == Present.READY && fault instanceof SpeechFault.SessionExpired) {
            successor.hasten(now);
        }
    }

    /// The present session can be taken up again with this.
    void resumable(Resumption with) {
        resumption = Optional.of(with);
    }

    /// The present session has ended, or says nothing any more, and another one is wanted; see [#look].
    void lost(Instant now) {
        boolean lasted = !troubled || !now.isBefore(readyAt.plus(SHORT_LIVED));
        if (present != Present.READY) {
            failures++;
        } else {
            missingSince = now;
            troubleSince = lasted ? now : troubleSince;
            failures = lasted ? 0 : failures + 1;
            troubled = true;
        }
        openAt = switch (failures) {
            case 0 -> now;
            case 1 -> now.plus(FIRST_PAUSE);
            default -> now.plus(PAUSE);
        };
        present = Present.PAUSING;
    }

    /// The present session is gone, by whomever, and none is wanted.
    void goes() {
        present = Present.NONE;
        openAt = Instant.MAX;
        missingSince = Instant.MAX;
    }

    /// Opens another session when that is due.
    ///
    /// @return when to look again
    Instant look(Instant now, Outbox out) {
        if (present == Present.PAUSING && !now.isBefore(openAt)) {
            open(out);
        }
        return openAt;
    }

    // The next session.

    /// Opens the next session when that is due. The present one is ready.
    ///
    /// @return when to look again
    Instant lookAhead(Instant now, Outbox out) {
        if (successor.opens(now)) {
            out.add(new CallEffect.OpenNextModel(briefing.apply(resumption)));
        }
        return successor.nextLook(now);
    }

    boolean hasSuccessor() {
        return successor.isThere();
    }

    /// What the next session says while it is the next one.
    void successorSaid(SpeechEvent said, Instant now) {
        successor.said(said, now);
    }

    /// Whether the next session shall take over now.
    ///
    /// @param quiet whether nobody would notice
    boolean handsOver(boolean quiet, Instant now) {
        return present == Present.READY && successor.isReady() && (quiet || successor.isUrgent(now));
    }

    /// The next session takes the place of the present one, ready or not.
    ///
    /// @return what it said when it became ready
    Optional<SpeechEvent.Ready> switchOver(Instant now, Outbox out) {
        out.switchModel();
        // The loss of long ago has nothing to do with what the next session will live through.
        troubled &= present != Present.READY || now.isBefore(readyAt.plus(SHORT_LIVED));
        resumption = successor.resumption().or(() -> resumption);
        Optional<SpeechEvent.Ready> ready = successor.ready();
        Instant since = successor.readyAt();
        successor.forget();
        missingSince = missingSince.equals(Instant.MAX) ? now : missingSince;
        present = Present.OPENING;
        openAt = Instant.MAX;
        ready.ifPresent(it -> becomesReady(it, since, now));
        return ready;
    }

    /// Nobody wants the next session any more.
    void closeSuccessor(Outbox out) {
        if (successor.isThere()) {
            out.add(new CallEffect.CloseNextModel());
            successor.withdraw();
        }
    }
}
