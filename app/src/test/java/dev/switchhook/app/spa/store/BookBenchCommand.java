package dev.switchhook.app.spa.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// The measurement of the book as a command: `./mvnw -q -Pbook-bench [-Dseconds=60]
/// [-Ddatabase=both|h2|postgresql]`.
public final class BookBenchCommand {

    private BookBenchCommand() {}

    /// Runs it. The exit code is 0 when all targets were reached.
    ///
    /// @param arguments where the H2 file may be put
    public static void main(String[] arguments) throws Exception {
        Duration length = Duration.ofSeconds(Integer.getInteger("seconds", 60));
        String which = System.getProperty("database", "both");
        BenchReport report = new BenchReport(System.out);
        if (!which.equals("postgresql")) {
            Path directory = Files.createTempDirectory(Files.createDirectories(Path.of(arguments[0])), "h2-");
            report.line("H2, a file");
            BookBench.run("jdbc:h2:file:" + directory.toAbsolutePath().resolve("book"), length, report);
        }
        if (!which.equals("h2")) {
            report.line("PostgreSQL");
            try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
                BookBench.run(server.getJdbcUrl("postgres", "postgres"), length, report);
            }
        }
        System.exit(report.missed() ? 1 : 0);
    }
}
