package dev.switchhook.domain.testkit;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.control.CallControl;
import dev.switchhook.domain.port.control.ControlOutcome;
import dev.switchhook.domain.testkit.CallControlContract.Mood;
import java.util.HashMap;
import java.util.Map;

/// A carrier in memory: a ledger of calls, and [CallControl] over it, in any [Mood]. Safe for use by several
/// threads.
public final class RehearsedCarrier implements CallControl {

    private final Map<CallId, Boolean> overByCall = new HashMap<>();
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

    private ControlOutcome unknown() {
        return new ControlOutcome.Unknown("the carrier is " + mood);
    }
}
