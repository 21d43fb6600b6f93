package dev.switchhook.app.delivery;

/// Delivery in H2.
class H2DeliveryTest extends DeliveryContract {

    @Override
    String url() {
        return "jdbc:h2:mem:delivery";
    }
}
