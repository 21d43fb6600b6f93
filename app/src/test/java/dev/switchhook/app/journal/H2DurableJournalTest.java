package dev.switchhook.app.journal;

/// The journal in the database that needs no server.
class H2DurableJournalTest extends DurableJournalContract {

    @Override
    String url() {
        return "jdbc:h2:mem:journal;DB_CLOSE_DELAY=0";
    }
}
