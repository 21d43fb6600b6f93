package dev.switchhook.app.runtime;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.control.CallControl;
import dev.switchhook.domain.port.control.ControlOutcome;
import dev.switchhook.domain.port.line.AfterStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The carrier's own record of calls: every call is up until it is hung up by somebody.
final class Carrier implements CallControl {

    private final Set<CallId> down = new HashSet<>();
    private final List<String> asked = new ArrayList<>();
    private final List<Duration> limits = new ArrayList<>();
    private final List<AfterStream> redirects = new ArrayList<>();
    private boolean silent;

    /// From now on it gives no answer, or answers again.
    void silent(boolean now) {
        silent = now;
    }

    /// The caller puts the phone down.
    void callerHangsUp(CallId call) {
        down.add(call);
    }

    boolean isDown(CallId call) {
        return down.contains(call);
    }

    /// What it was asked to, such as `hang up CA1`.
    List<String> asked() {
        return asked;
    }

    List<AfterStream> redirects() {
        return redirects;
    }

    /// The limits that it was asked for.
    List<Duration> limits() {
        return limits;
    }

    @Override
    public ControlOutcome hangUp(CallId call) {
        asked.add("hang up " + call);
        if (!silent) {
            down.add(call);
        }
        return silent ? new ControlOutcome.Unknown("silent") : new ControlOutcome.LineDown();
    }

    @Override
    public ControlOutcome lookUp(CallId call) {
        asked.add("look up " + call);
        return silent ? new ControlOutcome.Unknown("silent") : seen(call, new ControlOutcome.StillUp());
    }

    @Override
    public ControlOutcome redirect(CallId call, AfterStream instruction) {
        asked.add("redirect " + call);
        redirects.add(instruction);
        return silent ? new ControlOutcome.Unknown("silent") : seen(call, new ControlOutcome.Accepted());
    }

    @Override
    public ControlOutcome limit(CallId call, Duration longest) {
        asked.add("limit " + call);
        limits.add(longest);
        return silent ? new ControlOutcome.Unknown("silent") : seen(call, new ControlOutcome.Accepted());
    }

    private ControlOutcome seen(CallId call, ControlOutcome otherwise) {
        return isDown(call) ? new ControlOutcome.LineDown() : otherwise;
    }
}
