package dev.switchhook.app.spa.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.spa.book.AppointmentBook.HoldOutcome;
import dev.switchhook.app.spa.book.AppointmentBook.HoldOutcome.Held;
import dev.switchhook.app.spa.book.AppointmentBook.HoldOutcome.Taken;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/// Many callers at one book, let go at the same moment.
final class Crowd {

    private Crowd() {}

    /// Runs the same errand for every caller at once; the outcomes in the order of the callers.
    static <T> List<T> run(int callers, IntFunction<T> errand) {
        CountDownLatch ready = new CountDownLatch(callers);
        List<Callable<T>> errands = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            int caller = i;
            errands.add(() -> {
                ready.countDown();
                assertThat(ready.await(20, TimeUnit.SECONDS)).isTrue();
                return errand.apply(caller);
            });
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> outcomes = new ArrayList<>();
            for (Future<T> outcome : threads.invokeAll(errands, 60, TimeUnit.SECONDS)) {
                outcomes.add(outcome.get());
            }
            return outcomes;
        } catch (Exception broken) {
            throw new IllegalStateException("a caller did not come back", broken);
        }
    }

    /// Fails unless exactly one of them holds the slot and all others are told that it is taken.
    static void exactlyOneHolds(int callers, IntFunction<HoldOutcome> errand) {
        List<HoldOutcome> outcomes = run(callers, errand);

        assertThat(outcomes).filteredOn(Held.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(Taken.class::isInstance).hasSize(callers - 1);
    }
}
