package dev.switchhook.app.spa.store;

import dev.switchhook.app.spa.book.AppointmentBook;
import dev.switchhook.app.spa.book.Hold;
import dev.switchhook.app.spa.book.Opening;
import dev.switchhook.app.spa.book.Openings;
import dev.switchhook.app.spa.book.Question;
import dev.switchhook.app.spa.book.Rules;
import dev.switchhook.app.spa.book.Service;
import dev.switchhook.app.store.Database;
import dev.switchhook.app.store.DatabaseSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/// Measures one database, with 100,000 appointments in it: how fast it answers, and whether many callers at
/// once break it.
final class BookBench {

    private static final int CALLERS = 64;
    private static final Duration NAIVE = Duration.ofSeconds(5);
    private static final int WARM_UP = 400;
    private static final Rules RULES = new Rules(Duration.ofMinutes(30), 180);

    private final Database database;
    private final AppointmentBook book;
    private final BenchReport report;

    private BookBench(Database database, BenchReport report) {
        this.database = database;
        this.book =
                new JdbcAppointmentBook(database.dataSource(), TestHouse.BERLIN, InstantSource.system(), new Random(1));
        this.report = report;
    }

    /// Measures, and tells the report.
    static void run(String url, Duration length, BenchReport report) throws SQLException {
        DatabaseSettings settings = new DatabaseSettings(url, Optional.empty(), Optional.empty());
        try (Database database = Database.open(settings)) {
            report.line("%,d appointments", FullBook.fill(database.dataSource()));
            BookBench bench = new BookBench(database, report);
            bench.availability();
            bench.commits();
            bench.race(length);
        }
    }

    private void availability() {
        Random random = new Random(3);
        time("availability of one day, p99", 20, 3_000, _ -> ask(random.nextInt(14), 1));
        time("availability of 14 days x 10 therapists, p99", 80, 1_000, _ -> ask(0, Question.MOST_DAYS));
    }

    private void ask(int after, int days) {
        Question question = new Question(
                book.house().services().getFirst(),
                FullBook.TODAY.plusDays(after),
                days,
                Optional.empty(),
                Optional.empty(),
                TestHouse.NOW,
                RULES);
        Openings openings =
                Openings.in(book.house(), book.occupied(question.window(TestHouse.BERLIN), TestHouse.NOW), question);
        if (days > 1 && openings.isEmpty()) {
            throw new IllegalStateException("nothing is free in two weeks");
        }
    }

    private void time(String what, int targetMillis, int times, IntConsumer work) {
        Queue<Long> nanos = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < times + WARM_UP; i++) {
            long start = System.nanoTime();
            work.accept(i);
            if (i >= WARM_UP) {
                nanos.add(System.nanoTime() - start);
            }
        }
        report.percentile(what, nanos, targetMillis);
    }

    /// Bookings as a busy switchboard makes them, some at once and not as many as the machine can make.
    private void commits() {
        Queue<Long> holds = new ConcurrentLinkedQueue<>();
        Queue<Long> commits = new ConcurrentLinkedQueue<>();
        Crowd.run(4, caller -> {
            for (int i = 0; i < 600; i++) {
                bookOne(
                        caller,
                        i,
                        i < 100 ? new ConcurrentLinkedQueue<>() : holds,
                        i < 100 ? new ConcurrentLinkedQueue<>() : commits);
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
            return caller;
        });
        report.percentile("hold, p99", holds, 30);
        report.percentile("booking commit, p99", commits, 30);
    }

    private void bookOne(int caller, int i, Queue<Long> holds, Queue<Long> commits) {
        Service service = book.house().services().getFirst();
        LocalDate day = FullBook.TODAY.plusDays(30 + i % 100);
        Question question = new Question(service, day, 1, Optional.empty(), Optional.empty(), TestHouse.NOW, RULES);
        List<Opening> free = Openings.in(
                        book.house(), book.occupied(question.window(TestHouse.BERLIN), TestHouse.NOW), question)
                .all();
        if (free.isEmpty()) {
            return;
        }
        Opening opening = free.get(Math.floorMod(caller * 31 + i * 7, free.size()));
        String call = "CAbench" + caller + "x" + i;
        Hold wish = TestHouse.wish(
                call,
                opening.therapist().id(),
                opening.room().id(),
                opening.treatment().start());
        long start = System.nanoTime();
        boolean held = book.hold(wish, TestHouse.NOW) instanceof AppointmentBook.HoldOutcome.Held;
        holds.add(System.nanoTime() - start);
        if (held) {
            long again = System.nanoTime();
            book.commit(wish.call(), call + ":" + call, TestHouse.NOW);
            commits.add(System.nanoTime() - again);
        }
    }

    private void race(Duration length) throws SQLException {
        Overlaps overlaps = new Overlaps(database.dataSource());
        Queue<Long> commits = new ConcurrentLinkedQueue<>();
        BookingStorm.Tally tally = new BookingStorm(book, 5, Optional.of(commits)).run(CALLERS, length);
        report.line(
                "%d callers for %d s: %,d booked, %,d times taken, %,d times busy, unclear %s",
                CALLERS, length.toSeconds(), tally.booked(), tally.taken(), tally.busy(), tally.unclear());
        report.exactly("overlaps", overlaps.count(), 0);
        report.exactly("lost bookings", overlaps.lost(tally.kept()), 0);
        report.exactly("duplicates", overlaps.duplicates(), 0);
        report.exactly("repeats that were answered otherwise", tally.otherwise(), 0);
        report.exactly(
                "unclear outcomes",
                tally.unclear().values().stream().mapToLong(Long::longValue).sum(),
                0);
        report.percentile("booking commit while all of them press, p99", commits, 0);
        new BookingStorm(NaiveBook.over(database.dataSource(), book), 6, Optional.empty()).run(CALLERS, NAIVE);
        report.some("overlaps of the naive book in " + NAIVE.toSeconds() + " s", overlaps.count());
    }
}
