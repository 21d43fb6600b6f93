package dev.switchhook.app.runtime;

import dev.switchhook.domain.call.Call;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.port.line.StreamTicket;

/// Has the speech model made ready for a call that was let in, while the carrier still connects its sound. Any
/// thread.
///
/// Nothing depends on it: a call whose model was not made ready opens one by itself.
final class Forerunner {

    private final Premises premises;

    Forerunner(Premises premises) {
        this.premises = premises;
    }

    /// A call was let in for the first time. It is given away at once, because the carrier waits for our answer. If
    /// nobody has used its ticket when that expires, the model is not wanted any more; if somebody has, there is
    /// nothing to prepare.
    void letIn(IncomingCall call, StreamTicket ticket) {
        premises.slow().execute(() -> {
            if (premises.tickets().holds(ticket)) {
                prepare(call);
                if (!premises.tickets().holds(ticket)) {
                    // Whoever took the ticket meanwhile found nothing to dismiss or to claim.
                    leaves(call.id());
                }
            }
        });
        premises.alarm().wake(premises.alarm().now().plus(premises.ticketLife()), () -> leaves(call.id()));
    }

    private void prepare(IncomingCall call) {
        try {
            premises.ports()
                    .model()
                    .prepare(Call.firstBriefing(
                            call, premises.ports().assistants().answering(call)));
        } catch (RuntimeException | Error defect) {
            premises.defects().accept(call.id(), defect);
        }
    }

    /// A call does not begin.
    void leaves(CallId call) {
        premises.ports().model().dismiss(call);
    }
}
