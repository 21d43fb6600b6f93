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

    /// @param calls asked for late, because the calls need their carrier first
    @Singleton
    BrowserLines lines(BrowserLines.Later later, BeanProvider<IncomingCalls> calls) {
        return new BrowserLines(
                InstantSource.system(), later, (call, status) -> calls.get().statusChanged(call, status));
    }

    @Singleton
    BrowserCarrier carrier(BrowserLines lines, BrowserLines.Later later) {
        return new BrowserCarrier(lines, later);
    }
}
