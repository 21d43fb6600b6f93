package dev.switchhook.domain.testkit.simulation;

import dev.switchhook.domain.call.CallEvent;
import dev.switchhook.domain.port.control.ControlCommand;
import dev.switchhook.domain.port.control.ControlOutcome;
import dev.switchhook.domain.port.line.AfterStream;
import java.util.function.Consumer;

/// The carrier's record of the call, its REST API and its callbacks. Requests fail, are applied without an answer,
/// or are lost; callbacks come late, twice or never. In some worlds no request succeeds at all, and nothing else
/// goes wrong there.
final class SimulatedCarrier {

    private static final long NEVER = Long.MAX_VALUE;

    private final World world;
    private final Consumer<CallEvent> call;
    private final SimulatedPhone phone;
    private final boolean requestsAreDown;
    private AfterStream afterStream = new AfterStream.Apologise("by default");
    private long overSince = NEVER;
    private boolean apologised;
    private boolean controlFailed;

    SimulatedCarrier(World world, Consumer<CallEvent> call, SimulatedPhone phone) {
        this.world = world;
        this.call = call;
        this.phone = phone;
        this.requestsAreDown = world.chance(0.05);
    }

    boolean over() {
        return overSince != NEVER;
    }

    /// When the record became terminal.
    long overSince() {
        return overSince;
    }

    /// Whether the caller has heard the apology.
    boolean apologised() {
        return apologised;
    }

    /// Whether any request or callback has gone wrong.
    boolean failed() {
        return controlFailed;
    }

    void answerAfterStream(AfterStream answer) {
        afterStream = answer;
    }

    void end() {
        if (over()) {
            return;
        }
        overSince = world.now();
        phone.callIsOver();
        long callbacks = fault(0.1) ? 0 : world.fault(0.1) ? 2 : 1;
        for (int i = 0; i < callbacks; i++) {
            long most = world.fault(0.2) ? 20_000 : 1500;
            world.in(world.between(50, most), () -> tell(new ControlOutcome.LineDown()));
        }
    }

    private boolean fault(double share) {
        boolean fault = world.fault(share);
        controlFailed |= fault;
        return fault;
    }

    private void tell(ControlOutcome outcome) {
        call.accept(new CallEvent.FromControl(outcome));
    }

    void mediaClosed() {
        if (!requestsAreDown && fault(0.2)) {
            return;
        }
        world.in(world.between(20, 1500), () -> {
            switch (afterStream) {
                case AfterStream.HangUp _ -> end();
                case AfterStream.Apologise _ -> {
                    world.in(world.between(3000, 6000), () -> {
                        apologised = true;
                        end();
                    });
                }
            }
        });
    }

    void take(ControlCommand command) {
        long trip = world.between(30, 400);
        if (requestsAreDown && world.now() < World.FAULTS_END) {
            world.in(trip, () -> tell(new ControlOutcome.Unknown("down")));
            return;
        }
        if (fault(0.03)) {
            // Neither the request nor an answer is ever seen again.
            return;
        }
        if (fault(0.25)) {
            world.in(trip, () -> tell(new ControlOutcome.Unknown("503")));
            return;
        }
        boolean answerLost = fault(0.15);
        world.in(trip, () -> {
            ControlOutcome outcome = apply(command);
            long delay = answerLost ? 5000 : world.between(5, 100);
            ControlOutcome told = answerLost ? new ControlOutcome.Unknown("timeout") : outcome;
            world.in(delay, () -> tell(told));
        });
    }

    private ControlOutcome apply(ControlCommand command) {
        if (over()) {
            boolean stale = command == ControlCommand.LOOK_UP && world.now() - overSince < 500 && fault(0.2);
            return stale ? new ControlOutcome.StillUp() : new ControlOutcome.LineDown();
        }
        return switch (command) {
            case LOOK_UP -> new ControlOutcome.StillUp();
            case HANG_UP -> {
                boolean proven = world.chance(0.5);
                end();
                yield proven ? new ControlOutcome.LineDown() : new ControlOutcome.Accepted();
            }
        };
    }
}
