package dev.switchhook.twilio.browser;

import dev.switchhook.domain.port.line.IncomingCalls;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Factory;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/// Puts the carrier of browser calls together, in real time.
@Factory
final class BrowserBeans {

    @Singleton
    BrowserLines.Later later(@Named(TaskExecutors.BLOCKING) ExecutorService slow) {
        return (after, what) -> CompletableFuture.delayedExecutor(after.toMillis(), TimeUnit.MILLISECONDS, slow)
                .execute(what);
    }

    /// The calls are asked for late, because they need their carrier first, and are gone before the last line.
    @Singleton
    BrowserLines lines(BrowserLines.Later later, BeanProvider<IncomingCalls> calls) {
        return new BrowserLines(
                InstantSource.system(),
                later,
                (call, status) -> calls.ifPresent(known -> known.statusChanged(call, status)));
    }

    @Singleton
    BrowserCarrier carrier(BrowserLines lines, BrowserLines.Later later) {
        return new BrowserCarrier(lines, later);
    }
}
