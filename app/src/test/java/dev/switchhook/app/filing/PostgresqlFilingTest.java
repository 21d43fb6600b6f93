package dev.switchhook.app.filing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;

/// Filing in a real PostgreSQL.
class PostgresqlFilingTest extends FilingContract {

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
}
