package dev.switchhook.app.store;

import dev.switchhook.domain.port.registry.CallRegistry;
import dev.switchhook.domain.testkit.CallRegistryContract;
import java.time.Duration;
import java.time.Instant;

class MemoryCallRegistryTest extends CallRegistryContract {

    private Instant now = Instant.parse("2026-11-20T13:05:00Z");

    @Override
    protected CallRegistry empty() {
        return new MemoryCallRegistry(() -> now);
    }

    @Override
    protected void passes(Duration time) {
        now = now.plus(time);
    }
}
