package dev.switchhook.app.rehearsal;

import dev.switchhook.twilio.rehearsal.Fallback;
import dev.switchhook.twilio.rehearsal.RehearsalTwilio;
import dev.switchhook.twilio.rehearsal.RestRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/// Makes happen what a plan says beside the telephone network: failures of the REST API, of the model, of the
/// process.
final class Trouble implements AutoCloseable {

    /// What the company has configured at the carrier for a site with one machine (fault rows W6, W7, P3).
    private static final Fallback FALLBACK = Fallback.waitAndAskAgain("One moment, please.", Duration.ofSeconds(2));

    private final FaultPlan plan;
    private final RehearsalTwilio twilio;
    private final RehearsedProvider speech;
    private final Restartable program;
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("rehearsed-trouble").factory());

    Trouble(FaultPlan plan, RehearsalTwilio twilio, RehearsedProvider speech, Restartable program) {
        this.plan = plan;
        this.twilio = twilio;
        this.speech = speech;
        this.program = program;
    }

    /// The calls have just been placed.
    void begin() {
        if (!plan.isEmpty()) {
            twilio.fallback(FALLBACK);
        }
        plan.all(Fault.Rest.class).forEach(this::failRest);
        plan.all(Fault.ModelDrops.class).forEach(drop -> later(drop.after(), speech.cut()));
        plan.all(Fault.Crash.class).forEach(crash -> later(crash.after(), program::crashAndRestart));
    }

    private void later(Duration after, Runnable action) {
        var _ = clock.schedule(action, after.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void failRest(Fault.Rest wanted) {
        Span span = new Span(wanted.after(), wanted.lasts());
        twilio.failNext(span, wanted.times().orElse(Integer.MAX_VALUE), wanted.fault());
    }

    /// Says of each request whether it falls into the time of a fault.
    private static final class Span implements Predicate<RestRequest> {

        private final AtomicReference<Optional<Long>> began;
        private final Optional<Duration> lasts;

        /// A span that begins so long from now, or with the first request to hang up.
        Span(Optional<Duration> after, Optional<Duration> lasts) {
            this.began = new AtomicReference<>(after.map(pause -> System.nanoTime() + pause.toNanos()));
            this.lasts = lasts;
        }

        @Override
        public boolean test(RestRequest request) {
            if (request.completes()) {
                began.compareAndSet(Optional.empty(), Optional.of(request.atNanos()));
            }
            return began.get()
                    .map(from -> request.atNanos() - from)
                    .filter(age -> age >= 0)
                    .filter(age -> lasts.isEmpty() || age < lasts.get().toNanos())
                    .isPresent();
        }
    }

    @Override
    public void close() {
        clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        clock.shutdown();
        try {
            // A restart that has begun is waited for, or the program would be left running.
            var _ = clock.awaitTermination(30, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
