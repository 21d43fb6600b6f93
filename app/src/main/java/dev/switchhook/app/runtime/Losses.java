package dev.switchhook.app.runtime;

import java.util.concurrent.atomic.LongAdder;

/// What the queues of all calls of one switchboard have dropped because a bound was reached. Any thread.
///
/// @param sound frames of sound that came before their call was found ([LineGate])
/// @param events events for owners that were stuck, nearly all of them frames of sound ([Mailbox])
record Losses(LongAdder sound, LongAdder events) {

    /// Nothing yet.
    Losses() {
        this(new LongAdder(), new LongAdder());
    }
}
