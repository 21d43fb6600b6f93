package dev.switchhook.twilio.rehearsal;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// What the parts of one call share: its loop and clock, its plan, the person who calls, and what is noted.
/// Used on the event loop of the call.
///
/// @param mishaps what of the plan's mischief has happened
record CallScene(EventLoop loop, FrameClock clock, CallPlan plan, Caller caller, CallNotes notes, Mishaps mishaps) {

    static CallScene of(EventLoop loop, FrameClock clock, CallPlan plan) {
        Caller caller = new Caller(plan.script(), plan.patience());
        return new CallScene(loop, clock, plan, caller, new CallNotes(), new Mishaps(plan.mischief()));
    }

    /// Whether the network does this.
    boolean does(Class<? extends Mischief> kind) {
        return Mischief.has(plan.mischief(), kind);
    }

    /// What the network does of this kind.
    <T extends Mischief> Optional<T> find(Class<T> kind) {
        return Mischief.find(plan.mischief(), kind);
    }

    /// Does this on the loop, later.
    Future<?> after(Duration pause, Runnable action) {
        return loop.schedule(action, pause.toNanos(), TimeUnit.NANOSECONDS);
    }
}
