package dev.switchhook.app.runtime;

import dev.switchhook.domain.call.CallEvent;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.control.ControlOutcome;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.line.AfterStream;
import dev.switchhook.domain.port.line.StreamTicket;
import dev.switchhook.domain.port.registry.Announced;
import dev.switchhook.domain.port.registry.CallRecord;
import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.port.registry.RegistryUnavailable;
import java.util.Optional;

/// Decides what the carrier is told when it asks what to do with a call whose media connection has ended: out of how
/// the call stands here, or else in the registry. Nobody is cut off because something of ours is out. Any thread;
/// slow.
final class AfterStreams {

    private final Premises premises;
    private final SwitchboardRules rules;
    private final Roll roll;
    private final Unknowns unknowns;
    private volatile boolean handingOver;

    AfterStreams(Premises premises, SwitchboardRules rules, Roll roll) {
        this.premises = premises;
        this.rules = rules;
        this.roll = roll;
        this.unknowns = new Unknowns(premises.alarm());
    }

    /// From now on live calls are not taken back here: the carrier asks again, until somebody else answers.
    void handOver() {
        handingOver = true;
    }

    AfterStream of(CallId id) {
        Optional<ServedCall> known = roll.served(id)
                .or(() -> roll.unwritten(id))
                .filter(call -> call.standing().ours());
        if (known.isPresent()) {
            Optional<AfterStream> answer = ofServed(known.get());
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        Optional<Guest> guest = roll.guest(id);
        try {
            return ofRecorded(id, guest);
        } catch (RegistryUnavailable _) {
            premises.reach().failed();
            return withoutRegistry(id, guest);
        } catch (RuntimeException defect) {
            // Without an answer of ours the carrier ends the call.
            premises.defects().accept(id, defect);
            return withoutRegistry(id, guest);
        }
    }

    private AfterStream withoutRegistry(CallId id, Optional<Guest> guest) {
        // What the registry has recorded, somebody else may serve by now.
        return guest.filter(waiting -> !roll.recorded(waiting))
                .map(this::returning)
                .orElseGet(() -> unknown(id));
    }

    private Optional<AfterStream> ofServed(ServedCall call) {
        return switch (call.standing().state()) {
            case ENDING, OVER -> Optional.of(new AfterStream.HangUp());
            case FAILED -> Optional.of(apologised(call));
            case ANNOUNCED, LIVE -> handingOver ? Optional.of(askAgain()) : reconnect(call);
        };
    }

    private Optional<AfterStream> reconnect(ServedCall call) {
        Optional<StreamTicket> ticket = call.controls().ticket();
        if (ticket.isPresent()) {
            return ticket.map(AfterStreams::reconnect);
        }
        // It has come further meanwhile, or has been taken over.
        return switch (call.standing().state()) {
            case ENDING, OVER -> Optional.of(new AfterStream.HangUp());
            case FAILED -> Optional.of(apologised(call));
            case ANNOUNCED, LIVE -> Optional.empty();
        };
    }

    /// The call learns that the carrier was told, and need not ask it.
    private AfterStream apologised(ServedCall call) {
        call.offer(new CallEvent.FromControl(new ControlOutcome.Accepted()));
        return apology();
    }

    private AfterStream ofRecorded(CallId id, Optional<Guest> guest) throws RegistryUnavailable {
        Optional<CallRecord> found = premises.registry().find(id);
        if (found.isEmpty()) {
            return guest.map(this::returning).orElseGet(() -> unknown(id));
        }
        return switch (found.get().state()) {
            case ENDING, OVER -> new AfterStream.HangUp();
            case FAILED -> noted(id, apology());
            case LIVE -> handingOver ? askAgain() : resumed(found.get());
            case ANNOUNCED -> tryingAgain(found.get(), guest);
        };
    }

    private AfterStream resumed(CallRecord record) throws RegistryUnavailable {
        CallId id = record.call().id();
        Optional<StreamTicket> ticket = premises.registry()
                .reissue(id, record.epoch(), premises.tickets().fresh(), premises.ticketLife());
        // Somebody was faster than us, and has the call: the carrier finds out when it asks once more.
        return ticket.map(AfterStreams::reconnect).orElseGet(this::askAgain);
    }

    /// Whoever takes the call over shall not tear the caller away from the desk for another apology.
    private AfterStream noted(CallId id, AfterStream apology) {
        premises.ports().journal().note(id, premises.alarm().now(), new JournalEntry.Apologised());
        return apology;
    }

    /// The first media connection has come to nothing. It is tried again, and not for ever.
    private AfterStream tryingAgain(CallRecord record, Optional<Guest> guest) throws RegistryUnavailable {
        AfterStream answer = guest.isPresent() ? returning(guest.get()) : announcedAgain(record);
        if (answer instanceof AfterStream.Apologise) {
            noted(record.call().id(), answer);
            premises.registry()
                    .advance(record.call().id(), record.epoch(), CallState.FAILED, Optional.of(EndReason.LINE_LOST));
        }
        return answer;
    }

    private AfterStream announcedAgain(CallRecord record) throws RegistryUnavailable {
        return premises.registry().announce(record.call(), premises.tickets().fresh(), premises.ticketLife())
                        instanceof Announced.Repeated(StreamTicket ticket)
                ? reconnect(ticket)
                : apology();
    }

    /// Nobody is cut off because it is not known yet who has the call; and nobody is kept for ever.
    private AfterStream unknown(CallId id) {
        return unknowns.worthWaitingFor(id) ? askAgain() : apology();
    }

    private AfterStream returning(Guest guest) {
        return roll.mayReturn(guest) ? reconnect(guest.ticket()) : apology();
    }

    private static AfterStream reconnect(StreamTicket ticket) {
        return new AfterStream.Reconnect(ticket, Optional.empty());
    }

    private AfterStream apology() {
        return new AfterStream.Apologise(
                premises.rules().apology(), premises.rules().desk());
    }

    private AfterStream askAgain() {
        return new AfterStream.AskAgain(rules.momentLine());
    }
}
