package dev.switchhook.app.live;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;

/// The board from a real PostgreSQL.
class PostgresqlWallboardTest extends WallboardContract {

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
