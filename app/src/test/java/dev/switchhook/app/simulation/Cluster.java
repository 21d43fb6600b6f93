package dev.switchhook.app.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/// The machines of the installation, one or two, each with one process at a time.
final class Cluster {

    private final World world;
    private final IntFunction<NodeProcess> starting;
    private final List<NodeProcess> running = new ArrayList<>();
    private int started;

    /// @param starting starts the process of that number
    Cluster(World world, IntFunction<NodeProcess> starting) {
        this.world = world;
        this.starting = starting;
    }

    /// Starts so many machines.
    void start(int machines) {
        for (int i = 0; i < machines; i++) {
            running.add(starting.apply(++started));
            running.getLast().start();
        }
    }

    /// Another process takes the place of one that is gone.
    void replace(NodeProcess gone) {
        int machine = running.indexOf(gone);
        if (machine >= 0) {
            running.set(machine, starting.apply(++started));
            running.get(machine).start();
        }
    }

    /// The process that a request from outside gets to. As a rule one that takes calls, but the balancer does not
    /// always know.
    NodeProcess behindTheBalancer() {
        NodeProcess first = running.get(world.pick(running.size()));
        if (first.ready() || running.size() == 1 || world.chance(0.1)) {
            return first;
        }
        return running.get(world.pick(running.size()));
    }

    /// Some process that lives.
    Optional<NodeProcess> anyone() {
        return running.stream().filter(NodeProcess::alive).findFirst();
    }

    List<NodeProcess> running() {
        return running;
    }
}
