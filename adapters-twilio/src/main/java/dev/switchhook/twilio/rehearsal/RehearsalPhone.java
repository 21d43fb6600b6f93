package dev.switchhook.twilio.rehearsal;

import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A telephone with a number. It may place any number of calls, at the same time too; each gets a CallSid of its
/// own. All telephones of one [RehearsalTwilio] share its few threads. Safe for use by any thread.
public final class RehearsalPhone {

    /// An event loop and its clock.
    record Seat(EventLoop loop, FrameClock clock) {}

    private final Exchange exchange;
    private final Supplier<Seat> seats;
    private final Consumer<PhoneCall> register;
    private final String from;
    private final String to;

    RehearsalPhone(Exchange exchange, Supplier<Seat> seats, Consumer<PhoneCall> register, String from, String to) {
        this.exchange = exchange;
        this.seats = seats;
        this.register = register;
        this.from = from;
        this.to = to;
    }

    /// Places a well-behaved call of that script.
    public CompletableFuture<PhoneReport> call(List<CallerStep> script) {
        return call(CallPlan.of(script));
    }

    /// Places a call.
    ///
    /// @return completes when the call is over, its sockets are closed and its last callback is answered;
    ///     exceptionally only when the [RehearsalTwilio] is closed before that
    public CompletableFuture<PhoneReport> call(CallPlan plan) {
        Seat seat = seats.get();
        PhoneCall call = new PhoneCall(exchange, CallScene.of(seat.loop(), seat.clock(), plan), from, to);
        register.accept(call);
        seat.loop().execute(call::place);
        return call.result();
    }
}
