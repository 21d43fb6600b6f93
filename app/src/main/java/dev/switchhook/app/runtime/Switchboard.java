package dev.switchhook.app.runtime;

import dev.switchhook.domain.call.Call;
import dev.switchhook.domain.call.CallEvent;
import dev.switchhook.domain.call.CallRules;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.port.control.ControlOutcome;
import dev.switchhook.domain.port.line.Admission;
import dev.switchhook.domain.port.line.AfterStream;
import dev.switchhook.domain.port.line.IncomingCalls;
import dev.switchhook.domain.port.line.LineListener;
import dev.switchhook.domain.port.line.LineStatus;
import dev.switchhook.domain.port.line.PhoneLine;
import dev.switchhook.domain.port.line.StreamTicket;
import dev.switchhook.domain.port.registry.CallState;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Admits calls, gives each its one-time ticket and its [CallRunner], and forgets it when it has ended.
///
/// All of its own state is behind one lock that is held for a few map operations only, never while a call works.
public final class Switchboard implements IncomingCalls, AutoCloseable {

    private final Ports ports;
    private final CallRules callRules;
    private final SwitchboardRules rules;
    private final BiConsumer<CallId, Throwable> defects;
    private final Alarm alarm;
    private final Tickets tickets = new Tickets();

    private final Object lock = new Object();
    private final Map<CallId, Entry> entries = new HashMap<>();
    private final Map<StreamTicket, Entry> unclaimed = new HashMap<>();
    /// When each call was announced, the oldest first.
    private final Map<CallId, Instant> remembered = new LinkedHashMap<>();
    private boolean draining;
    private CompletableFuture<Void> empty = CompletableFuture.completedFuture(null);

    /// A switchboard in real time.
    ///
    /// @param defects told of exceptions inside calls; it must not throw
    public Switchboard(
            Ports ports, CallRules callRules, SwitchboardRules rules, BiConsumer<CallId, Throwable> defects) {
        this(ports, callRules, rules, defects, Alarm.steady());
    }

    Switchboard(
            Ports ports,
            CallRules callRules,
            SwitchboardRules rules,
            BiConsumer<CallId, Throwable> defects,
            Alarm alarm) {
        this.ports = ports;
        this.callRules = callRules;
        this.rules = rules;
        this.defects = defects;
        this.alarm = alarm;
    }

    @Override
    public Admission announce(IncomingCall call) {
        synchronized (lock) {
            @Nullable Entry known = entries.get(call.id());
            if (known != null) {
                return known.runner == null && unclaimed.containsKey(known.ticket)
                        ? new Admission.Admitted(known.ticket)
                        : new Admission.Replayed();
            }
            forgetOldCalls();
            if (remembered.containsKey(call.id())) {
                return new Admission.Replayed();
            }
            if (draining || entries.size() >= rules.mostCalls() || remembered.size() >= rules.mostRemembered()) {
                return new Admission.Busy(rules.busyLine(), Optional.empty());
            }
            return new Admission.Admitted(admit(call).ticket);
        }
    }

    private Entry admit(IncomingCall call) {
        Entry entry = new Entry(call, tickets.next(), new AfterStream.Apologise(callRules.apology(), Optional.empty()));
        if (entries.isEmpty()) {
            empty = new CompletableFuture<>();
        }
        entries.put(call.id(), entry);
        unclaimed.put(entry.ticket, entry);
        remembered.put(call.id(), alarm.now());
        alarm.wake(alarm.now().plus(rules.ticketLife()), () -> expire(entry));
        return entry;
    }

    private void forgetOldCalls() {
        Instant oldest = alarm.now().minus(rules.replayMemory());
        Iterator<Instant> announced = remembered.values().iterator();
        while (announced.hasNext() && announced.next().isBefore(oldest)) {
            announced.remove();
        }
    }

    private void expire(Entry entry) {
        synchronized (lock) {
            if (unclaimed.remove(entry.ticket) != null) {
                remove(entry);
            }
        }
    }

    @Override
    public boolean expects(StreamTicket ticket) {
        synchronized (lock) {
            return unclaimed.containsKey(ticket);
        }
    }

    @Override
    public LineListener connect(StreamTicket ticket, CallId id, PhoneLine line) {
        CallRunner runner;
        synchronized (lock) {
            @Nullable Entry entry = unclaimed.get(ticket);
            if (entry == null || !entry.call.id().equals(id)) {
                line.refuse();
                return _ -> {};
            }
            // First of all, because it may fail: then the ticket is still there, and takes the call along when it
            // expires.
            runner = runnerFor(entry, line);
            unclaimed.remove(ticket);
            entry.runner = runner;
        }
        return event -> runner.offer(new CallEvent.FromLine(event));
    }

    private CallRunner runnerFor(Entry entry, PhoneLine line) {
        IncomingCall incoming = entry.call;
        Call call = new Call(incoming, ports.assistants().answering(incoming), callRules);
        EffectDispatcher effects = new EffectDispatcher(
                incoming,
                ports,
                alarm,
                line,
                stand -> entry.afterStream = stand.state() == CallState.FAILED
                        ? new AfterStream.Apologise(callRules.apology(), Optional.empty())
                        : new AfterStream.HangUp());
        CallRunner runner = new CallRunner(
                call, alarm, effects, defect -> defects.accept(incoming.id(), defect), () -> ended(entry));
        effects.reportTo(runner::offer);
        return runner;
    }

    private void ended(Entry entry) {
        synchronized (lock) {
            remove(entry);
        }
    }

    private void remove(Entry entry) {
        entries.remove(entry.call.id());
        if (entries.isEmpty()) {
            empty.complete(null);
        }
    }

    @Override
    public AfterStream afterStream(CallId id) {
        synchronized (lock) {
            @Nullable Entry entry = entries.get(id);
            return entry == null ? new AfterStream.HangUp() : entry.afterStream;
        }
    }

    @Override
    public void statusChanged(CallId id, LineStatus status) {
        if (status != LineStatus.DOWN) {
            return;
        }
        @Nullable CallRunner runner;
        synchronized (lock) {
            @Nullable Entry entry = entries.get(id);
            runner = entry == null ? null : entry.runner;
            if (entry != null && runner == null) {
                unclaimed.remove(entry.ticket);
                remove(entry);
            }
        }
        if (runner != null) {
            runner.offer(new CallEvent.FromControl(new ControlOutcome.LineDown()));
        }
    }

    /// How many calls are announced or live.
    public int calls() {
        synchronized (lock) {
            return entries.size();
        }
    }

    /// Takes no new calls from now on.
    ///
    /// @return completed when no call is left
    public CompletableFuture<Void> drain() {
        synchronized (lock) {
            draining = true;
            return empty;
        }
    }

    /// Asks every live call to say goodbye and end.
    public void sayGoodbyeEverywhere() {
        List<CallRunner> runners;
        synchronized (lock) {
            runners = entries.values().stream()
                    .map(entry -> entry.runner)
                    .flatMap(Stream::ofNullable)
                    .toList();
        }
        runners.forEach(runner -> runner.offer(new CallEvent.HandOverRequested()));
    }

    /// Ends the clock of all calls; whatever they still wait for does not come any more.
    @Override
    public void close() {
        alarm.close();
    }

    private static final class Entry {
        private final IncomingCall call;
        private final StreamTicket ticket;
        private volatile AfterStream afterStream;
        private @Nullable CallRunner runner;

        private Entry(IncomingCall call, StreamTicket ticket, AfterStream afterStream) {
            this.call = call;
            this.ticket = ticket;
            this.afterStream = afterStream;
        }
    }
}
