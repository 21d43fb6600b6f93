package dev.switchhook.app.runtime;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Says whether memory is too full for another call: when more than [#MOST] of the heap was still in use after the
/// last garbage collection. Garbage does not count. Any thread; fast.
///
/// The figure is as old as that collection, and without new calls the next one may be far away: whoever is told that
/// memory is full has one made, once in [#COLLECT_EVERY].
public final class HeapGauge implements BooleanSupplier {

    /// The part of the heap that may be in use.
    static final double MOST = 0.8;

    /// How often a collection is asked for while memory is full, in nanoseconds: it stops every call for a moment.
    static final long COLLECT_EVERY = 30_000_000_000L;

    private final Supplier<Optional<MemoryUsage>> afterCollection;
    private final Runnable collection;
    private final Supplier<Long> clock;
    private boolean collected;
    private long collectedAt;

    /// @param afterCollection what was in use after the last collection; empty when that is not known
    /// @param collection makes one; returns at once
    /// @param clock monotonic, in nanoseconds
    HeapGauge(Supplier<Optional<MemoryUsage>> afterCollection, Runnable collection, Supplier<Long> clock) {
        this.afterCollection = afterCollection;
        this.collection = collection;
        this.clock = clock;
    }

    /// The gauge of this process: its old generation, where whatever lives for long ends up.
    public static HeapGauge ofThisProcess() {
        Optional<MemoryPoolMXBean> old = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().contains("Old") || pool.getName().contains("Tenured"))
                .findFirst();
        return new HeapGauge(
                () -> old.map(MemoryPoolMXBean::getCollectionUsage),
                () -> Thread.ofVirtual().name("collect-garbage").start(System::gc),
                System::nanoTime);
    }

    @Override
    public boolean getAsBoolean() {
        boolean full = afterCollection
                .get()
                .filter(usage -> usage.getMax() > 0 && usage.getUsed() > MOST * usage.getMax())
                .isPresent();
        if (full && collectionIsDue()) {
            collection.run();
        }
        return full;
    }

    private synchronized boolean collectionIsDue() {
        long now = clock.get();
        if (collected && now - collectedAt < COLLECT_EVERY) {
            return false;
        }
        collected = true;
        collectedAt = now;
        return true;
    }
}
