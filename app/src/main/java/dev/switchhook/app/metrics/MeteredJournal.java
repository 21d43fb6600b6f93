package dev.switchhook.app.metrics;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.hangup.CallEnding;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.CallJournal;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.tool.ToolOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Stream;

/// Counts what the journal is told about calls. It keeps nothing of a call. Safe for use by several threads.
///
/// Every meter is there from the start, with zero, because a rate cannot be told from a first value.
public final class MeteredJournal implements CallJournal {

    private static final Duration[] DOWN_BUCKETS = Stream.of(250, 500, 1000, 2000, 5000, 10_000, 30_000, 60_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);
    private static final Duration[] GAP_BUCKETS = Stream.of(500, 1000, 1500, 3000, 5000, 10_000, 30_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private static final String BACK = "back";
    private static final String PLANNED = "planned";
    private static final String GIVEN_UP = "given_up";

    private final MeterRegistry meters;
    private final Timer decisionToDown;
    private final Timer resumeGap;
    private final Counter overdue;
    private final Counter hangupRequests;
    private final Counter controlFailures;
    private final Counter interrupted;
    private final Counter resumed;
    private final Counter cutFarewells;
    private final Counter modelFaults;
    private final Counter falseClaims;
    private final Counter correctedClaims;

    /// Makes the meters.
    public MeteredJournal(MeterRegistry meters) {
        this.meters = meters;
        this.decisionToDown = Timer.builder("call.decision.to.down")
                .description("From our decision to end a call, its farewell heard, to the proof that the line is down")
                .serviceLevelObjectives(DOWN_BUCKETS)
                .register(meters);
        this.resumeGap = Timer.builder("resume.gap")
                .description("How long a caller was without a media connection that came back")
                .serviceLevelObjectives(GAP_BUCKETS)
                .register(meters);
        this.overdue = counter("call.termination.overdue", "Endings without a proof for too long");
        this.hangupRequests = counter("hangup.requests", "Requests to end a call, repetitions included");
        this.controlFailures = counter("control.failures", "Requests about a call that proved nothing");
        this.interrupted = counter("calls.interrupted", "Media connections that broke in a conversation");
        this.resumed = counter("calls.resumed", "Conversations that went on with another media connection");
        this.cutFarewells = counter("farewells.unproven", "Farewells that were not proven to be heard wholly");
        this.modelFaults = counter("model.faults", "Faults that a speech provider reported or had");
        this.falseClaims = claims("false");
        this.correctedClaims = claims("corrected");
        for (EndReason reason : EndReason.values()) {
            ended(reason);
        }
        Stream.of(BACK, PLANNED, GIVEN_UP).forEach(this::reconnects);
        Stream.of("done", "pending", "refused", "failed", "timed_out").forEach(this::tools);
    }

    @Override
    public void note(CallId call, Instant at, JournalEntry entry) {
        switch (entry) {
            case JournalEntry.Ended(CallEnding ending) -> {
                ended(ending.reason()).increment();
                if (ending.reason() == EndReason.MODEL_LOST) {
                    reconnects(GIVEN_UP).increment();
                }
                if (decided(ending.reason())) {
                    decisionToDown.record(ending.decisionToDown());
                }
            }
            case JournalEntry.EndingOverdue _ -> overdue.increment();
            case JournalEntry.HangupRequested _ -> hangupRequests.increment();
            case JournalEntry.ControlFailed _ -> controlFailures.increment();
            case JournalEntry.LineInterrupted _ -> interrupted.increment();
            case JournalEntry.LineResumed(Duration gap) -> {
                resumed.increment();
                if (gap.isPositive()) {
                    resumeGap.record(gap);
                }
            }
            case JournalEntry.FarewellOver(boolean wholly) -> {
                if (!wholly) {
                    cutFarewells.increment();
                }
            }
            case JournalEntry.ToolEnded ended -> tools(word(ended.outcome())).increment();
            case JournalEntry.ModelFaulted _ -> modelFaults.increment();
            case JournalEntry.FalseClaim _ -> falseClaims.increment();
            case JournalEntry.ClaimCorrected _ -> correctedClaims.increment();
            case JournalEntry.ModelBack back ->
                reconnects(back.gap().isZero() ? PLANNED : BACK).increment();
            default -> {
                // The other facts are counted by nobody yet.
            }
        }
    }

    /// Whether somebody of ours has decided it. A caller's hang-up is down when we learn of it, and what a
    /// fault ends lasts as long as the apology and the talk with the desk.
    private static boolean decided(EndReason reason) {
        return switch (reason.decidedBy()) {
            case AGENT, POLICY, OPERATOR -> true;
            case CALLER, FAULT -> false;
        };
    }

    private Counter ended(EndReason reason) {
        return Counter.builder("calls.ended")
                .description("Calls of which the carrier has said that they are over")
                .tag("result", result(reason))
                .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                .register(meters);
    }

    /// An operator's hang-up is our doing, and no failure.
    private static String result(EndReason reason) {
        if (reason.decidedBy() == EndReason.Decider.OPERATOR) {
            return "completed";
        }
        return switch (reason.blame()) {
            case NOBODY -> "completed";
            case CALLER -> "abandoned";
            case US, PROVIDER, CARRIER -> "failed";
        };
    }

    private Counter tools(String outcome) {
        return Counter.builder("tool.calls")
                .description("Tool calls by outcome")
                .tag("outcome", outcome)
                .register(meters);
    }

    private Counter claims(String judgement) {
        return Counter.builder("agent.claims")
                .description("What the agent said was done and no tool had done, and how often it was corrected")
                .tag("judgement", judgement)
                .register(meters);
    }

    private Counter reconnects(String outcome) {
        return Counter.builder("provider.reconnect")
                .description("Sessions with a speech model that were replaced by another one in the conversation")
                .tag("outcome", outcome)
                .register(meters);
    }

    private static String word(ToolOutcome outcome) {
        return switch (outcome) {
            case ToolOutcome.Done _ -> "done";
            case ToolOutcome.Pending _ -> "pending";
            case ToolOutcome.Refused _ -> "refused";
            case ToolOutcome.Failed _ -> "failed";
            case ToolOutcome.TimedOut _ -> "timed_out";
        };
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(meters);
    }
}
