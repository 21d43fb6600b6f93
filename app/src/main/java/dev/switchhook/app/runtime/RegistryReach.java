package dev.switchhook.app.runtime;

import java.time.Duration;
import java.time.Instant;

/// A short memory of the registry being out, so that not everybody waits for it to give no answer. Any thread.
final class RegistryReach {

    private static final Duration MEMORY = Duration.ofSeconds(1);

    private final Alarm alarm;
    private Instant outUntil = Instant.MIN;

    RegistryReach(Alarm alarm) {
        this.alarm = alarm;
    }

    /// Whether asking the registry promises an answer. While it is out, one in a second may try.
    synchronized boolean promising() {
        Instant now = alarm.now();
        if (outUntil.equals(Instant.MIN)) {
            return true;
        }
        if (now.isBefore(outUntil)) {
            return false;
        }
        outUntil = now.plus(MEMORY);
        return true;
    }

    /// The registry has answered.
    synchronized void answered() {
        outUntil = Instant.MIN;
    }

    /// The registry has given no answer.
    synchronized void failed() {
        outUntil = alarm.now().plus(MEMORY);
    }
}
