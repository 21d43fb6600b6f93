package dev.switchhook.app.runtime;

import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.port.line.Admission;
import dev.switchhook.domain.port.line.StreamTicket;
import dev.switchhook.domain.port.registry.Announced;
import dev.switchhook.domain.port.registry.RegistryUnavailable;
import java.time.Duration;
import java.time.Instant;

/// Answers announcements: a call is let in once, and gets the same ticket as long as that has not been used,
/// whichever process was told first. While the registry is out, that holds within each process. Any thread.
final class Reception {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Premises premises;
    private final SwitchboardRules rules;
    private final Roll roll;
    private final Forerunner forerunner;
    private volatile boolean closed;

    Reception(Premises premises, SwitchboardRules rules, Roll roll, Forerunner forerunner) {
        this.premises = premises;
        this.rules = rules;
        this.roll = roll;
        this.forerunner = forerunner;
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
            case NO_ROOM -> busy();
            case WAITING -> letIn(call);
            case NEW -> closed ? turnedAway() : rules.full().test(roll.guests()) ? busy() : letIn(call);
        };
    }

    private Admission letIn(IncomingCall call) {
        StreamTicket fresh = premises.tickets().fresh();
        Admission admission = recorded(roll.letIn(call, fresh));
        if (admission.equals(new Admission.Admitted(fresh))) {
            // Nobody was told of this call before: others get the ticket of the first time.
            forerunner.letIn(call, fresh);
        }
        return admission;
    }

    private Admission busy() {
        return new Admission.Busy(rules.busyLine(), premises.rules().desk());
    }

    private Admission turnedAway() {
        return rules.elsewhere().<Admission>map(Admission.Elsewhere::new).orElseGet(this::busy);
    }

    private Admission recorded(Guest guest) {
        if (premises.reach().promising()) {
            try {
                return record(guest);
            } catch (RegistryUnavailable _) {
                premises.reach().failed();
            } catch (RuntimeException defect) {
                premises.defects().accept(guest.incoming().id(), defect);
            }
        }
        recordAfter(FIRST_PAUSE, guest);
        return admitted(guest, guest.ticket(), true);
    }

    private Admission record(Guest guest) throws RegistryUnavailable {
        Announced said = premises.registry().announce(guest.incoming(), guest.ticket(), premises.ticketLife());
        premises.reach().answered();
        return switch (said) {
            case Announced.New _ -> recorded(guest, guest.ticket());
            case Announced.Repeated(StreamTicket known) -> recorded(guest, known);
            case Announced.Replayed _ -> {
                roll.leave(guest);
                yield new Admission.Replayed();
            }
        };
    }

    private Admission recorded(Guest guest, StreamTicket ticket) {
        roll.recorded(guest, ticket);
        return admitted(guest, ticket, false);
    }

    private Admission admitted(Guest guest, StreamTicket ticket, boolean onlyHere) {
        premises.tickets().keep(ticket, new TicketBook.Held(guest.incoming().id(), onlyHere));
        return new Admission.Admitted(ticket);
    }

    /// The registry learns of a guest as soon as it answers: until then no other process can let the call's media
    /// connection in, or look after the call if that never comes.
    private void recordAfter(Duration pause, Guest guest) {
        Instant then = premises.alarm().now().plus(pause);
        premises.alarm()
                .wake(
                        then,
                        () -> premises.slow().execute(() -> {
                            if (!roll.waits(guest) || roll.recorded(guest)) {
                                return;
                            }
                            try {
                                record(guest);
                            } catch (RegistryUnavailable _) {
                                premises.reach().failed();
                                recordAfter(longer(pause), guest);
                            } catch (RuntimeException | Error defect) {
                                premises.defects().accept(guest.incoming().id(), defect);
                                recordAfter(longer(pause), guest);
                            }
                        }));
    }

    private static Duration longer(Duration pause) {
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
    }
}
