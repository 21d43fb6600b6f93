package dev.switchhook.app.runtime;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.line.StreamTicket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The tickets that this process has given out and that have not been used. Any thread.
///
/// Bounded by the number of calls: a ticket is forgotten when it expires, and a call gets another one only while the
/// one before is unused or used up.
final class TicketBook {

    private final Tickets maker = new Tickets();
    private final Duration life;
    private final Alarm alarm;
    private final Map<StreamTicket, Held> held = new HashMap<>();

    /// A ticket that waits to be used.
    ///
    /// @param call the call that it opens
    /// @param onlyHere whether the registry may not know it, because it gave no answer
    record Held(CallId call, boolean onlyHere) {}

    TicketBook(Duration life, Alarm alarm) {
        this.life = life;
        this.alarm = alarm;
    }

    /// A ticket that was never given out.
    StreamTicket fresh() {
        return maker.next();
    }

    /// Keeps a ticket until it expires.
    void keep(StreamTicket ticket, Held what) {
        synchronized (this) {
            if (held.put(ticket, what) != null) {
                return;
            }
        }
        alarm.wake(alarm.now().plus(life), () -> drop(ticket));
    }

    synchronized boolean holds(StreamTicket ticket) {
        return held.containsKey(ticket);
    }

    /// Uses up a ticket, if it is that of this call.
    synchronized Optional<Held> take(StreamTicket ticket, CallId call) {
        Optional<Held> found =
                Optional.ofNullable(held.get(ticket)).filter(what -> what.call().equals(call));
        found.ifPresent(_ -> held.remove(ticket));
        return found;
    }

    synchronized void drop(StreamTicket ticket) {
        held.remove(ticket);
    }
}
