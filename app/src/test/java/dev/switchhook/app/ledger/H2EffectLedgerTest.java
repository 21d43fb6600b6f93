package dev.switchhook.app.ledger;

/// The ledger in H2.
class H2EffectLedgerTest extends JdbcEffectLedgerContract {

    @Override
    String url() {
        return "jdbc:h2:mem:effects";
    }
}
