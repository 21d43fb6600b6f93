package dev.switchhook.app;

import dev.switchhook.app.runtime.Alarm;
import dev.switchhook.app.runtime.Reconciler;
import dev.switchhook.app.runtime.ReconcilerAction;
import dev.switchhook.app.runtime.ReconcilerRules;
import dev.switchhook.app.runtime.Switchboard;
import dev.switchhook.domain.port.registry.CallRegistry;
import dev.switchhook.domain.port.registry.Node;
import dev.switchhook.domain.port.registry.NodeId;
import dev.switchhook.domain.port.registry.RegistryUnavailable;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The reconciler of this process, in real time: from the moment at which others can ask whether it lives, to its
/// leave.
final class Lookout {

    private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);

    private final CallRegistry registry;
    private final NodeId me;
    private final Alarm alarm;
    private final Reconciler reconciler;

    private Lookout(CallRegistry registry, NodeId me, Alarm alarm, Reconciler reconciler) {
        this.registry = registry;
        this.me = me;
        this.alarm = alarm;
        this.reconciler = reconciler;
    }

    /// Begins.
    ///
    /// @param address where others can ask this process
    /// @param counter told of every action
    static Lookout begin(
            Switchboard switchboard,
            CallRegistry registry,
            NodeId me,
            String address,
            Consumer<ReconcilerAction> counter) {
        Alarm alarm = Alarm.steady();
        Reconciler reconciler = new Reconciler(
                switchboard,
                registry,
                new Node(me, address, false),
                new HttpNodeProbe(),
                ReconcilerRules.standard(),
                counter.andThen(Lookout::log),
                alarm,
                Executors.newVirtualThreadPerTaskExecutor());
        reconciler.start();
        return new Lookout(registry, me, alarm, reconciler);
    }

    private static void log(ReconcilerAction action) {
        switch (action) {
            case TOOK_OVER_ANNOUNCED, TOOK_OVER_LIVE, TOOK_OVER_FAILED, TOOK_OVER_ENDING, FENCED, FOUND_OVER, BROKEN ->
                LOG.info("event=reconciled kind={}", action);
            case LEFT_TO_OWNER, WAITED_AFTER_OUTAGE -> LOG.debug("event=reconciled kind={}", action);
        }
    }

    /// Stops as a killed process does: nobody is told.
    void stop() {
        reconciler.close();
        alarm.close();
    }

    /// Stops, and tells the others that what is left here is theirs.
    void leave() {
        stop();
        try {
            registry.leave(me);
        } catch (RegistryUnavailable _) {
            // The lease lapses by itself.
            LOG.debug("event=leave-untold node={}", me);
        }
    }
}
