package dev.switchhook.app.delivery;

import org.junit.jupiter.api.parallel.Isolated;

/// Delivery in H2.
@Isolated
class H2DeliveryTest extends DeliveryContract {

    @Override
    String url() {
        return "jdbc:h2:mem:delivery";
    }
}
