package dev.switchhook.app.tools;

import dev.switchhook.domain.caller.CallId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A ledger for one process, which forgets everything with it: for tests, and for programs without a database. It keeps
/// the latest 10,000 intents. Safe for use by several threads.
public final class MemoryEffectLedger implements EffectLedger {

    private static final int MOST_INTENTS = 10_000;

    private final InstantSource clock;
    private final Map<Intent, Kept> notes = new LinkedHashMap<>();

    private sealed interface Kept {

        record Done(Reply reply) implements Kept {}

        record Started(String run, boolean doubtful, Instant at, String arguments) implements Kept {}
    }

    /// An empty ledger by the clock of this machine.
    public MemoryEffectLedger() {
        this(InstantSource.system());
    }

    /// An empty ledger by that clock.
    public MemoryEffectLedger(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Entry begin(Intent intent, String run, String arguments) {
        Kept kept = notes.get(intent);
        if (kept == null || isOf(run, kept)) {
            keep(intent, new Kept.Started(run, false, clock.instant(), arguments));
            return new Entry.Begun();
        }
        return entry(kept);
    }

    private static boolean isOf(String run, Kept kept) {
        return kept instanceof Kept.Started started
                && !started.doubtful()
                && started.run().equals(run);
    }

    private void keep(Intent intent, Kept kept) {
        notes.put(intent, kept);
        if (notes.size() > MOST_INTENTS) {
            notes.remove(notes.keySet().iterator().next());
        }
    }

    private Entry entry(Kept kept) {
        return switch (kept) {
            case Kept.Done(Reply reply) -> new Entry.Done(reply);
            case Kept.Started(String run, boolean doubtful, Instant at, String arguments) ->
                new Entry.Open(run, doubtful, Duration.between(at, clock.instant()), arguments);
        };
    }

    @Override
    public synchronized boolean beginAnew(Intent intent, String former, String run) {
        if (notes.get(intent) instanceof Kept.Started started && started.run().equals(former)) {
            keep(intent, new Kept.Started(run, false, clock.instant(), started.arguments()));
            return true;
        }
        return false;
    }

    @Override
    public synchronized Reply done(Intent intent, Reply reply) {
        if (notes.get(intent) instanceof Kept.Done(Reply first)) {
            return first;
        }
        keep(intent, new Kept.Done(reply));
        return reply;
    }

    @Override
    public synchronized void undone(Intent intent) {
        if (notes.get(intent) instanceof Kept.Done) {
            notes.remove(intent);
        }
    }

    @Override
    public synchronized void withoutEffect(Intent intent, String run) {
        if (notes.get(intent) instanceof Kept.Started started && started.run().equals(run)) {
            notes.remove(intent);
        }
    }

    @Override
    public synchronized void doubtful(Intent intent, String run) {
        if (notes.get(intent) instanceof Kept.Started started && started.run().equals(run)) {
            keep(intent, new Kept.Started(run, true, started.at(), started.arguments()));
        }
    }

    @Override
    public synchronized List<Note> of(CallId call) {
        List<Note> all = new ArrayList<>();
        notes.forEach((intent, kept) -> {
            if (intent.call().equals(call)) {
                all.add(new Note(intent, entry(kept)));
            }
        });
        return all;
    }
}
