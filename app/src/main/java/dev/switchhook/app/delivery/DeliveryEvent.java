package dev.switchhook.app.delivery;

/// What came of an attempt to deliver a record.
public enum DeliveryEvent {
    /// It has arrived.
    ARRIVED,
    /// It has not, and is tried again.
    FAILED,
    /// It has not in a day, and is not tried again.
    GIVEN_UP
}
