package dev.switchhook.domain.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/// Everything that a peer has said, in order, with a reading position for a test that waits for the next thing of a
/// kind.
///
/// Safe for use by several threads; one of them may read. Waiting ends after 10 s with an [AssertionError] that
/// shows what came instead.
///
/// @param <E> events or commands
public final class Recorded<E> {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<E> all = new ArrayList<>();
    private int position;

    /// An empty record.
    public Recorded() {}

    /// Adds what was said. Fits as a method reference wherever a listener is wanted.
    public void add(E said) {
        lock.lock();
        try {
            all.add(said);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Everything so far, from the beginning, whatever was read.
    public List<E> all() {
        lock.lock();
        try {
            return List.copyOf(all);
        } finally {
            lock.unlock();
        }
    }

    /// Everything of one kind so far, from the beginning.
    public <T extends E> List<T> all(Class<T> kind) {
        return all().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /// The next one of this kind that was not read yet; what lies before it counts as read.
    public <T extends E> T next(Class<T> kind) {
        return next(kind, _ -> true);
    }

    /// The next one of this kind that fits and was not read yet; what lies before it counts as read.
    public <T extends E> T next(Class<T> kind, Predicate<T> fits) {
        return kind.cast(await(kind.getSimpleName(), said -> kind.isInstance(said) && fits.test(kind.cast(said))));
    }

    /// The very next one that was not read yet.
    public E next() {
        return await("anything", _ -> true);
    }

    private E await(String wanted, Predicate<E> fits) {
        long left = PATIENCE.toNanos();
        lock.lock();
        try {
            int from = position;
            while (true) {
                while (position < all.size()) {
                    E said = all.get(position++);
                    if (fits.test(said)) {
                        return said;
                    }
                }
                if (left <= 0) {
                    throw new AssertionError("waited " + PATIENCE + " for " + wanted + ", but got "
                            + shown(all.subList(from, all.size())));
                }
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + wanted, interrupted);
        } finally {
            lock.unlock();
        }
    }

    private static String shown(List<?> some) {
        List<?> tail = some.size() > 40 ? some.subList(some.size() - 40, some.size()) : some;
        return (tail.size() < some.size() ? "... " : "") + tail;
    }

    /// How long [#next] waits, in milliseconds.
    public static long patienceMilliseconds() {
        return PATIENCE.toMillis();
    }
}
