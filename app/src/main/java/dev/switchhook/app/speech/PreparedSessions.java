package dev.switchhook.app.speech;

import dev.switchhook.app.runtime.Alarm;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechListener;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Sessions that were made ready for calls which are about to begin, one for each call, for a short time. Any
/// thread; the lock is held for a map operation only.
final class PreparedSessions {

    /// So many wait at most; each of them holds at most [ExchangeSession#MOST_UNHEARD] events.
    static final int MOST_WAITING = 256;

    private final Duration life;
    private final Alarm alarm;
    private final Map<CallId, ExchangeSession> waiting = new HashMap<>();
    private final Map<Prewarm, LongAdder> counts = new EnumMap<>(Prewarm.class);

    /// @param life how long a session waits to be wanted
    PreparedSessions(Duration life, Alarm alarm) {
        this.life = life;
        this.alarm = alarm;
        for (Prewarm fate : Prewarm.values()) {
            counts.put(fate, new LongAdder());
        }
    }

    long count(Prewarm fate) {
        LongAdder count = counts.get(fate);
        return count == null ? 0 : count.sum();
    }

    synchronized int size() {
        return waiting.size();
    }

    /// Makes a session ready for a call, unless one is there.
    ///
    /// @param maker makes one that has not begun; it tells when it is over
    void prepare(CallId call, Function<Consumer<ExchangeSession>, ExchangeSession> maker) {
        ExchangeSession session = maker.apply(over -> discard(over, Prewarm.FAILED));
        synchronized (this) {
            if (waiting.containsKey(call)) {
                return;
            }
            if (waiting.size() >= MOST_WAITING) {
                add(Prewarm.SKIPPED);
                return;
            }
            waiting.put(call, session);
        }
        alarm.wake(alarm.now().plus(life), () -> discard(session, Prewarm.EVICTED));
        session.begin();
    }

    /// Gives away the session that was made ready with an equal briefing. One with another briefing is of no use.
    Optional<ExchangeSession> claim(SpeechBriefing briefing, SpeechListener listener) {
        ExchangeSession session = remove(briefing.call());
        if (session == null) {
            add(Prewarm.MISS);
            return Optional.empty();
        }
        if (session.briefing().equals(briefing) && session.claim(listener)) {
            add(Prewarm.HIT);
            return Optional.of(session);
        }
        add(Prewarm.MISS);
        session.close();
        return Optional.empty();
    }

    /// The session of that call is not wanted any more.
    void dismiss(CallId call) {
        ExchangeSession session = remove(call);
        if (session != null) {
            add(Prewarm.DISMISSED);
            session.close();
        }
    }

    void dismissAll() {
        List<CallId> calls;
        synchronized (this) {
            calls = List.copyOf(waiting.keySet());
        }
        calls.forEach(this::dismiss);
    }

    private void discard(ExchangeSession session, Prewarm fate) {
        boolean waits;
        synchronized (this) {
            waits = waiting.remove(session.briefing().call(), session);
        }
        if (waits) {
            add(fate);
            session.close();
        }
    }

    private synchronized @Nullable ExchangeSession remove(CallId call) {
        return waiting.remove(call);
    }

    private void add(Prewarm fate) {
        LongAdder count = counts.get(fate);
        if (count != null) {
            count.increment();
        }
    }
}
