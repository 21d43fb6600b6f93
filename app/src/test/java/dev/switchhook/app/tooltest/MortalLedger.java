package dev.switchhook.app.tooltest;

import dev.switchhook.app.tools.EffectLedger;
import dev.switchhook.app.tools.Intent;
import dev.switchhook.domain.caller.CallId;
import java.util.List;

/// The ledger as one process sees it, which may die: from then on it notes nothing. Safe for use by several threads.
final class MortalLedger implements EffectLedger {

    private final EffectLedger ledger;
    private volatile boolean doomed;
    private volatile boolean dead;

    MortalLedger(EffectLedger ledger) {
        this.ledger = ledger;
    }

    /// The process dies as soon as the next tool has run.
    void diesWithTheNextRun() {
        doomed = true;
    }

    void toolHasRun() {
        dead = dead || doomed;
    }

    boolean isDead() {
        return dead;
    }

    private EffectLedger living() throws LedgerUnavailable {
        if (dead) {
            throw new LedgerUnavailable("the process is dead");
        }
        return ledger;
    }

    @Override
    public Entry begin(Intent intent, String run, String arguments) throws LedgerUnavailable {
        return living().begin(intent, run, arguments);
    }

    @Override
    public boolean beginAnew(Intent intent, String former, String run) throws LedgerUnavailable {
        return living().beginAnew(intent, former, run);
    }

    @Override
    public Reply done(Intent intent, Reply reply) throws LedgerUnavailable {
        return living().done(intent, reply);
    }

    @Override
    public void undone(Intent intent) throws LedgerUnavailable {
        living().undone(intent);
    }

    @Override
    public void withoutEffect(Intent intent, String run) throws LedgerUnavailable {
        living().withoutEffect(intent, run);
    }

    @Override
    public void doubtful(Intent intent, String run) throws LedgerUnavailable {
        living().doubtful(intent, run);
    }

    @Override
    public List<Note> of(CallId call) throws LedgerUnavailable {
        return living().of(call);
    }
}
