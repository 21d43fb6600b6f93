package dev.switchhook.app.metrics;

import dev.switchhook.app.delivery.DeliveryEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.function.Consumer;

/// Counts what comes of attempts to deliver the records of calls. Safe for use by several threads.
final class DeliveryMeters implements Consumer<DeliveryEvent> {

    private final MeterRegistry meters;

    /// Makes a meter for every event.
    DeliveryMeters(MeterRegistry meters) {
        this.meters = meters;
        for (DeliveryEvent event : DeliveryEvent.values()) {
            counter(event);
        }
    }

    @Override
    public void accept(DeliveryEvent event) {
        counter(event).increment();
    }

    private Counter counter(DeliveryEvent event) {
        return Counter.builder("after.call.deliveries")
                .description("Attempts to deliver the record of a call that is over")
                .tag("outcome", event.name().toLowerCase(Locale.ROOT))
                .register(meters);
    }
}
