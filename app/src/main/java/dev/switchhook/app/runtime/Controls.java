package dev.switchhook.app.runtime;

import dev.switchhook.app.runtime.Standing.Found;
import dev.switchhook.domain.call.CallEvent;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.control.CallControl;
import dev.switchhook.domain.port.control.ControlCommand;
import dev.switchhook.domain.port.control.ControlOutcome;
import dev.switchhook.domain.port.line.AfterStream;
import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.port.line.StreamTicket;
import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.port.registry.RegistryUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Controls one call at the carrier, beside its owner. Whatever changes the call there is asked for only while the
/// call is ours: a process that was fenced neither hangs up nor redirects.
final class Controls {

    /// The carrier sends sound all the time, also of a caller who is silent. A connection from which nothing has come
    /// for so long may be dead, and its caller with somebody else.
    private static final Duration QUIET = Duration.ofSeconds(2);

    private static final Duration FIRST_LIMIT_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_LIMIT_PAUSE = Duration.ofSeconds(30);

    private final CallId call;
    private final Premises premises;
    private final Standing standing;
    private volatile boolean lineIsOurs;
    private volatile Instant heardAt = Instant.MIN;
    private volatile Duration longest = Duration.ZERO;

    Controls(CallId call, Premises premises, Standing standing) {
        this.call = call;
        this.premises = premises;
        this.standing = standing;
    }

    /// Gives the command away; fast.
    ///
    /// @param owner told of the outcome
    void carryOut(ControlCommand command, Consumer<CallEvent> owner) {
        switch (command) {
            case LIMIT -> limit(premises.rules().ending().hardLimit());
            case LIFT_LIMIT -> limit(premises.rules().ending().deskLimit());
            case LOOK_UP ->
                premises.slow()
                        .execute(() ->
                                owner.accept(new CallEvent.FromControl(carrier().lookUp(call))));
            case HANG_UP -> ifOurs(owner, () -> carrier().hangUp(call));
            case APOLOGISE -> ifOurs(owner, () -> carrier().redirect(call, apology()));
            case RECONNECT -> premises.slow().execute(() -> owner.accept(reconnected()));
        }
    }

    /// Asks for the apology, whatever comes of it; fast.
    void apologise() {
        carryOut(ControlCommand.APOLOGISE, _ -> {});
    }

    /// A ticket for another media connection of the call: one that the registry knows, or one that only we know while
    /// it gives no answer. Slow.
    ///
    /// @return empty when the call is not ours any more, or is not live
    Optional<StreamTicket> ticket() {
        StreamTicket fresh = premises.tickets().fresh();
        if (standing.state() == CallState.ANNOUNCED) {
            standing.stand(CallState.LIVE, Optional.empty());
        }
        try {
            // The second try is for the epoch that the first one may have brought to light.
            for (int attempt = 1; attempt <= 2 && standing.confirmed(); attempt++) {
                OptionalLong epoch = standing.epoch();
                if (epoch.isEmpty()) {
                    return Optional.of(knownOnlyHere(fresh));
                }
                Optional<StreamTicket> issued =
                        premises.registry().reissue(call, epoch.getAsLong(), fresh, premises.ticketLife());
                if (issued.isPresent()) {
                    premises.tickets().keep(issued.get(), new TicketBook.Held(call, false));
                    return issued;
                }
                standing.compare();
            }
            return Optional.empty();
        } catch (RegistryUnavailable _) {
            premises.reach().failed();
            return Optional.of(knownOnlyHere(fresh));
        } catch (RuntimeException defect) {
            premises.defects().accept(call, defect);
            return Optional.of(knownOnlyHere(fresh));
        }
    }

    private StreamTicket knownOnlyHere(StreamTicket ticket) {
        premises.tickets().keep(ticket, new TicketBook.Held(call, true));
        return ticket;
    }

    private CallControl carrier() {
        return premises.ports().control();
    }

    /// Whether the carrier's media connection of the call is to us, as far as we know; not before the first one.
    void lineIsOurs(boolean is) {
        heardAt = premises.alarm().now();
        lineIsOurs = is;
    }

    /// The line has said something; fast.
    void heard(LineEvent event) {
        if (event instanceof LineEvent.Lost) {
            lineIsOurs(false);
        } else {
            heardAt = premises.alarm().now();
        }
    }

    private boolean callerIsOnOurLine() {
        return lineIsOurs && premises.alarm().now().isBefore(heardAt.plus(QUIET));
    }

    private void ifOurs(Consumer<CallEvent> owner, Supplier<ControlOutcome> request) {
        premises.slow().execute(() -> owner.accept(requested(request)));
    }

    /// A decided end is brought about even while the registry is silent, as long as the caller is on our line.
    /// Without it another process may have resumed the call by now, and our request would cut the caller off; so
    /// it would when we only cannot serve them.
    private CallEvent requested(Supplier<ControlOutcome> request) {
        return switch (standing.confirmation()) {
            case WRITTEN -> new CallEvent.FromControl(request.get());
            case FENCED -> new CallEvent.TakenOver();
            case UNANSWERED ->
                new CallEvent.FromControl(
                        standing.broken() || !callerIsOnOurLine()
                                ? new ControlOutcome.Unknown("the registry does not say whose call it is")
                                : request.get());
        };
    }

    private AfterStream apology() {
        return new AfterStream.Apologise(
                premises.rules().apology(), premises.rules().desk());
    }

    /// A request that got no answer may be obeyed seconds later, when the caller has been given up and talks to the
    /// desk.
    /// So the carrier is told to ask us, and what is done is judged then.
    ///
    /// It may also have waited here for its turn, while the caller came back by themselves: then nobody is moved.
    private CallEvent reconnected() {
        if (standing.state() == CallState.ANNOUNCED) {
            standing.stand(CallState.LIVE, Optional.empty());
        }
        boolean live = isLiveAndOurs();
        if (callerIsOnOurLine()) {
            return new CallEvent.FromControl(new ControlOutcome.Unknown("the caller is back already"));
        }
        if (live) {
            return new CallEvent.FromControl(carrier().redirect(call, new AfterStream.AskNow()));
        }
        return standing.ours()
                ? new CallEvent.FromControl(new ControlOutcome.Unknown("the call is not live"))
                : new CallEvent.TakenOver();
    }

    /// Whether the registry says so, or gives no answer and cannot object.
    private boolean isLiveAndOurs() {
        try {
            if (!standing.confirmed() || standing.compare() != Found.OURS) {
                return false;
            }
        } catch (RegistryUnavailable _) {
            premises.reach().failed();
        } catch (RuntimeException defect) {
            premises.defects().accept(call, defect);
        }
        return standing.ours() && standing.state() == CallState.LIVE;
    }

    /// The carrier's own limit is what ends the call when nothing of ours is left to do it, so it is asked for until
    /// the carrier has taken it, or the call is somebody else's or is being ended.
    private void limit(Duration wanted) {
        longest = wanted;
        premises.slow().execute(() -> limit(wanted, FIRST_LIMIT_PAUSE));
    }

    /// A limit that was lifted meanwhile is not asked for again, and does not stay when it came last.
    private void limit(Duration wanted, Duration pause) {
        boolean useful =
                standing.state() == CallState.FAILED || standing.state().next().contains(CallState.LIVE);
        if (!standing.ours() || !useful || !wanted.equals(longest)) {
            return;
        }
        ControlOutcome outcome = carrier().limit(call, wanted);
        if (!wanted.equals(longest)) {
            limit(longest, FIRST_LIMIT_PAUSE);
        } else if (outcome instanceof ControlOutcome.Unknown) {
            Duration doubled = pause.multipliedBy(2);
            Duration next = doubled.compareTo(LONGEST_LIMIT_PAUSE) < 0 ? doubled : LONGEST_LIMIT_PAUSE;
            premises.alarm()
                    .wake(
                            premises.alarm().now().plus(pause),
                            () -> premises.slow().execute(() -> limit(wanted, next)));
        }
    }
}
