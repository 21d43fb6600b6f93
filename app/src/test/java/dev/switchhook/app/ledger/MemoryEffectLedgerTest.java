package dev.switchhook.app.ledger;

import dev.switchhook.app.tools.EffectLedger;
import dev.switchhook.app.tools.MemoryEffectLedger;

/// The ledger of one process.
class MemoryEffectLedgerTest extends EffectLedgerContract {

    private final EffectLedger ledger = new MemoryEffectLedger();

    @Override
    EffectLedger ledger() {
        return ledger;
    }
}
