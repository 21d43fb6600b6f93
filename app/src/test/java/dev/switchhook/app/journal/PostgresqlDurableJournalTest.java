package dev.switchhook.app.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchhook.app.store.Database;
import dev.switchhook.app.store.DatabaseSettings;
import dev.switchhook.app.store.SilentRelay;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.journal.CallArchive.ArchiveUnavailable;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// The journal in a real PostgreSQL.
class PostgresqlDurableJournalTest extends DurableJournalContract {

    private EmbeddedPostgres server;

    @Override
    String url() throws IOException {
        server = EmbeddedPostgres.start();
        return server.getJdbcUrl("postgres", "postgres");
    }

    @AfterAll
    void stop() throws IOException {
        server.close();
    }

    @Test
    void d2_whoever_reads_the_archive_of_a_server_that_has_gone_silent_is_told_so_in_time() throws Exception {
        try (SilentRelay relay = new SilentRelay(server.getPort());
                Database database = Database.open(new DatabaseSettings(
                        "jdbc:postgresql://127.0.0.1:" + relay.port() + "/postgres?user=postgres",
                        Optional.empty(),
                        Optional.empty()))) {
            JdbcArchive archive = new JdbcArchive(database.dataSource());
            assertThat(archive.entries(new CallId("CAsilent"))).isEmpty();
            relay.fallSilent();

            long start = System.nanoTime();
            assertThatThrownBy(() -> archive.entries(new CallId("CAsilent"))).isInstanceOf(ArchiveUnavailable.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(3_500));
        }
    }
}
