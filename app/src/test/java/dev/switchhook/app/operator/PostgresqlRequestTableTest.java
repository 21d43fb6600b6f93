package dev.switchhook.app.operator;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;

/// The requests of operators in a real PostgreSQL.
class PostgresqlRequestTableTest extends RequestTableContract {

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
