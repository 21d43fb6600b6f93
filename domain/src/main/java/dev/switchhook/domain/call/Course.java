package dev.switchhook.domain.call;

import dev.switchhook.domain.call.CallPhase.Connecting;
import dev.switchhook.domain.call.CallPhase.Ended;
import dev.switchhook.domain.call.CallPhase.Leaving;
import dev.switchhook.domain.call.CallPhase.LetGo;
import dev.switchhook.domain.call.CallPhase.Reconnecting;
import dev.switchhook.domain.call.CallPhase.Stage;
import dev.switchhook.domain.call.CallPhase.Talking;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.control.ControlOutcome;
import dev.switchhook.domain.port.journal.JournalEntry;
import java.time.Instant;

/// Where the call stands, and everything that moves it on. Which phase may follow which is told by
/// [CallPhase.Kind#next]; [#become] is the only way from one to another.
final class Course {

    private static final String FAREWELL_CUE =
            "Say goodbye to the caller in one short, friendly sentence. Ask nothing. The call ends after it.";

    private final Agent agent;
    private final Replies replies;
    private final Corrections corrections;
    private final Voice voice;
    private final Watch watch;
    private final Reconnection reconnection;
    private final Goodbye goodbye;
    private final Departure departure;

    private CallPhase phase = new Connecting(Instant.MAX);
    private Instant openedAt = Instant.MAX;
    private boolean farewellAsked;
    private boolean objected;

    Course(Agent agent, Watch watch, CallRules rules, Attempts attempts) {
        this.agent = agent;
        this.replies = agent.replies();
        this.corrections = agent.corrections();
        this.voice = agent.voice();
        this.watch = watch;
        this.reconnection = new Reconnection(rules, attempts);
        this.goodbye = new Goodbye(rules);
        this.departure = new Departure(rules, attempts);
    }

    CallPhase phase() {
        return phase;
    }

    Reconnection reconnection() {
        return reconnection;
    }

    Departure departure() {
        return departure;
    }

    /// Since when caller and agent have a line; [Instant#MAX] before.
    Instant openedAt() {
        return openedAt;
    }

    /// Caller and agent have a line, at least from then on.
    void opened(Instant at) {
        openedAt = earliest(openedAt, at);
    }

    /// Goes on to another phase, or to another stage of the same.
    void become(CallPhase next) {
        if (!phase.kind().next().contains(next.kind())) {
            throw new IllegalStateException("a call cannot go from " + phase.kind() + " to " + next.kind());
        }
        phase = next;
        if (next instanceof Ended || (next instanceof Leaving && !inConversation())) {
            // Whoever decided that has closed the session.
            agent.goes();
        }
    }

    /// Another process has left the call behind so.
    void found(Past past, Instant now) {
        phase = switch (past.state()) {
            case ANNOUNCED, LIVE -> Reconnection.found(now);
            case FAILED, ENDING, OVER -> departure.found(past, reason(past), now);
        };
    }

    /// Why a call ends that was left behind.
    static EndReason reason(Past past) {
        return past.reason().orElse(EndReason.OUR_FAULT);
    }

    /// Whether caller and agent can hear each other: they talk, or the farewell is being said.
    boolean inConversation() {
        return phase instanceof Talking
                || (phase instanceof Leaving leaving && leaving.stage() instanceof Stage.Farewell);
    }

    /// Whether the caller is, or shall be, served by us.
    boolean isServed() {
        return switch (phase) {
            case Connecting _, Talking _, Reconnecting _ -> true;
            case Leaving _, LetGo _, Ended _ -> false;
        };
    }

    // Talking.

    void talk(Instant now, Outbox out) {
        become(new Talking());
        agent.speaksFirst(now, out);
    }

    /// The caller begins to speak into the farewell: they object to it, or it has to wait.
    void callerSpeaks(Leaving leaving, Instant now, Outbox out) {
        if (Goodbye.mayObject(leaving, now)) {
            objected = true;
            takeFarewellBack(out);
        } else {
            become(goodbye.callerBegins(leaving));
        }
    }

    /// The caller does not speak any more, and the farewell may begin.
    void callerFallsSilent(Leaving leaving, Instant now) {
        if (!replies.isBeingHeard()) {
            become(goodbye.callerEnds(leaving, now));
        }
    }

    /// The line is gone, and the caller may still be on the phone: they shall not go without a goodbye.
    void takeUnheardFarewellBack(Instant now, Outbox out) {
        if (phase instanceof Leaving leaving && Goodbye.isMissed(leaving, voice.latestReplyUnheard(), now)) {
            takeFarewellBack(out);
        }
    }

    private void takeFarewellBack(Outbox out) {
        farewellAsked = false;
        replies.rejectNext();
        watch.restart();
        out.journal(new JournalEntry.FarewellTakenBack());
        become(new Talking());
    }

    // The farewell.

    Leaving leave(EndReason reason, boolean begun, Instant now, Outbox out) {
        Leaving leaving = Departure.byGoodbye(
                reason, goodbye.begin(reason, begun, objected, agent.callerSpeaking(), now), now, out);
        become(leaving);
        return leaving;
    }

    /// No more sound comes from the reply that asked for the hang-up. What was said in it is the goodbye, or else
    /// what was said in answer to the caller's last words; an agent that said nothing is asked for a goodbye, once.
    void goodbyeFinished(Leaving leaving, Instant now, Outbox out) {
        if (corrections.areOwed(false, out)) {
            correctsFirst(leaving, now, out);
        } else if (replies.hasAnswered() || farewellAsked) {
            become(goodbye.spoken(leaving, voice.unheard(), now));
        } else {
            askForFarewell(now, out);
        }
    }

    /// The caller was told something that is not so, and shall not go with it. At a hard limit the farewell goes on
    /// with
    /// the correction, as long as a farewell may take; otherwise the call goes on.
    private void correctsFirst(Leaving leaving, Instant now, Outbox out) {
        if (leaving.reason() == EndReason.TIME_LIMIT) {
            askForFarewell(now, out);
        } else {
            corrections.hurry();
            takeFarewellBack(out);
        }
    }

    void askForFarewell(Instant now, Outbox out) {
        farewellAsked = true;
        replies.want(corrections.areOwed(false, out) ? corrections.cueWithGoodbye() : FAREWELL_CUE, now, out);
    }

    /// The model is speaking the farewell, or something before it.
    void farewellGoesOn(Leaving leaving, Instant now) {
        become(goodbye.goesOn(leaving, !replies.anotherIsWanted(), now));
    }

    /// The caller has heard more of the farewell.
    void farewellHeard(Leaving leaving, Instant now) {
        become(goodbye.heardFurther(leaving, voice.unheard(), now));
    }

    /// The model that speaks the farewell is gone: what was said of it is the farewell.
    void farewellEnds(Leaving leaving, Instant now) {
        become(goodbye.spoken(leaving, voice.unheard(), now));
    }

    // Other ends.

    void apologise(EndReason reason, Instant now, Outbox out) {
        switch (phase) {
            case Connecting _, Talking _ -> become(departure.byApology(reason, false, now, out));
            case Reconnecting _ -> become(departure.byApology(reason, true, now, out));
            case Leaving _, LetGo _, Ended _ -> {}
        }
    }

    /// Hangs up without a farewell.
    void hangUp(EndReason reason, Instant now, Outbox out) {
        become(departure.atOnce(reason, phase instanceof Reconnecting, now, out));
    }

    /// The carrier has answered a request, or reports that the call is over.
    void controlled(ControlOutcome outcome, Instant now, Outbox out) {
        if (outcome instanceof ControlOutcome.LineDown && isServed()) {
            become(Departure.callerHungUp(now, out));
        }
        switch (phase) {
            case Reconnecting lost -> become(reconnection.controlled(lost, outcome, now, out));
            case Leaving leaving -> become(departure.controlled(leaving, outcome, earliest(openedAt, now), now, out));
            case Connecting _, Talking _, LetGo _, Ended _ -> ignore(outcome, out);
        }
    }

    /// Another process serves the call from now on, if it is not over.
    void takenOver(Outbox out) {
        if (!(phase instanceof LetGo || phase instanceof Ended)) {
            out.journal(new JournalEntry.TakenOver());
            goSilently(out);
        }
    }

    /// Another process serves the call from now on, or may.
    void goSilently(Outbox out) {
        agent.close(out);
        out.add(new CallEffect.CloseLine());
        become(new LetGo());
    }

    /// Notes that something came when it has no meaning.
    void ignore(Object event, Outbox out) {
        ignore(event.getClass().getSimpleName(), out);
    }

    void ignore(String event, Outbox out) {
        out.journal(new JournalEntry.Ignored(event, phase.kind().name()));
    }

    private static Instant earliest(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
