package dev.switchhook.app.simulation;

import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import java.util.HashSet;
import java.util.Set;

/// The books of the company: one wish is booked once, whoever asks how often.
final class Bookings {

    /// Stands in every answer about a booking that was made.
    static final String MARK = "booked-and-kept";

    private final World world;
    private final Set<String> wishes = new HashSet<>();
    private final Set<ToolCall.Id> calls = new HashSet<>();

    Bookings(World world) {
        this.world = world;
    }

    /// Books at the request of a process.
    ToolOutcome book(NodeProcess process, ToolCall call) {
        process.mustLive();
        world.require(calls.add(call.id()), "I3: one tool call of the model is run once");
        world.blocking().pause(world.between(5, 800));
        if (world.goesWrong(Fault.TOOL_FAILS)) {
            return new ToolOutcome.Failed();
        }
        wishes.add(call.arguments());
        if (world.goesWrong(Fault.CRASH_IN_REQUEST)) {
            process.dies(true);
            throw new Blocking.Killed();
        }
        world.blocking().pause(world.goesWrong(Fault.TOOL_SLOW) ? world.between(7_000, 12_000) : world.between(5, 500));
        return new ToolOutcome.Done("{\"outcome\":\"done\",\"say\":\"" + MARK + "\"}");
    }

    /// How many different wishes were booked.
    int made() {
        return wishes.size();
    }
}
