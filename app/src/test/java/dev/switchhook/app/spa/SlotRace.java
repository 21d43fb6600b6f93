package dev.switchhook.app.spa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.spa.BookingOutcome.Booked;
import dev.switchhook.app.spa.BookingOutcome.Taken;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/// Many guests at one desk, let go at the same moment.
final class SlotRace {

    private SlotRace() {}

    /// Runs the same errand for every guest at once; the outcomes in the order of the guests.
    static List<BookingOutcome> run(int guests, IntFunction<BookingOutcome> errand) {
        CountDownLatch ready = new CountDownLatch(guests);
        List<Callable<BookingOutcome>> errands = new ArrayList<>();
        for (int i = 0; i < guests; i++) {
            int guest = i;
            errands.add(() -> {
                ready.countDown();
                assertThat(ready.await(20, TimeUnit.SECONDS)).isTrue();
                return errand.apply(guest);
            });
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<BookingOutcome> outcomes = new ArrayList<>();
            for (Future<BookingOutcome> outcome : threads.invokeAll(errands, 60, TimeUnit.SECONDS)) {
                outcomes.add(outcome.get());
            }
            return outcomes;
        } catch (Exception broken) {
            throw new IllegalStateException("a guest did not come back", broken);
        }
    }

    /// Fails unless exactly one of them is booked and all others are told that the slot is taken.
    static void exactlyOneWins(int guests, IntFunction<BookingOutcome> errand) {
        List<BookingOutcome> outcomes = run(guests, errand);

        assertThat(outcomes).filteredOn(Booked.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(Taken.class::isInstance).hasSize(guests - 1);
    }
}
