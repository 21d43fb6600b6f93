package dev.switchhook.app.runtime;

import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.port.line.Admission;
import dev.switchhook.domain.port.line.StreamTicket;
import dev.switchhook.domain.port.registry.Announced;
import dev.switchhook.domain.port.registry.RegistryUnavailable;

/// Answers announcements: a call is let in once, and gets the same ticket as long as that has not been used,
/// whichever process was told first. While the registry is out, that holds within each process. Any thread.
final class Reception {

    private final Premises premises;
    private final SwitchboardRules rules;
    private final Roll roll;
    private volatile boolean closed;

    Reception(Premises premises, SwitchboardRules rules, Roll roll) {
        this.premises = premises;
        this.rules = rules;
        this.roll = roll;
    }

    /// No new call is let in from now on.
    void close() {
        closed = true;
    }

    boolean closed() {
        return closed;
    }

    Admission announce(IncomingCall call) {
        return switch (roll.arrival(call.id())) {
            case REPLAYED -> new Admission.Replayed();
            case NO_ROOM ->
                new Admission.Busy(rules.busyLine(), premises.rules().desk());
            case WAITING -> recorded(roll.letIn(call, premises.tickets().fresh()));
            case NEW ->
                closed
                        ? turnedAway()
                        : recorded(roll.letIn(call, premises.tickets().fresh()));
        };
    }

    private Admission turnedAway() {
        return rules.elsewhere()
                .<Admission>map(Admission.Elsewhere::new)
                .orElseGet(() ->
                        new Admission.Busy(rules.busyLine(), premises.rules().desk()));
    }

    private Admission recorded(Guest guest) {
        StreamTicket ticket = guest.ticket();
        if (!premises.reach().promising()) {
            return admitted(guest, ticket, true);
        }
        try {
            Announced said = premises.registry().announce(guest.incoming(), ticket, premises.ticketLife());
            premises.reach().answered();
            return switch (said) {
                case Announced.New _ -> admitted(guest, ticket, false);
                case Announced.Repeated(StreamTicket known) -> {
                    roll.ticket(guest, known);
                    yield admitted(guest, known, false);
                }
                case Announced.Replayed _ -> {
                    roll.leave(guest);
                    yield new Admission.Replayed();
                }
            };
        } catch (RegistryUnavailable _) {
            premises.reach().failed();
            return admitted(guest, ticket, true);
        }
    }

    private Admission admitted(Guest guest, StreamTicket ticket, boolean onlyHere) {
        premises.tickets().keep(ticket, new TicketBook.Held(guest.incoming().id(), onlyHere));
        return new Admission.Admitted(ticket);
    }
}
