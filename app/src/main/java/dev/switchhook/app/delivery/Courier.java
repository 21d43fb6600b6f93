package dev.switchhook.app.delivery;

import dev.switchhook.app.delivery.Receiver.Answer;
import dev.switchhook.app.store.BoundedDatabase;
import dev.switchhook.app.store.BoundedDatabase.Transaction;
import dev.switchhook.app.store.SqlClock;
import dev.switchhook.domain.caller.CallId;
import java.io.Serial;
import java.net.http.HttpClient;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Delivers the records of calls that are over, in every process: each at least once, and never two
/// attempts for one receiver at the same time. What fails is tried again with growing pauses, for a day.
/// Blocks; used by one thread.
public final class Courier {

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int AT_ONCE = 8;

    /// Longer than an attempt and all that belongs to it may take.
    private static final Duration LEASE = Duration.ofMinutes(2);

    private static final Duration UNSETTLED = Duration.ofSeconds(10);
    private static final Duration GIVEN_UP_AFTER = Duration.ofDays(1);
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(20));
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final Deliveries deliveries;
    private final CallRecords records;
    private final List<Receiver> receivers;
    private final Executor threads;
    private final Consumer<DeliveryEvent> counter;

    /// Puts the record of a call together.
    @FunctionalInterface
    interface CallRecords {

        /// What is known of the call now.
        ///
        /// @param age since the call was filed
        /// @throws Unavailable when it cannot be told now
        Told of(CallId call, Duration age) throws Unavailable;

        /// What is known.
        sealed interface Told {

            /// The record.
            ///
            /// @param body JSON text
            record Whole(String body) implements Told {}

            /// A tool is still at work.
            record NotYet() implements Told {}

            /// Nothing is kept of the call any more.
            record Nothing() implements Told {}
        }

        /// Something that it needs gives no answer.
        final class Unavailable extends Exception {

            @Serial
            private static final long serialVersionUID = 1L;

            /// Says what.
            Unavailable(Throwable cause) {
                super(cause.getClass().getSimpleName(), cause);
            }
        }
    }

    /// A courier in this database, by its clock, to the receivers of the settings.
    ///
    /// @param client follows no redirects
    /// @param clock for the time in signatures
    /// @param counter told of every attempt
    public static Courier of(
            DataSource database,
            RecordDesk records,
            DeliverySettings settings,
            HttpClient client,
            InstantSource clock,
            Consumer<DeliveryEvent> counter) {
        List<Receiver> receivers = new ArrayList<>();
        settings.webhook()
                .ifPresent(
                        url -> receivers.add(new Webhook(url, settings.secret().orElseThrow(), client, clock)));
        settings.command().ifPresent(command -> receivers.add(new Program(command)));
        return new Courier(
                database, SqlClock.DATABASE, records, receivers, Executors.newVirtualThreadPerTaskExecutor(), counter);
    }

    Courier(
            DataSource database,
            SqlClock clock,
            CallRecords records,
            List<Receiver> receivers,
            Executor threads,
            Consumer<DeliveryEvent> counter) {
        this.deliveries = new Deliveries(new BoundedDatabase(database, LONGEST), clock);
        this.records = records;
        this.receivers = List.copyOf(receivers);
        this.threads = threads;
        this.counter = counter;
    }

    /// A call was filed: its record waits for every receiver from now on.
    public void filed(Transaction work, CallId call) throws SQLException {
        for (Receiver receiver : receivers) {
            deliveries.add(work, call, receiver.name());
        }
    }

    /// Tries some that are due, all at once.
    ///
    /// @return whether there may be more
    public boolean round() {
        boolean more = false;
        for (Receiver receiver : receivers) {
            try {
                List<Deliveries.Waiting> due = deliveries.claim(receiver.name(), AT_ONCE, LEASE);
                CompletableFuture.allOf(due.stream()
                                .map(one -> CompletableFuture.runAsync(() -> attempt(receiver, one), threads))
                                .toArray(CompletableFuture[]::new))
                        .join();
                more |= due.size() == AT_ONCE;
            } catch (SQLException unavailable) {
                LOG.warn(
                        "event=deliveries-put-off failure={}",
                        unavailable.getClass().getSimpleName());
            }
        }
        return more;
    }

    private void attempt(Receiver receiver, Deliveries.Waiting one) {
        try {
            Optional<String> body = one.body().isPresent() ? one.body() : put(one);
            if (body.isPresent()) {
                conclude(one, receiver.deliver(one.call(), body.get()));
            }
        } catch (SQLException | CallRecords.Unavailable unavailable) {
            // It is tried again when the lease has passed.
            LOG.warn(
                    "call={} event=delivery-put-off failure={}",
                    one.call(),
                    unavailable.getClass().getSimpleName());
        } catch (RuntimeException defect) {
            LOG.error("call={} event=delivery-defect", one.call(), defect);
        }
    }

    /// What is delivered, put together now; empty when nothing is to be delivered now.
    private Optional<String> put(Deliveries.Waiting one) throws SQLException, CallRecords.Unavailable {
        return switch (records.of(one.call(), one.age())) {
            case CallRecords.Told.Whole(String body) -> deliveries.keep(one, body);
            case CallRecords.Told.NotYet _ -> {
                deliveries.putOff(one, one.attempts(), UNSETTLED);
                yield Optional.empty();
            }
            case CallRecords.Told.Nothing _ -> {
                deliveries.end(one, one.attempts(), false);
                yield Optional.empty();
            }
        };
    }

    private void conclude(Deliveries.Waiting one, Answer answer) throws SQLException {
        int attempts = one.attempts() + 1;
        switch (answer) {
            case Answer.Arrived _ -> {
                deliveries.end(one, attempts, true);
                counter.accept(DeliveryEvent.ARRIVED);
                LOG.info("call={} event=record-delivered to={} attempts={}", one.call(), one.receiver(), attempts);
            }
            case Answer.Failed(String why)
            when one.age().compareTo(GIVEN_UP_AFTER) >= 0 -> {
                deliveries.end(one, attempts, false);
                counter.accept(DeliveryEvent.GIVEN_UP);
                LOG.error(
                        "call={} event=record-given-up to={} attempts={} why={}",
                        one.call(),
                        one.receiver(),
                        attempts,
                        why);
            }
            case Answer.Failed(String why) -> {
                Duration pause = attempts <= PAUSES.size() ? PAUSES.get(attempts - 1) : LONGEST_PAUSE;
                deliveries.putOff(one, attempts, pause);
                counter.accept(DeliveryEvent.FAILED);
                LOG.warn(
                        "call={} event=record-not-delivered to={} attempts={} why={} next-s={}",
                        one.call(),
                        one.receiver(),
                        attempts,
                        why,
                        pause.toSeconds());
            }
        }
    }
}
