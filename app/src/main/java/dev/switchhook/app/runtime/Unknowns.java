package dev.switchhook.app.runtime;

import dev.switchhook.domain.caller.CallId;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Calls that the carrier has asked about and that nobody who can be asked knows: most likely another process has
/// taken them and could not record them yet. Any thread.
///
/// Bounded: [#MOST] are remembered, the latest ones; with a forgotten one the patience begins anew.
final class Unknowns {

    static final int MOST = 10_000;

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration MEMORY = Duration.ofMinutes(5);

    private final Alarm alarm;
    /// When each was first asked about, the oldest first.
    private final Map<CallId, Instant> asked = new LinkedHashMap<>();

    Unknowns(Alarm alarm) {
        this.alarm = alarm;
    }

    /// Whether it is worth waiting a little longer for somebody to know the call.
    synchronized boolean worthWaitingFor(CallId call) {
        Instant now = alarm.now();
        Instant tooOld = now.minus(MEMORY);
        Iterator<Instant> oldest = asked.values().iterator();
        while (oldest.hasNext() && (oldest.next().isBefore(tooOld) || asked.size() >= MOST)) {
            oldest.remove();
        }
        @Nullable Instant first = asked.putIfAbsent(call, now);
        return first == null || now.isBefore(first.plus(PATIENCE));
    }
}
