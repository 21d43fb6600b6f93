package dev.switchhook.app.spa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands in a real PostgreSQL.
class PostgresqlImportTest {

    @TempDir
    Path folder;

    @Test
    void a_day_comes_in_once_and_goes_out_to_an_empty_book() throws Exception {
        String table =
                Files.writeString(folder.resolve("in.csv"), DayTest.table()).toString();
        String calendar = folder.resolve("out.ics").toString();
        try (EmbeddedPostgres server = EmbeddedPostgres.start();
                Shell shell = new Shell(server.getJdbcUrl("postgres", "postgres"));
                Shell empty = new Shell()) {
            assertThat(shell.run("import", table)).as(shell.err()).isZero();
            assertThat(shell.run("import", table)).as(shell.err()).isZero();
            assertThat(shell.out()).startsWith("0 booked, 9 in the book before");
            assertThat(shell.run("day", "2026-11-23", "--numbers", "--format", "ics", "--output", calendar))
                    .isZero();

            assertThat(empty.run("import", calendar)).as(empty.err()).isZero();
            assertThat(empty.monday()).hasSize(9).isEqualTo(shell.monday());
        }
    }
}
