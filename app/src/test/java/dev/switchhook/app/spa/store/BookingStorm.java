package dev.switchhook.app.spa.store;

import dev.switchhook.app.spa.book.Appointment;
import dev.switchhook.app.spa.book.AppointmentBook;
import dev.switchhook.app.spa.book.AppointmentBook.CancelOutcome;
import dev.switchhook.app.spa.book.AppointmentBook.CommitOutcome;
import dev.switchhook.app.spa.book.AppointmentBook.HoldOutcome;
import dev.switchhook.app.spa.book.Hold;
import dev.switchhook.app.spa.book.House;
import dev.switchhook.app.spa.book.Opening;
import dev.switchhook.app.spa.book.Service;
import dev.switchhook.app.spa.book.Slot;
import dev.switchhook.domain.caller.CallId;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Many callers who hold, book, repeat themselves, move and cancel at random slots of few days, so that they
/// meet all the time.
final class BookingStorm {

    private static final int DAYS = 5;

    /// On these days nobody has booked but these callers.
    private static final Instant FIRST = TestHouse.TEN.plus(Duration.ofDays(42));

    private static final int QUARTERS = 36;

    /// So many the book stays part full, and there is something to win all the time.
    private static final int MOST_OF_A_CALLER = 2;

    private final AppointmentBook book;
    private final House house;
    private final long seed;
    private final Optional<Queue<Long>> commitNanos;
    private final Set<String> kept = ConcurrentHashMap.newKeySet();
    private final AtomicLong booked = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();
    private final Map<String, Long> unclear = new ConcurrentHashMap<>();
    private final AtomicLong busy = new AtomicLong();
    private final AtomicLong otherwise = new AtomicLong();

    BookingStorm(AppointmentBook book, long seed, Optional<Queue<Long>> commitNanos) {
        this.book = book;
        this.house = book.house();
        this.seed = seed;
        this.commitNanos = commitNanos;
    }

    /// What happened.
    ///
    /// @param kept the callers who were told that they have an appointment, and have not cancelled it
    /// @param busy how often there was no connection to be had in time: nothing was done, and the caller was
    ///     told so
    /// @param unclear outcomes that say neither yes nor no, and failures, with how often
    /// @param otherwise repeats of a confirmation that were answered otherwise than the first one
    record Tally(long booked, long taken, long busy, Map<String, Long> unclear, long otherwise, Set<String> kept) {}

    /// Lets so many callers make so many rounds each.
    Tally run(int callers, int rounds) {
        Crowd.run(callers, caller -> {
            Random random = new Random(seed * 1_000 + caller);
            Deque<Mine> mine = new ArrayDeque<>();
            for (int round = 0; round < rounds; round++) {
                oneCall(caller, round, random, mine);
            }
            return caller;
        });
        return tally();
    }

    /// Lets so many callers go on for so long.
    Tally run(int callers, Duration length) {
        long end = System.nanoTime() + length.toNanos();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            int caller = i;
            threads.add(Thread.ofVirtual().start(() -> {
                Random random = new Random(seed * 1_000 + caller);
                Deque<Mine> mine = new ArrayDeque<>();
                for (int round = 0; System.nanoTime() < end; round++) {
                    oneCall(caller, round, random, mine);
                }
            }));
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException stop) {
                throw new IllegalStateException(stop);
            }
        }
        return tally();
    }

    private void unclear(String what) {
        unclear.merge(what, 1L, Long::sum);
    }

    private Tally tally() {
        return new Tally(booked.get(), taken.get(), busy.get(), Map.copyOf(unclear), otherwise.get(), Set.copyOf(kept));
    }

    /// An appointment that a caller has, and under which intent.
    private record Mine(Appointment appointment, String intent) {}

    private void oneCall(int caller, int round, Random random, Deque<Mine> mine) {
        String call = "CA" + seed + "x" + caller + "x" + round;
        try {
            Hold wish = wish(call, Optional.empty(), random);
            switch (book.hold(wish, TestHouse.NOW)) {
                case HoldOutcome.Held _ -> confirm(wish.call(), call, random, mine);
                case HoldOutcome.Taken _ -> taken.incrementAndGet();
                case HoldOutcome.Unknown _ -> unclear("a hold of unknown outcome");
            }
        } catch (AppointmentBook.BookUnavailable unavailable) {
            if (unavailable.getCause() instanceof SQLTransientConnectionException) {
                busy.incrementAndGet();
            } else {
                unclear(String.valueOf(unavailable.getCause()));
            }
        }
    }

    private void confirm(CallId call, String intent, Random random, Deque<Mine> mine) {
        int fate = random.nextInt(10);
        if (fate == 0) {
            book.release(call);
            return;
        }
        Optional<Appointment> appointment = commit(call, intent + ":book");
        if (appointment.isEmpty()) {
            return;
        }
        booked.incrementAndGet();
        kept.add(intent);
        mine.add(new Mine(appointment.get(), intent));
        if (fate == 1 && !commit(call, intent + ":book").equals(appointment)) {
            otherwise.incrementAndGet();
        }
        if (fate >= 6) {
            move(mine, random);
        }
        if (mine.size() > MOST_OF_A_CALLER) {
            cancel(mine.remove());
        }
    }

    /// Moves the oldest one.
    private void move(Deque<Mine> mine, Random random) {
        Mine oldest = mine.remove();
        Hold move = wish(oldest.intent, Optional.of(oldest.appointment.code()), random);
        Optional<Appointment> moved = book.hold(move, TestHouse.NOW) instanceof HoldOutcome.Held
                ? commit(move.call(), oldest.intent + ":move" + random.nextLong())
                : Optional.empty();
        mine.add(new Mine(moved.orElse(oldest.appointment), oldest.intent));
    }

    private void cancel(Mine oldest) {
        if (book.cancel(oldest.appointment.code(), oldest.intent + ":cancel", TestHouse.NOW)
                instanceof CancelOutcome.Cancelled) {
            kept.remove(oldest.intent);
        } else {
            unclear("a cancellation of nothing");
        }
    }

    private Optional<Appointment> commit(CallId call, String key) {
        long start = System.nanoTime();
        CommitOutcome outcome = book.commit(call, key, TestHouse.NOW);
        commitNanos.ifPresent(nanos -> nanos.add(System.nanoTime() - start));
        return switch (outcome) {
            case CommitOutcome.Booked(Appointment appointment) -> Optional.of(appointment);
            case CommitOutcome.NothingHeld _, CommitOutcome.NothingToMove _, CommitOutcome.Unknown _ -> {
                unclear(outcome.toString());
                yield Optional.empty();
            }
        };
    }

    private Hold wish(String call, Optional<String> replaces, Random random) {
        Service service = house.services().get(random.nextInt(house.services().size()));
        List<Opening> pairs = house.therapists().stream()
                .filter(it -> it.services().contains(service.id()))
                .flatMap(therapist -> house.rooms().stream()
                        .filter(room -> room.services().contains(service.id()))
                        .map(room -> new Opening(slot(service, random), therapist, room)))
                .toList();
        Opening opening = pairs.get(random.nextInt(pairs.size()));
        Appointment wished = new Appointment(
                "",
                service.id(),
                opening.therapist().id(),
                opening.room().id(),
                opening.treatment(),
                TestHouse.BERLIN,
                new Appointment.Guest("+4930123456", call));
        return new Hold(new CallId(call), wished, replaces, TestHouse.NOW.plus(TestHouse.THREE_MINUTES), 1);
    }

    private static Slot slot(Service service, Random random) {
        Instant start = FIRST.plusSeconds(86_400L * random.nextInt(DAYS) + 900L * random.nextInt(QUARTERS));
        return new Slot(start, service.duration());
    }
}
