package dev.switchhook.app.delivery;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.parallel.Isolated;

/// Delivery in a real PostgreSQL.
@Isolated
class PostgresqlDeliveryTest extends DeliveryContract {

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
