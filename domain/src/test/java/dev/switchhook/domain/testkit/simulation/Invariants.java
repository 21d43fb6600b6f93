package dev.switchhook.domain.testkit.simulation;

import dev.switchhook.domain.call.CallEffect;
import dev.switchhook.domain.call.CallEvent;
import dev.switchhook.domain.call.CallPhase;
import dev.switchhook.domain.call.Step;
import dev.switchhook.domain.hangup.EndReason.Decider;
import dev.switchhook.domain.port.control.ControlCommand;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.line.LineCommand;
import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechEvent;
import java.time.Instant;

/// What must hold after every step of every call, and at its end. The names I1, I2 and I5 are those of the fault
/// catalogue.
final class Invariants {

    private static final long APOLOGY_TIME = 15_000;
    private static final long LONGEST_END = 60_000;
    private static final long SWIFT_END = 5_000;

    private final World world;
    private final SimulatedPhone phone;
    private final SimulatedModel model;
    private final SimulatedCarrier carrier;
    private boolean lineOpened;
    private boolean lineClosed;
    private boolean modelOpened;
    private boolean weClosedModel;
    private boolean replyAsked;
    private boolean replyHeard;
    private int repliesInARow;
    private long leftAt = Long.MAX_VALUE;
    private long hangUpAskedAt = Long.MAX_VALUE;
    private int endings;

    Invariants(World world, SimulatedPhone phone, SimulatedModel model, SimulatedCarrier carrier) {
        this.world = world;
        this.model = model;
        this.phone = phone;
        this.carrier = carrier;
    }

    void before(CallEvent event) {
        switch (event) {
            case CallEvent.FromLine(LineEvent.Opened _) -> lineOpened = true;
            case CallEvent.FromModel(SpeechEvent.ReplyStarted _) -> {
                replyAsked = false;
                replyHeard = true;
                repliesInARow = 0;
            }
            case CallEvent.FromModel(SpeechEvent.ReplyFinished _) -> replyHeard = false;
            case CallEvent.FromModel(SpeechEvent.CallerStartedSpeaking _) -> {
                replyAsked = false;
                repliesInARow = 0;
            }
            default -> {}
        }
    }

    void after(CallEvent event, CallPhase before, Step step, CallPhase phase) {
        require(
                step.wakeAt().equals(Instant.MAX) || step.wakeAt().isAfter(world.instant()),
                "the next wake-up lies in the future");
        boolean ended = before instanceof CallPhase.Ended;
        for (CallEffect effect : step.effects()) {
            require(!ended || effect instanceof CallEffect.ToJournal, "an ended call does nothing but take notes");
            check(effect, phase);
        }
        if (phase instanceof CallPhase.Leaving && leftAt == Long.MAX_VALUE) {
            leftAt = world.now();
        }
        if (phase instanceof CallPhase.Ended && !ended) {
            require(endings == 1, "the journal holds exactly one ending");
            require(carrier.over(), "I1: an ending is claimed only when the carrier's record says so");
        }
    }

    /// Checks what holds once the effects of a step are carried out.
    void settled(CallPhase phase) {
        boolean open = modelOpened && model.closedSince() > world.now();
        require(!open || !(phase instanceof CallPhase.Ended), "I5: no model session outlives the call");
    }

    private void check(CallEffect effect, CallPhase phase) {
        switch (effect) {
            case CallEffect.ToLine(LineCommand command) -> {
                require(lineOpened, "nothing is sent to a line that is not open");
                require(
                        !lineClosed || !(command instanceof LineCommand.Play),
                        "nothing is played after the line was closed");
            }
            case CallEffect.ToModel(SpeechCommand command) -> {
                require(modelOpened, "nothing is asked of a model that was not opened");
                require(!weClosedModel, "nothing is asked of a model after we closed it");
                checkReply(command);
            }
            case CallEffect.OpenModel _ -> {
                require(lineOpened, "I5: no model is opened without a line");
                require(!modelOpened, "the model is opened once");
                modelOpened = true;
            }
            case CallEffect.CloseModel _ -> weClosedModel = true;
            case CallEffect.CloseLine _ -> lineClosed = true;
            case CallEffect.ToControl(ControlCommand command) -> checkControl(command, phase);
            case CallEffect.ToJournal(JournalEntry.Ended _) -> endings++;
            case CallEffect.ToJournal _, CallEffect.ToTools _, CallEffect.AnswerAfterStream _ -> {}
        }
    }

    private void checkReply(SpeechCommand command) {
        if (command instanceof SpeechCommand.Reply) {
            require(!replyHeard, "no reply is asked for while another one is heard");
            repliesInARow++;
            require(
                    !replyAsked || repliesInARow <= 2,
                    "a reply is asked for once, and once more when it does not come");
            replyAsked = true;
        }
    }

    private void checkControl(ControlCommand command, CallPhase phase) {
        require(phase instanceof CallPhase.Leaving, "the carrier is asked only when the call is being left");
        if (command == ControlCommand.HANG_UP && phase instanceof CallPhase.Leaving leaving) {
            Decider decider = leaving.reason().decidedBy();
            require(decider != Decider.CALLER, "a call that the caller has left is not ended by us");
            require(
                    decider != Decider.FAULT
                            || !phone.callerPresent()
                            || carrier.apologised()
                            || world.now() - leftAt >= APOLOGY_TIME,
                    "I2: no live caller is dropped by a fault without a spoken line");
            require(
                    decider != Decider.AGENT || !phone.wouldBeCutShort(),
                    "the farewell is heard to its last word before the hang-up");
            hangUpAskedAt = Math.min(hangUpAskedAt, world.now());
        }
    }

    void atTheEnd(CallPhase phase) {
        require(carrier.over(), "I1: the carrier's record becomes terminal");
        require(phase instanceof CallPhase.Ended, "every call comes to its end, but this one is " + phase);
        long from = Math.max(Math.min(hangUpAskedAt, carrier.overSince()), 0);
        long faultsOver = carrier.failed() ? Math.max(from, World.FAULTS_END) : from;
        require(
                carrier.overSince() <= faultsOver + LONGEST_END,
                "I1: the record is terminal 60 s after the hang-up, faults apart");
        require(
                carrier.failed() || carrier.overSince() - from <= SWIFT_END,
                "I1: without a fault of the carrier the record is terminal within 5 s");
        require(
                !modelOpened || model.closedSince() <= carrier.overSince() + SWIFT_END,
                "I5: the model session is closed within 5 s of the end");
    }

    /// A fault path has to leave the caller with a spoken line, if the carrier asks for one at all.
    void afterStream(CallPhase phase, boolean apologises) {
        if (phase instanceof CallPhase.Leaving leaving && leaving.reason().decidedBy() == Decider.FAULT) {
            require(apologises, "I2: after a fault the caller is told something");
        }
    }

    void require(boolean holds, String invariant) {
        if (!holds) {
            throw new AssertionError(invariant);
        }
    }
}
