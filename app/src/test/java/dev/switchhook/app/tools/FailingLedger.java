package dev.switchhook.app.tools;

import dev.switchhook.domain.caller.CallId;
import java.util.List;

/// A ledger that can be out of reach.
final class FailingLedger implements EffectLedger {

    private final EffectLedger real;
    /// It gives no answer and notes nothing.
    volatile boolean out;
    /// It notes the beginning of runs and nothing else any more, as if the process had died in the run.
    volatile boolean deaf;
    /// It notes the beginning of a run, and its answer is lost.
    volatile boolean mute;

    FailingLedger(EffectLedger real) {
        this.real = real;
    }

    private void reach(boolean failing) throws LedgerUnavailable {
        if (out || failing) {
            throw new LedgerUnavailable("out of reach");
        }
    }

    @Override
    public Entry begin(Intent intent, String run, String arguments) throws LedgerUnavailable {
        reach(false);
        Entry entry = real.begin(intent, run, arguments);
        reach(mute);
        return entry;
    }

    @Override
    public boolean beginAnew(Intent intent, String former, String run) throws LedgerUnavailable {
        reach(false);
        return real.beginAnew(intent, former, run);
    }

    @Override
    public Reply done(Intent intent, Reply reply) throws LedgerUnavailable {
        reach(deaf);
        return real.done(intent, reply);
    }

    @Override
    public void undone(Intent intent) throws LedgerUnavailable {
        reach(deaf);
        real.undone(intent);
    }

    @Override
    public void withoutEffect(Intent intent, String run) throws LedgerUnavailable {
        reach(deaf);
        real.withoutEffect(intent, run);
    }

    @Override
    public void doubtful(Intent intent, String run) throws LedgerUnavailable {
        reach(deaf);
        real.doubtful(intent, run);
    }

    @Override
    public List<Note> of(CallId call) throws LedgerUnavailable {
        reach(false);
        return real.of(call);
    }
}
