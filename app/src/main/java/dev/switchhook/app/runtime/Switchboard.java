package dev.switchhook.app.runtime;

import dev.switchhook.domain.call.CallEvent;
import dev.switchhook.domain.call.CallRules;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.control.ControlOutcome;
import dev.switchhook.domain.port.line.Admission;
import dev.switchhook.domain.port.line.AfterStream;
import dev.switchhook.domain.port.line.IncomingCalls;
import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.port.line.LineListener;
import dev.switchhook.domain.port.line.LineStatus;
import dev.switchhook.domain.port.line.PhoneLine;
import dev.switchhook.domain.port.line.StreamTicket;
import dev.switchhook.domain.port.registry.CallRecord;
import dev.switchhook.domain.port.registry.NodeId;
import dev.switchhook.domain.port.registry.RegistryUnavailable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;

/// Admits calls, gives each its one-time ticket and its [CallRunner], and forgets it when it has ended. What has to
/// outlive this process is kept in the registry of calls; while that is out, calls are answered all the same.
///
/// Nothing of a call happens under the lock of the [Roll]; it is held for a few map operations only.
public final class Switchboard implements IncomingCalls, AutoCloseable {

    private final Premises premises;
    private final Roll roll;
    private final Forerunner forerunner;
    private final Reception reception;
    private final AfterStreams afterStreams;
    private volatile boolean handingOver;

    /// A switchboard in real time, on virtual threads.
    ///
    /// @param me the node that owns the calls of this process
    /// @param defects told of exceptions inside calls; it must not throw
    public Switchboard(
            Ports ports,
            NodeId me,
            CallRules callRules,
            SwitchboardRules rules,
            BiConsumer<CallId, Throwable> defects) {
        this(ports, me, callRules, rules, defects, Alarm.steady(), Executors.newVirtualThreadPerTaskExecutor());
    }

    /// A switchboard in the time of that alarm.
    ///
    /// @param me the node that owns the calls of this process
    /// @param defects told of exceptions inside calls; it must not throw
    /// @param slow runs everything that may block
    public Switchboard(
            Ports ports,
            NodeId me,
            CallRules callRules,
            SwitchboardRules rules,
            BiConsumer<CallId, Throwable> defects,
            Alarm alarm,
            Executor slow) {
        this.premises = new Premises(
                ports,
                callRules,
                me,
                rules.ticketLife(),
                new RegistryReach(alarm),
                new TicketBook(rules.ticketLife(), alarm),
                alarm,
                slow,
                new Losses(),
                defects);
        this.roll = new Roll(rules, alarm);
        this.forerunner = new Forerunner(premises);
        this.reception = new Reception(premises, rules, roll, forerunner);
        this.afterStreams = new AfterStreams(premises, rules, roll);
    }

    @Override
    public Admission announce(IncomingCall call) {
        return reception.announce(call);
    }

    @Override
    public boolean expects(StreamTicket ticket) {
        if (premises.tickets().holds(ticket)) {
            return true;
        }
        try {
            return premises.registry().expects(ticket);
        } catch (RegistryUnavailable _) {
            return false;
        }
    }

    @Override
    public LineListener connect(StreamTicket ticket, CallId id, PhoneLine line) {
        LineGate gate = new LineGate(line, premises.losses().sound());
        premises.slow().execute(() -> {
            try {
                claim(ticket, id, gate);
            } catch (RuntimeException | Error defect) {
                gate.refuse();
                premises.defects().accept(id, defect);
            }
        });
        return gate;
    }

    /// Among processes the registry decides who gets the call. While it gives no answer, a ticket that was given out
    /// here suffices; so does one that it does not know because it gave no answer then.
    private void claim(StreamTicket ticket, CallId id, LineGate gate) {
        if (gate.isRefused()) {
            return;
        }
        Optional<TicketBook.Held> here = premises.tickets().take(ticket, id);
        Optional<CallRecord> record = Optional.empty();
        boolean mayOnlyBeHere = here.filter(TicketBook.Held::onlyHere).isPresent();
        if (here.isPresent() && !premises.reach().promising()) {
            mayOnlyBeHere = true;
        } else {
            try {
                record = premises.registry().claim(ticket, id, premises.me());
                premises.reach().answered();
            } catch (RegistryUnavailable _) {
                premises.reach().failed();
                mayOnlyBeHere = here.isPresent();
            }
        }
        Optional<IncomingCall> call = record.map(CallRecord::call);
        if (call.isEmpty() && mayOnlyBeHere) {
            call = knownHere(id);
        }
        if (call.isPresent()) {
            serve(call.get(), ticket, gate, record);
        } else {
            roll.guest(id).filter(_ -> here.isPresent()).ifPresent(guest -> {
                roll.leave(guest);
                forerunner.leaves(id);
            });
            gate.refuse();
        }
    }

    private Optional<IncomingCall> knownHere(CallId id) {
        return roll.served(id).map(ServedCall::incoming).or(() -> roll.guest(id).map(Guest::incoming));
    }

    private void serve(IncomingCall call, StreamTicket ticket, LineGate gate, Optional<CallRecord> record) {
        while (!place(call, ticket, record).connect(ticket, gate, record)) {
            // That one has ended this very moment, and is not on the roll any more.
        }
        if (handingOver) {
            roll.served(call.id()).ifPresent(served -> served.offer(new CallEvent.HandOverRequested()));
        }
    }

    private ServedCall place(IncomingCall call, StreamTicket ticket, Optional<CallRecord> record) {
        return roll.serve(call.id(), () -> new ServedCall(call, record, ticket, premises, roll));
    }

    /// Serves a call that somebody has left behind, and that the registry has given to this process. Slow.
    ///
    /// @param record after taking the call over
    /// @return false when it is served here already
    public boolean adopt(CallRecord record) {
        try {
            return place(record.call(), premises.tickets().fresh(), Optional.of(record))
                    .resume(record);
        } catch (RuntimeException | Error defect) {
            premises.defects().accept(record.call().id(), defect);
            return false;
        }
    }

    /// Compares a call that is served here with what the registry says. Slow.
    Standing.Found compare(CallId id) throws RegistryUnavailable {
        Optional<ServedCall> call = roll.served(id);
        return call.isPresent() ? call.get().standing().compare() : Standing.Found.OURS;
    }

    /// The calls that are served here, with the epochs of our ownership.
    Map<CallId, Long> epochs() {
        Map<CallId, Long> epochs = new HashMap<>();
        for (ServedCall call : roll.served()) {
            if (call.standing().ours() && call.standing().epoch().isPresent()) {
                epochs.put(call.id(), call.standing().epoch().getAsLong());
            }
        }
        return epochs;
    }

    /// Whether this process has to do with a call already.
    boolean attends(CallId id) {
        return roll.attends(id);
    }

    @Override
    public AfterStream afterStream(CallId id) {
        return afterStreams.of(id);
    }

    @Override
    public void statusChanged(CallId id, LineStatus status) {
        if (status != LineStatus.DOWN) {
            return;
        }
        Optional<ServedCall> call = roll.served(id);
        if (call.isPresent()) {
            call.get().offer(new CallEvent.FromControl(new ControlOutcome.LineDown()));
            return;
        }
        roll.guest(id).ifPresent(guest -> {
            premises.tickets().drop(guest.ticket());
            roll.leave(guest);
            forerunner.leaves(id);
        });
        try {
            premises.registry().over(id, EndReason.CALLER_HUNG_UP);
        } catch (RegistryUnavailable _) {
            // Whoever finds the call without an owner asks the carrier.
            premises.reach().failed();
        }
    }

    /// The caller has written this instead of saying it. Fast.
    ///
    /// @param text as [LineEvent.Wrote] takes it
    /// @return false when the call is not served by this process
    public boolean wrote(CallId id, String text) {
        Optional<ServedCall> call = roll.served(id);
        call.ifPresent(served -> served.offer(new CallEvent.FromLine(new LineEvent.Wrote(text))));
        return call.isPresent();
    }

    /// How many calls are announced or live.
    public int calls() {
        return roll.size();
    }

    /// How many frames of sound were dropped because they came long before their call was found.
    public long soundDropped() {
        return premises.losses().sound().sum();
    }

    /// How many events of calls were refused because their owner was stuck; nearly all of them are frames of sound.
    public long eventsRefused() {
        return premises.losses().events().sum();
    }

    /// How many calls are over here, and the registry has not learned everything about them.
    public int unwrittenCalls() {
        return roll.unwrittenCalls();
    }

    /// Completed when the registry has learned everything about the calls that are over now, or were let go.
    public CompletableFuture<Void> written() {
        return roll.written();
    }

    /// Takes no new calls from now on.
    ///
    /// @return completed when no call is left
    public CompletableFuture<Void> drain() {
        reception.close();
        return roll.empty();
    }

    /// Whether no new calls are taken.
    public boolean draining() {
        return reception.closed();
    }

    /// Asks every live call to let go at its next quiet moment, so that another process can go on with it.
    public void handOver() {
        handingOver = true;
        afterStreams.handOver();
        roll.served().forEach(call -> call.offer(new CallEvent.HandOverRequested()));
    }

    /// Whether live calls are being handed over.
    public boolean handingOver() {
        return handingOver;
    }

    /// Ends the clock of all calls; whatever they still wait for does not come any more.
    @Override
    public void close() {
        premises.alarm().close();
    }
}
