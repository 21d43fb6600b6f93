package dev.switchhook.app.runtime;

import dev.switchhook.domain.call.Call;
import dev.switchhook.domain.call.CallEvent;
import dev.switchhook.domain.call.CallPhase;
import dev.switchhook.domain.call.Past;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.assistant.Assistant;
import dev.switchhook.domain.port.control.ControlOutcome;
import dev.switchhook.domain.port.journal.CallArchive.ArchiveUnavailable;
import dev.switchhook.domain.port.journal.Noted;
import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.port.line.StreamTicket;
import dev.switchhook.domain.port.registry.CallRecord;
import dev.switchhook.domain.port.registry.CallState;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A call that this process serves: how it stands, its owner, and the line that it has now. Any thread.
///
/// Its machine is made by the first one who brings a line for it, or a record that somebody has left behind; a later
/// line takes the place of the one before, and the conversation goes on.
final class ServedCall {

    private final IncomingCall incoming;
    private final Premises premises;
    private final Watcher watcher;
    private final Standing standing;
    private final Controls controls;
    private final EffectDispatcher effects;

    private volatile boolean over;
    private volatile @Nullable CallRunner runner;
    private @Nullable LineGate gate;
    private @Nullable StreamTicket used;

    /// Whoever keeps the call.
    interface Watcher {

        /// Nothing more comes from the call.
        ///
        /// @param broken whether it was given up after defects of ours, without a proof that it is over
        void ended(ServedCall call, boolean broken);

        /// After that: the registry has learned everything about the call.
        void written(ServedCall call);
    }

    /// @param record as the registry has given the call to us; empty while the registry gives no answer
    /// @param ticket that of the announcement, when there is no record
    /// @param watcher told of the end of the call
    ServedCall(
            IncomingCall incoming,
            Optional<CallRecord> record,
            StreamTicket ticket,
            Premises premises,
            Watcher watcher) {
        this.incoming = incoming;
        this.premises = premises;
        this.watcher = watcher;
        Standing.Told told = new Standing.Told() {
            @Override
            public void fenced() {
                offer(new CallEvent.TakenOver());
            }

            @Override
            public void over() {
                offer(new CallEvent.FromControl(new ControlOutcome.LineDown()));
            }

            @Override
            public void written() {
                watcher.written(ServedCall.this);
            }
        };
        this.standing = record.map(known -> Standing.of(known, ticket, premises, told))
                .orElseGet(() -> Standing.unrecorded(incoming, ticket, premises, told));
        this.controls = new Controls(incoming.id(), premises, standing);
        this.effects = new EffectDispatcher(incoming, premises, standing, controls);
    }

    /// A line has come for the call. Slow.
    ///
    /// @param ticket the one that it has shown; a line that shows the one that was just used is refused
    /// @param record as the registry has given the call to us by that; empty while it gives no answer
    /// @return false when nothing more comes from this call: the line is for a new one
    synchronized boolean connect(StreamTicket ticket, LineGate next, Optional<CallRecord> record) {
        if (over) {
            return false;
        }
        record.ifPresent(standing::reclaimed);
        if (ticket.equals(used)) {
            next.refuse();
            return true;
        }
        CallRunner owner = owner(() -> record.filter(known -> known.epoch() > 1)
                .map(this::leftBehind)
                .orElseGet(() -> new Call(incoming, assistant(), premises.rules())));
        if (gate != null) {
            gate.replaced();
        }
        if (!effects.connect(next.line())) {
            return false;
        }
        used = ticket;
        gate = next;
        next.open(event -> {
            controls.heard(event);
            owner.offer(new CallEvent.FromLine(event));
        });
        if (next.isRefused()) {
            // It was a flood, and the call is ours by now.
            owner.offer(new CallEvent.FromLine(new LineEvent.Lost()));
        }
        standing.write();
        return true;
    }

    /// Somebody has left the call behind, and it is ours now. Slow.
    ///
    /// @return false when it is being served already
    synchronized boolean resume(CallRecord record) {
        standing.reclaimed(record);
        if (over || runner != null) {
            return false;
        }
        owner(() -> leftBehind(record)).offer(new CallEvent.DeadlineReached());
        return true;
    }

    private CallRunner owner(Supplier<Call> machine) {
        @Nullable CallRunner known = runner;
        if (known != null) {
            return known;
        }
        CallRunner made;
        try {
            made = new CallRunner(
                    machine.get(),
                    premises.alarm(),
                    effects,
                    premises.losses().events(),
                    defect -> premises.defects().accept(incoming.id(), defect),
                    this::ended);
        } catch (RuntimeException | Error defect) {
            // The carrier tells the caller so, when it asks what to do without a line.
            standing.stand(CallState.FAILED, Optional.of(EndReason.OUR_FAULT));
            over(true);
            throw defect;
        }
        effects.reportTo(made::offer);
        runner = made;
        return made;
    }

    private Call leftBehind(CallRecord record) {
        Past past = Past.of(record, notes()).alsoDone(premises.ports().tools().done(incoming));
        return Call.leftBehind(incoming, assistant(), premises.rules(), past);
    }

    private Assistant assistant() {
        return premises.ports().assistants().answering(incoming);
    }

    /// A caller who has to tell everything again is better served than one who is not served.
    private List<Noted> notes() {
        try {
            return premises.ports().archive().entries(incoming.id());
        } catch (ArchiveUnavailable _) {
            return List.of();
        }
    }

    private void ended(CallPhase last) {
        if (last instanceof CallPhase.Ended(var ending)) {
            standing.stand(CallState.OVER, Optional.of(ending.reason()));
        }
        over(!(last instanceof CallPhase.Ended) && !(last instanceof CallPhase.LetGo));
    }

    private void over(boolean broken) {
        over = true;
        watcher.ended(this, broken);
        standing.close();
    }

    /// Gives the call an event, if it has begun.
    void offer(CallEvent event) {
        var _ = offers(event);
    }

    /// As [#offer].
    ///
    /// @return false when it has not begun
    boolean offers(CallEvent event) {
        @Nullable CallRunner owner = runner;
        if (owner != null) {
            owner.offer(event);
        }
        return owner != null;
    }

    IncomingCall incoming() {
        return incoming;
    }

    CallId id() {
        return incoming.id();
    }

    Standing standing() {
        return standing;
    }

    Controls controls() {
        return controls;
    }
}
