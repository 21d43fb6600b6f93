package dev.switchhook.app.tools;

import dev.switchhook.app.tools.EffectLedger.Entry;
import dev.switchhook.app.tools.EffectLedger.LedgerUnavailable;
import dev.switchhook.app.tools.EffectLedger.Reply;
import dev.switchhook.domain.tool.ToolOutcome;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets every intent take effect once, however often it is asked for: again in this process or in another one, at once
/// or later, after an interruption, a lost connection or the death of a process. Safe for use by several threads.
///
/// The ledger is asked before the tool runs and told afterwards. Where it does not know how an earlier run ended, the
/// tool is asked ([SchemaTool#outcomeOf]) before anything runs again. Without a ledger nothing runs.
final class OnceEach {

    /// How long a run of another process is left alone between two looks.
    static final Duration GLANCE = Duration.ofMillis(100);

    private static final Logger LOG = LoggerFactory.getLogger(OnceEach.class);

    private final EffectLedger ledger;
    private final Pause pause;
    private final String process = UUID.randomUUID().toString();
    private final AtomicLong runs = new AtomicLong();
    private final AtomicLong hits = new AtomicLong();
    private final ConcurrentMap<Intent, CompletableFuture<ToolOutcome>> live = new ConcurrentHashMap<>();
    private final Remembered remembered = new Remembered();

    /// Waits.
    @FunctionalInterface
    interface Pause {

        void pause(Duration time);
    }

    OnceEach(EffectLedger ledger, Pause pause) {
        this.ledger = ledger;
        this.pause = pause;
    }

    /// How often a call was answered with what was done before.
    long hits() {
        return hits.get();
    }

    /// Runs it, or tells what came of it before.
    ///
    /// @throws RuntimeException when the tool breaks; nothing may be claimed about its effect then
    ToolOutcome run(Attempt attempt) {
        CompletableFuture<ToolOutcome> mine = new CompletableFuture<>();
        CompletableFuture<ToolOutcome> first = live.putIfAbsent(attempt.intent(), mine);
        if (first != null) {
            return awaited(first, attempt);
        }
        ToolOutcome outcome = new ToolOutcome.Failed();
        try {
            outcome = throughTheLedger(attempt);
            return outcome;
        } finally {
            live.remove(attempt.intent(), mine);
            mine.complete(outcome);
        }
    }

    private ToolOutcome awaited(CompletableFuture<ToolOutcome> first, Attempt attempt) {
        try {
            ToolOutcome outcome = first.get(attempt.deadline().toMillis(), TimeUnit.MILLISECONDS);
            if (outcome instanceof ToolOutcome.Done) {
                hits.incrementAndGet();
            }
            return outcome;
        } catch (TimeoutException _) {
            return new ToolOutcome.TimedOut(attempt.age());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new ToolOutcome.TimedOut(attempt.age());
        } catch (ExecutionException broken) {
            throw new IllegalStateException("a run is completed with its outcome", broken);
        }
    }

    private ToolOutcome throughTheLedger(Attempt attempt) {
        Intent intent = attempt.intent();
        switch (remembered.of(intent)) {
            case Remembered.Thing.Accepted(ToolOutcome outcome) -> {
                return outcome;
            }
            case Remembered.Thing.NotNoted(Reply reply) -> {
                if (attempt.stands()) {
                    hits.incrementAndGet();
                    return done(attempt, reply, Optional.empty(), Set.of());
                }
                remembered.forget(intent);
                return begin(attempt, process + ":" + runs.incrementAndGet());
            }
            case Remembered.Thing.NotBegun(String run) -> {
                return begin(attempt, run);
            }
            case Remembered.Thing.Nothing _ -> {
                return begin(attempt, process + ":" + runs.incrementAndGet());
            }
        }
    }

    private ToolOutcome begin(Attempt attempt, String run) {
        Intent intent = attempt.intent();
        try {
            do {
                switch (ledger.begin(intent, run, attempt.arguments().toString())) {
                    case Entry.Begun _ -> {
                        return ran(attempt, run);
                    }
                    case Entry.Done(Reply reply) -> {
                        if (attempt.stands()) {
                            return again(attempt, reply);
                        }
                        ledger.undone(intent);
                    }
                    case Entry.Open open -> {
                        Optional<ToolOutcome> outcome = afterAnother(attempt, open, run);
                        if (outcome.isPresent()) {
                            return outcome.get();
                        }
                    }
                }
            } while (attempt.age().compareTo(attempt.deadline()) < 0);
            return new ToolOutcome.TimedOut(attempt.age());
        } catch (LedgerUnavailable out) {
            LOG.warn(
                    "call={} event=ledger-unavailable tool={} why=\"{}\"",
                    intent.call(),
                    intent.tool(),
                    out.getMessage());
            // The tool has not run under this name, whether the ledger has noted it or not.
            remembered.keep(intent, new Remembered.Thing.NotBegun(run));
            return new ToolOutcome.Refused(AnswerText.of("refused", CannotNow.WORDS));
        }
    }

    private ToolOutcome again(Attempt attempt, Reply reply) {
        hits.incrementAndGet();
        attempt.tool().personal().addAll(reply.personal());
        return new ToolOutcome.Done(reply.answer());
    }

    /// What came of another run; empty when its note has changed meanwhile, or when it may still be at work.
    private Optional<ToolOutcome> afterAnother(Attempt attempt, Entry.Open open, String run) throws LedgerUnavailable {
        boolean over = open.doubtful()
                || open.run().startsWith(process + ":")
                || open.age().compareTo(attempt.deadline()) >= 0;
        Optional<ToolReply> earlier = attempt.earlier();
        if (earlier.isPresent() && earlier.get() instanceof ToolReply.Done known) {
            hits.incrementAndGet();
            return Optional.of(done(attempt, reply(attempt, known), Attempt.line(known), known.shown()));
        }
        if (!over) {
            pause.pause(GLANCE);
            return Optional.empty();
        }
        if (earlier.isPresent()) {
            if (earlier.get() instanceof ToolReply.Refused || earlier.get() instanceof ToolReply.NotYet) {
                ledger.withoutEffect(attempt.intent(), open.run());
            }
            return Optional.of(attempt.outcome(earlier.get()));
        }
        return ledger.beginAnew(attempt.intent(), open.run(), run) ? Optional.of(ran(attempt, run)) : Optional.empty();
    }

    private ToolOutcome ran(Attempt attempt, String run) {
        // From here on this run may have had an effect; under its name nothing is begun again.
        remembered.forget(attempt.intent());
        Settled settled = new Settled();
        try {
            ToolReply reply = attempt.reply(late -> {
                settled.settle();
                remembered.forget(attempt.intent());
                attempt.later().report(noted(attempt, run, late));
            });
            if (reply instanceof ToolReply.Accepted) {
                ToolOutcome accepted = attempt.outcome(reply);
                settled.unlessSettled(() -> remembered.keep(attempt.intent(), new Remembered.Thing.Accepted(accepted)));
                return accepted;
            }
            return noted(attempt, run, reply);
        } catch (Throwable broken) {
            note(attempt, () -> ledger.doubtful(attempt.intent(), run));
            throw broken;
        }
    }

    private ToolOutcome noted(Attempt attempt, String run, ToolReply reply) {
        return switch (reply) {
            case ToolReply.Done done -> done(attempt, reply(attempt, done), Attempt.line(done), done.shown());
            case ToolReply.Refused _, ToolReply.NotYet _ -> {
                note(attempt, () -> ledger.withoutEffect(attempt.intent(), run));
                yield attempt.outcome(reply);
            }
            case ToolReply.Unknown _ -> {
                note(attempt, () -> ledger.doubtful(attempt.intent(), run));
                yield attempt.outcome(reply);
            }
            case ToolReply.Accepted _ -> attempt.outcome(reply);
        };
    }

    private static Reply reply(Attempt attempt, ToolReply.Done done) {
        return new Reply(attempt.answer(done), attempt.tool().personal());
    }

    /// It is done, whether the ledger takes the note or not. When it does not, this process keeps the reply.
    private ToolOutcome done(Attempt attempt, Reply reply, Optional<String> line, Set<String> shown) {
        try {
            Reply kept = ledger.done(attempt.intent(), reply);
            remembered.forget(attempt.intent());
            // The line of another run was said, or left to the model, when that one ended.
            return new ToolOutcome.Done(kept.answer(), line.filter(_ -> kept.equals(reply)), true, shown);
        } catch (LedgerUnavailable out) {
            warn(attempt, out);
            remembered.keep(attempt.intent(), new Remembered.Thing.NotNoted(reply));
            return new ToolOutcome.Done(reply.answer(), line, true, shown);
        }
    }

    private interface Noting {

        void note() throws LedgerUnavailable;
    }

    /// A note that cannot be made leaves the run open; the tool is asked then.
    private static void note(Attempt attempt, Noting noting) {
        try {
            noting.note();
        } catch (LedgerUnavailable out) {
            warn(attempt, out);
        }
    }

    private static void warn(Attempt attempt, LedgerUnavailable out) {
        LOG.warn(
                "call={} event=effect-not-noted tool={} why=\"{}\"",
                attempt.intent().call(),
                attempt.intent().tool(),
                out.getMessage());
    }

    /// Whether a tool that answers early has reported already.
    private static final class Settled {

        private boolean settled;

        synchronized void settle() {
            settled = true;
        }

        synchronized void unlessSettled(Runnable action) {
            if (!settled) {
                action.run();
            }
        }
    }

    /// What the model is told when nothing can be noted.
    private record CannotNow(String problem, String say) {

        static final CannotNow WORDS = new CannotNow(
                "This cannot be done just now. Nothing was changed.",
                "Say that it cannot be done just now. Offer to take a message or to be called again.");
    }
}
