package dev.switchhook.domain.testkit;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.control.CallControl;
import dev.switchhook.domain.port.control.ControlOutcome;
import dev.switchhook.domain.port.line.AfterStream;
import dev.switchhook.domain.testkit.CallControlContract.Mood;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A carrier in memory: a ledger of calls, and [CallControl] over it, in any [Mood]. Safe for use by several
/// threads.
public final class RehearsedCarrier implements CallControl {

    private final Map<CallId, Boolean> overByCall = new HashMap<>();
    private final Map<CallId, AfterStream> instructions = new HashMap<>();
    private final Map<CallId, Duration> limits = new HashMap<>();
    private Mood mood = Mood.WELL;
    private int requests;

    /// A carrier that is well and has no calls.
    public RehearsedCarrier() {}

    /// Enters a call that is being talked in.
    public synchronized CallId newCall() {
        CallId call = new CallId("CA" + String.format("%032d", overByCall.size() + 1));
        overByCall.put(call, false);
        return call;
    }

    /// The call is over, for a reason of the carrier's.
    public synchronized void end(CallId call) {
        overByCall.put(call, true);
    }

    /// Changes the mood.
    public synchronized void is(Mood next) {
        mood = next;
    }

    /// Whether the ledger says that this call is over.
    public synchronized boolean isOver(CallId call) {
        return overByCall.getOrDefault(call, true);
    }

    /// How many requests there were.
    public synchronized int requests() {
        return requests;
    }

    @Override
    public synchronized ControlOutcome hangUp(CallId call) {
        requests++;
        return switch (mood) {
            case WELL -> {
                boolean wasOver = isOver(call);
                end(call);
                yield wasOver ? new ControlOutcome.LineDown() : new ControlOutcome.Accepted();
            }
            case APPLIES_AND_HANGS -> {
                end(call);
                yield unknown();
            }
            case BROKEN, UNAVAILABLE, TOO_BUSY, UNAUTHORISED, NOT_FOUND, UNREACHABLE -> unknown();
        };
    }

    @Override
    public synchronized ControlOutcome lookUp(CallId call) {
        requests++;
        return switch (mood) {
            case WELL -> isOver(call) ? new ControlOutcome.LineDown() : new ControlOutcome.StillUp();
            case BROKEN, UNAVAILABLE, TOO_BUSY, UNAUTHORISED, NOT_FOUND, APPLIES_AND_HANGS, UNREACHABLE -> unknown();
        };
    }

    @Override
    public synchronized ControlOutcome redirect(CallId call, AfterStream instruction) {
        requests++;
        return switch (mood) {
            case WELL -> redirected(call, instruction);
            case APPLIES_AND_HANGS -> {
                redirected(call, instruction);
                yield unknown();
            }
            case BROKEN, UNAVAILABLE, TOO_BUSY, UNAUTHORISED, NOT_FOUND, UNREACHABLE -> unknown();
        };
    }

    private ControlOutcome redirected(CallId call, AfterStream instruction) {
        if (isOver(call)) {
            return new ControlOutcome.LineDown();
        }
        instructions.put(call, instruction);
        if (instruction instanceof AfterStream.HangUp) {
            end(call);
        }
        return new ControlOutcome.Accepted();
    }

    /// What the carrier was last told to do with this call instead of what it did.
    public synchronized Optional<AfterStream> instruction(CallId call) {
        return Optional.ofNullable(instructions.get(call));
    }

    @Override
    public synchronized ControlOutcome limit(CallId call, Duration longest) {
        requests++;
        if (mood != Mood.WELL && mood != Mood.APPLIES_AND_HANGS) {
            return unknown();
        }
        if (isOver(call)) {
            return mood == Mood.WELL ? new ControlOutcome.LineDown() : unknown();
        }
        limits.put(call, longest);
        return mood == Mood.WELL ? new ControlOutcome.Accepted() : unknown();
    }

    /// After how long the carrier ends this call by itself.
    public synchronized Optional<Duration> limit(CallId call) {
        return Optional.ofNullable(limits.get(call));
    }

    private ControlOutcome unknown() {
        return new ControlOutcome.Unknown("the carrier is " + mood);
    }
}
