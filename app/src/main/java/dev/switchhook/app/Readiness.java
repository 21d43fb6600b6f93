package dev.switchhook.app;

import java.util.concurrent.atomic.AtomicBoolean;

/// Whether new calls should be sent to this process: from the moment at which it listens until it is asked to stop.
/// Any thread.
final class Readiness {

    private final AtomicBoolean ready = new AtomicBoolean();

    boolean ready() {
        return ready.get();
    }

    void is(boolean now) {
        ready.set(now);
    }
}
