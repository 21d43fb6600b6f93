package dev.switchhook.app.runtime;

import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.line.StreamTicket;
import dev.switchhook.domain.port.registry.Announced;
import dev.switchhook.domain.port.registry.CallRecord;
import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.port.registry.RegistryUnavailable;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/// How one call of this process stands: known here at once, and written to the registry behind, in order, until it
/// is written or overtaken by something later. Any thread.
///
/// Only the latest state is written, by one background write at a time. Whoever has to be sure ([#confirmation],
/// [#compare]) asks and writes beside it; so an answer that is older than what was learned while it was under way is
/// passed over. While the registry gives no answer the background write is tried again after 0.2 s, doubling up to
/// 5 s, without a limit. A call that was announced while the registry was out is recorded by its first write. When
/// the registry says that the call has changed hands, nothing but the carrier's word that it is over is written any
/// more, and the call is told.
final class Standing {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final IncomingCall incoming;
    private final StreamTicket ticket;
    private final Premises premises;
    private final Told told;

    private Facts facts;
    private Optional<EndReason> reason = Optional.empty();
    private boolean writing;
    private boolean closed;
    private Duration pause = FIRST_PAUSE;

    /// Who is told what the registry knows better.
    interface Told {

        /// The call belongs to somebody else.
        void fenced();

        /// The carrier has told somebody else that the call is over.
        void over();

        /// After [Standing#close]: there is nothing to write any more.
        void written();
    }

    /// Whose the call is.
    private enum Hold {
        OURS,
        LET_GO,
        FENCED
    }

    /// @param state how the call stands
    /// @param written how the registry says that it stands, as far as we know
    /// @param epoch with which we own the call; empty while the registry has not told us
    /// @param released whether the registry knows that we have let it go
    private record Facts(CallState state, CallState written, OptionalLong epoch, Hold hold, boolean released) {

        Facts standing(CallState next) {
            return new Facts(next, written, epoch, hold, released);
        }

        Facts wrote(CallState what) {
            CallState reached = written.next().contains(what) ? what : written;
            return new Facts(state, reached, epoch, hold, released);
        }

        Facts owned(CallRecord record) {
            return new Facts(state, record.state(), OptionalLong.of(record.epoch()), hold, false);
        }

        Facts unknown() {
            return new Facts(state, CallState.ANNOUNCED, OptionalLong.empty(), hold, false);
        }

        Facts held(Hold by, boolean letGo) {
            return new Facts(state, written, epoch, by, letGo);
        }

        /// Whether the registry has to learn how the call stands.
        boolean behind() {
            return written != CallState.OVER
                    && (epoch.isEmpty() || (written != state && written.next().contains(state)));
        }

        boolean toWrite() {
            return switch (hold) {
                case OURS -> behind();
                case LET_GO -> behind() || (!released && written != CallState.OVER);
                case FENCED -> state == CallState.OVER && behind();
            };
        }
    }

    private Standing(IncomingCall incoming, StreamTicket ticket, Facts facts, Premises premises, Told told) {
        this.incoming = incoming;
        this.ticket = ticket;
        this.facts = facts;
        this.premises = premises;
        this.told = told;
    }

    /// A call that the registry has given us.
    ///
    /// @param ticket any that was not given out, for the case that the registry loses the call
    static Standing of(CallRecord record, StreamTicket ticket, Premises premises, Told told) {
        OptionalLong epoch = OptionalLong.of(record.epoch());
        Facts facts = new Facts(record.state(), record.state(), epoch, Hold.OURS, false);
        Standing standing = new Standing(record.call(), ticket, facts, premises, told);
        standing.reason = record.reason();
        return standing;
    }

    /// A call that the registry knows nothing about yet, because it was out.
    ///
    /// @param ticket the one that was given out for the call
    static Standing unrecorded(IncomingCall incoming, StreamTicket ticket, Premises premises, Told told) {
        Facts facts = new Facts(CallState.LIVE, CallState.ANNOUNCED, OptionalLong.empty(), Hold.OURS, false);
        return new Standing(incoming, ticket, facts, premises, told);
    }

    /// The call stands so from now on, unless it has come further.
    void stand(CallState next, Optional<EndReason> why) {
        synchronized (this) {
            if (!facts.state().next().contains(next)) {
                return;
            }
            facts = facts.standing(next);
            reason = reason.or(() -> why);
        }
        write();
    }

    /// Another process may have the call, as soon as everything has been written.
    void letGo() {
        synchronized (this) {
            if (facts.hold() == Hold.OURS) {
                facts = facts.held(Hold.LET_GO, false);
            }
        }
        write();
    }

    /// Nothing more comes from the call itself.
    void close() {
        synchronized (this) {
            closed = true;
        }
        write();
    }

    /// This process has got the call once more, unless it has got it later still.
    synchronized void reclaimed(CallRecord record) {
        if (facts.epoch().isEmpty() || record.epoch() >= facts.epoch().getAsLong()) {
            facts = facts.owned(record);
        }
    }

    synchronized CallState state() {
        return facts.state();
    }

    /// With which epoch we own the call; empty while the registry has not told us.
    synchronized OptionalLong epoch() {
        return facts.epoch();
    }

    /// Whether the call ends, or is given up, only because something broke here.
    synchronized boolean broken() {
        return reason.filter(why -> why.decidedBy() == EndReason.Decider.FAULT).isPresent();
    }

    /// Whether the call is ours, as far as we know.
    synchronized boolean ours() {
        return facts.hold() == Hold.OURS;
    }

    /// Whether how the call stands here is also how it stands in the registry.
    enum Confirmation {
        /// It is written.
        WRITTEN,
        /// The registry gives no answer: the call may be somebody else's by now.
        UNANSWERED,
        /// The call is not ours any more.
        FENCED
    }

    /// Writes how the call stands, unless it is written. Slow.
    ///
    /// A call that the registry has not given to us is not taken for ours: the registry may have recorded it
    /// without our learning so, and another process may serve it by now.
    Confirmation confirmation() {
        try {
            Facts now = facts();
            while (now.hold() != Hold.FENCED && now.behind()) {
                if (!premises.reach().promising()) {
                    return Confirmation.UNANSWERED;
                }
                next(now);
                Facts after = facts();
                if (after.equals(now)) {
                    return Confirmation.UNANSWERED;
                }
                now = after;
            }
            return now.hold() == Hold.FENCED ? Confirmation.FENCED : Confirmation.WRITTEN;
        } catch (RegistryUnavailable _) {
            premises.reach().failed();
            return Confirmation.UNANSWERED;
        } catch (RuntimeException defect) {
            premises.defects().accept(incoming.id(), defect);
            return Confirmation.UNANSWERED;
        }
    }

    /// Whether the call is ours as far as can be found out: it is written, or the registry gives no answer and cannot
    /// object. Slow.
    boolean confirmed() {
        return confirmation() != Confirmation.FENCED;
    }

    /// What the registry says about a call of ours.
    enum Found {
        /// It is ours.
        OURS,
        /// It belongs to somebody else, or to nobody because we have let it go.
        SOMEBODYS,
        /// It is over.
        OVER
    }

    /// Compares with the registry, and follows it. Slow.
    ///
    /// A call that it gives to us with another epoch is ours with that one; one that it gives to nobody is taken
    /// again; one that it gives to somebody else is not ours any more.
    Found compare() throws RegistryUnavailable {
        OptionalLong asked = epoch();
        Found found = follow(asked, premises.registry().find(incoming.id()));
        write();
        return found;
    }

    private Found follow(OptionalLong asked, Optional<CallRecord> found) throws RegistryUnavailable {
        if (found.isEmpty()) {
            // The registry has lost the call, or has never had it: it is recorded anew.
            learn(asked, OptionalLong.empty(), Facts::unknown);
            return Found.OURS;
        }
        CallRecord record = found.get();
        OptionalLong answered = OptionalLong.of(record.epoch());
        if (record.state() == CallState.OVER) {
            change(known -> known.wrote(CallState.OVER));
            told.over();
            return Found.OVER;
        }
        if (record.owner().isEmpty()) {
            return nobodys(asked, record);
        }
        if (record.owner().get().equals(premises.me())) {
            learn(asked, answered, known -> known.owned(record));
            return Found.OURS;
        }
        if (!learn(asked, answered, known -> known.held(Hold.FENCED, false))) {
            return Found.OURS;
        }
        told.fenced();
        return Found.SOMEBODYS;
    }

    private Found nobodys(OptionalLong asked, CallRecord record) throws RegistryUnavailable {
        if (!ours()) {
            learn(asked, OptionalLong.of(record.epoch()), known -> known.held(Hold.LET_GO, true));
            return Found.SOMEBODYS;
        }
        premises.registry()
                .takeOver(incoming.id(), record.epoch(), premises.me())
                .ifPresent(this::reclaimed);
        return Found.OURS;
    }

    private synchronized Facts facts() {
        return facts;
    }

    /// Follows an answer, unless something newer was learned since the question. An answer with a lower epoch than
    /// was known before the question is not old: the registry has lost what it knew.
    ///
    /// @param asked the epoch that was known at the question
    /// @param answered the epoch of the answer
    private synchronized boolean learn(OptionalLong asked, OptionalLong answered, UnaryOperator<Facts> how) {
        boolean moved = facts.epoch().isPresent() && !facts.epoch().equals(asked);
        if (moved && (answered.isEmpty() || answered.getAsLong() < facts.epoch().getAsLong())) {
            return false;
        }
        facts = how.apply(facts);
        return true;
    }

    private synchronized void change(UnaryOperator<Facts> how) {
        facts = how.apply(facts);
    }

    private synchronized Optional<EndReason> reason() {
        return reason;
    }

    /// Begins to write what is not written, unless that is under way.
    void write() {
        boolean begins;
        boolean done;
        synchronized (this) {
            if (writing) {
                return;
            }
            begins = facts.toWrite();
            done = closed && !begins;
            writing = begins;
        }
        if (begins) {
            premises.slow().execute(this::attempt);
        } else if (done) {
            told.written();
        }
    }

    private void attempt() {
        Facts before = facts();
        // Meanwhile the registry may have told us that there is nothing to write any more.
        boolean moved = !before.toWrite();
        if (!moved && premises.reach().promising()) {
            try {
                next(before);
                premises.reach().answered();
                // An answer that changes nothing is as little use as none.
                moved = !facts().equals(before);
            } catch (RegistryUnavailable _) {
                premises.reach().failed();
            } catch (RuntimeException | Error defect) {
                // No answer either: the write is tried again, or nobody would ever write for this call.
                premises.defects().accept(incoming.id(), defect);
            }
        }
        if (moved) {
            synchronized (this) {
                pause = FIRST_PAUSE;
                writing = false;
            }
            write();
        } else {
            premises.alarm()
                    .wake(
                            premises.alarm().now().plus(nextPause()),
                            () -> premises.slow().execute(this::attempt));
        }
    }

    private synchronized Duration nextPause() {
        Duration wait = pause;
        pause = wait.compareTo(LONGEST_PAUSE.dividedBy(2)) < 0 ? wait.multipliedBy(2) : LONGEST_PAUSE;
        return wait;
    }

    /// One write.
    private void next(Facts now) throws RegistryUnavailable {
        var registry = premises.registry();
        if (now.state() == CallState.OVER) {
            registry.over(incoming.id(), reason().orElse(EndReason.CALLER_HUNG_UP));
            change(known -> known.wrote(CallState.OVER));
        } else if (now.epoch().isEmpty()) {
            record();
        } else if (now.behind()) {
            if (registry.advance(incoming.id(), now.epoch().getAsLong(), now.state(), reason())) {
                change(known -> known.wrote(now.state()));
            } else {
                compare();
            }
        } else if (now.hold() == Hold.LET_GO) {
            if (registry.release(incoming.id(), now.epoch().getAsLong())) {
                learn(now.epoch(), now.epoch(), known -> known.held(Hold.LET_GO, true));
            } else {
                compare();
            }
        }
    }

    /// Records the call late: as announced with its ticket, and the ticket as used by us. When it turns out that the
    /// registry has known the call all the time, the registry is right.
    private void record() throws RegistryUnavailable {
        StreamTicket known = switch (premises.registry().announce(incoming, ticket, premises.ticketLife())) {
            case Announced.New _, Announced.Replayed _ -> ticket;
            case Announced.Repeated(StreamTicket other) -> other;
        };
        Optional<CallRecord> claimed = premises.registry().claim(known, incoming.id(), premises.me());
        if (claimed.isPresent()) {
            reclaimed(claimed.get());
        } else {
            compare();
        }
    }
}
