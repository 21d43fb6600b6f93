package dev.switchhook.app.metrics;

import dev.switchhook.app.delivery.DeliveryEvent;
import dev.switchhook.app.runtime.ReconcilerAction;
import dev.switchhook.domain.port.journal.CallJournal;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Collection;
import java.util.function.Consumer;

/// All meters of one running program, those of its virtual machine included. Safe for use by several threads.
public final class Meters implements AutoCloseable {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Gauges gauges = new Gauges(registry);
    private final MeteredJournal journal = new MeteredJournal(registry);
    private final LatencyMeters latency = new LatencyMeters(registry);
    private final ReconcilerMeters reconciler = new ReconcilerMeters(registry);
    private final DeliveryMeters deliveries = new DeliveryMeters(registry);

    /// Meters that have counted nothing yet.
    public Meters() {
        collections.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /// Counts the facts of calls, and measures the waits in them.
    public CallJournal journal() {
        return (call, at, entry) -> {
            journal.note(call, at, entry);
            latency.note(call, at, entry);
        };
    }

    /// Measures each of these tools by itself, all others together.
    public void tools(Collection<String> names) {
        latency.tools(names);
    }

    /// Counts what the reconciler does.
    public Consumer<ReconcilerAction> reconciler() {
        return reconciler;
    }

    /// Counts the deliveries of records.
    public Consumer<DeliveryEvent> deliveries() {
        return deliveries;
    }

    /// Where what others count is shown.
    public Gauges gauges() {
        return gauges;
    }

    /// All values now, in Prometheus' text format.
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
