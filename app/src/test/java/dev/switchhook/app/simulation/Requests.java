package dev.switchhook.app.simulation;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.control.CallControl;
import dev.switchhook.domain.port.control.ControlOutcome;
import dev.switchhook.domain.port.line.AfterStream;
import java.time.Duration;
import java.util.function.Supplier;

/// The carrier's request path, as one process has it. Requests fail, are obeyed without an answer, are obeyed late,
/// or nothing is known of the call.
final class Requests implements CallControl {

    private static final int OWNERS_LIMIT = 12;

    private final World world;
    private final Carrier carrier;
    private final NodeProcess process;
    private final Watch watch;
    private final Sabotage sabotage;
    private int hangUps;

    Requests(World world, Carrier carrier, NodeProcess process, Watch watch) {
        this.world = world;
        this.carrier = carrier;
        this.process = process;
        this.watch = watch;
        this.sabotage = world.mix().sabotage();
    }

    @Override
    public ControlOutcome hangUp(CallId call) {
        boolean earnest = watch.asksToHangUp(process);
        hangUps++;
        boolean tooOften = (sabotage == Sabotage.RETRY_LIMIT && hangUps > OWNERS_LIMIT)
                || (sabotage == Sabotage.ONE_SHOT && hangUps > 1);
        if (tooOften) {
            return new ControlOutcome.Unknown("asked too often");
        }
        ControlOutcome outcome = request("hang-up", () -> {
            boolean already = carrier.over();
            carrier.hangUp(process, earnest);
            return already || world.chance(0.5) ? new ControlOutcome.LineDown() : new ControlOutcome.Accepted();
        });
        return sabotage == Sabotage.FALSE_PROOF ? new ControlOutcome.LineDown() : outcome;
    }

    @Override
    public ControlOutcome lookUp(CallId call) {
        return request("look-up", () -> {
            boolean stale =
                    carrier.over() && world.now() - carrier.overAt() < 1_000 && world.goesWrong(Fault.LOOK_UP_STALE);
            return carrier.over() && !stale ? new ControlOutcome.LineDown() : new ControlOutcome.StillUp();
        });
    }

    @Override
    public ControlOutcome redirect(CallId call, AfterStream instruction) {
        watch.asksToRedirect(process, instruction);
        return request("redirect", () -> {
            if (carrier.over()) {
                return new ControlOutcome.LineDown();
            }
            carrier.redirect(instruction, process);
            return new ControlOutcome.Accepted();
        });
    }

    @Override
    public ControlOutcome limit(CallId call, Duration longest) {
        return request("limit", () -> {
            carrier.limit(longest.toMillis());
            return carrier.over() ? new ControlOutcome.LineDown() : new ControlOutcome.Accepted();
        });
    }

    private ControlOutcome request(String what, Supplier<ControlOutcome> obey) {
        world.blocking().mustBeAllowed();
        process.mustLive();
        world.blocking().pause(world.between(20, 150));
        ControlOutcome outcome = attempt(obey);
        world.tell(() -> process + " requests " + what + " -> " + outcome);
        return outcome;
    }

    private ControlOutcome attempt(Supplier<ControlOutcome> obey) {
        if (process.requestsDown()) {
            world.blocking().pause(world.between(20, 5_000));
            return new ControlOutcome.Unknown("the carrier's requests are down");
        }
        if (world.goesWrong(Fault.REQUEST_FAILS)) {
            return new ControlOutcome.Unknown("500");
        }
        if (world.goesWrong(Fault.REQUEST_NOT_FOUND)) {
            return new ControlOutcome.Unknown("404");
        }
        if (world.goesWrong(Fault.REQUEST_LATE)) {
            world.in(world.between(2_000, 8_000), () -> {
                watch.obeyedLate(true);
                ControlOutcome late = obey.get();
                watch.obeyedLate(false);
                world.tell(() -> "obeyed late: " + late);
            });
            world.blocking().pause(5_000);
            return new ControlOutcome.Unknown("no answer");
        }
        boolean lost = world.goesWrong(Fault.REQUEST_ANSWER_LOST);
        ControlOutcome outcome = obey.get();
        if (world.goesWrong(Fault.CRASH_IN_REQUEST)) {
            process.dies(true);
            throw new Blocking.Killed();
        }
        world.blocking().pause(lost ? 5_000 : world.between(10, 100));
        return lost ? new ControlOutcome.Unknown("no answer") : outcome;
    }
}
