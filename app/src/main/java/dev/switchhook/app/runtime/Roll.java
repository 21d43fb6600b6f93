package dev.switchhook.app.runtime;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.port.line.StreamTicket;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The calls of this process: announced, served, and over but not yet wholly written. Any thread; its lock is held
/// for a few map operations only.
final class Roll implements ServedCall.Watcher {

    /// How many calls that are over may wait for the registry. Past it the oldest is forgotten and counted: the
    /// reconciler of whichever process finds its record looks it up at the carrier again.
    static final int MOST_UNWRITTEN = 100_000;

    private static final Duration REST = Duration.ofSeconds(30);

    private final SwitchboardRules rules;
    private final Alarm alarm;
    private final Map<CallId, Guest> announced = new HashMap<>();
    private final Map<CallId, ServedCall> served = new HashMap<>();
    private final Map<CallId, ServedCall> unwritten = new LinkedHashMap<>();
    /// When each call was announced, the oldest first.
    private final Map<CallId, Instant> remembered = new LinkedHashMap<>();
    private final Map<CallId, Instant> resting = new HashMap<>();
    private long forgotten;
    private CompletableFuture<Void> empty = CompletableFuture.completedFuture(null);
    private CompletableFuture<Void> written = CompletableFuture.completedFuture(null);

    Roll(SwitchboardRules rules, Alarm alarm) {
        this.rules = rules;
        this.alarm = alarm;
    }

    /// What is known of a call that is being announced.
    enum Arrival {
        /// It was announced before, and waits for its media connection.
        WAITING,
        /// It is, or was, a call of ours.
        REPLAYED,
        /// There is no room for it.
        NO_ROOM,
        /// It is new.
        NEW
    }

    synchronized Arrival arrival(CallId id) {
        if (served.containsKey(id)) {
            return Arrival.REPLAYED;
        }
        if (announced.containsKey(id)) {
            return Arrival.WAITING;
        }
        forgetOldCalls();
        if (remembered.containsKey(id)) {
            return Arrival.REPLAYED;
        }
        boolean room = size() < rules.mostCalls() && remembered.size() < rules.mostRemembered();
        return room ? Arrival.NEW : Arrival.NO_ROOM;
    }

    /// Lets a call in, or finds the one that was let in meanwhile. It leaves again when it is not served before its
    /// ticket expires.
    synchronized Guest letIn(IncomingCall call, StreamTicket ticket) {
        @Nullable Guest known = announced.get(call.id());
        if (known != null) {
            return known;
        }
        Guest guest = new Guest(call, ticket);
        announced.put(call.id(), guest);
        remembered.put(call.id(), alarm.now());
        filled();
        alarm.wake(alarm.now().plus(rules.ticketLife()), () -> leave(guest));
        return guest;
    }

    private void forgetOldCalls() {
        Instant oldest = alarm.now().minus(rules.replayMemory());
        Iterator<Instant> times = remembered.values().iterator();
        while (times.hasNext() && times.next().isBefore(oldest)) {
            times.remove();
        }
    }

    /// A guest who does not get served.
    synchronized void leave(Guest guest) {
        announced.remove(guest.incoming().id(), guest);
        emptied();
    }

    /// The registry knows of a guest.
    synchronized void recorded(Guest guest, StreamTicket known) {
        guest.ticket(known);
        guest.isRecorded();
    }

    /// Whether the registry knows of a guest.
    synchronized boolean recorded(Guest guest) {
        return guest.recorded();
    }

    /// Whether a guest still waits for a media connection.
    synchronized boolean waits(Guest guest) {
        return announced.get(guest.incoming().id()) == guest;
    }

    /// Whether the carrier may be sent back once more to connect a guest.
    synchronized boolean mayReturn(Guest guest) {
        return guest.mayReturn();
    }

    synchronized Optional<Guest> guest(CallId id) {
        return Optional.ofNullable(announced.get(id));
    }

    synchronized Optional<ServedCall> served(CallId id) {
        return Optional.ofNullable(served.get(id));
    }

    /// A call that is over here and not wholly written.
    synchronized Optional<ServedCall> unwritten(CallId id) {
        return Optional.ofNullable(unwritten.get(id));
    }

    /// The served call of that id, made if there is none or if the one there was is not ours any more.
    synchronized ServedCall serve(CallId id, Supplier<ServedCall> maker) {
        @Nullable ServedCall known = served.get(id);
        if (known != null && known.standing().ours()) {
            return known;
        }
        ServedCall made = maker.get();
        announced.remove(id);
        served.put(id, made);
        filled();
        return made;
    }

    @Override
    public synchronized void ended(ServedCall call, boolean broken) {
        served.remove(call.id(), call);
        if (broken) {
            resting.put(call.id(), alarm.now().plus(REST));
        }
        unwritten.put(call.id(), call);
        if (written.isDone()) {
            written = new CompletableFuture<>();
        }
        if (unwritten.size() > MOST_UNWRITTEN) {
            Iterator<ServedCall> oldest = unwritten.values().iterator();
            oldest.next();
            oldest.remove();
            forgotten++;
        }
        emptied();
    }

    @Override
    public synchronized void written(ServedCall call) {
        unwritten.remove(call.id(), call);
        if (unwritten.isEmpty()) {
            written.complete(null);
        }
    }

    /// Whether this process has to do with a call already, or has just given it up after defects: then it is left
    /// alone for a while, because to go on at once would only repeat the defect.
    synchronized boolean attends(CallId id) {
        Instant now = alarm.now();
        resting.values().removeIf(until -> !until.isAfter(now));
        return served.containsKey(id) || unwritten.containsKey(id) || resting.containsKey(id);
    }

    synchronized List<ServedCall> served() {
        return List.copyOf(served.values());
    }

    synchronized int size() {
        return announced.size() + served.size();
    }

    /// How many calls were announced and have no media connection yet.
    synchronized int guests() {
        return announced.size();
    }

    synchronized int unwrittenCalls() {
        return unwritten.size();
    }

    /// How many calls were forgotten before the registry had learned everything about them.
    synchronized long forgottenCalls() {
        return forgotten;
    }

    /// Completed when no call waits to be written.
    synchronized CompletableFuture<Void> written() {
        return written;
    }

    /// Completed when no call is left.
    synchronized CompletableFuture<Void> empty() {
        return empty;
    }

    private void filled() {
        if (empty.isDone()) {
            empty = new CompletableFuture<>();
        }
    }

    private void emptied() {
        if (size() == 0) {
            empty.complete(null);
        }
    }
}
