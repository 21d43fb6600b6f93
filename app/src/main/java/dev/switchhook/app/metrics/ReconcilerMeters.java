package dev.switchhook.app.metrics;

import dev.switchhook.app.runtime.ReconcilerAction;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.function.Consumer;

/// Counts what the reconciler does, by kind. Safe for use by several threads.
final class ReconcilerMeters implements Consumer<ReconcilerAction> {

    private final MeterRegistry meters;

    /// Makes a meter for every kind.
    ReconcilerMeters(MeterRegistry meters) {
        this.meters = meters;
        for (ReconcilerAction action : ReconcilerAction.values()) {
            counter(action);
        }
    }

    @Override
    public void accept(ReconcilerAction action) {
        counter(action).increment();
    }

    private Counter counter(ReconcilerAction action) {
        return Counter.builder("reconciler.actions")
                .description("What was done about calls that somebody had left behind")
                .tag("kind", action.name().toLowerCase(Locale.ROOT))
                .register(meters);
    }
}
