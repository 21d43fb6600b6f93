package dev.switchhook.app.filing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;

/// The measurement of the search as a command: `./mvnw -q -Psearch-bench [-Dcalls=1000000]
/// [-Dworded=100000] [-Ddatabase=both|h2|postgresql]`.
public final class SearchBenchCommand {

    private SearchBenchCommand() {}

    /// Runs it. The exit code is 0 when all targets were reached.
    ///
    /// @param arguments where the H2 file may be put
    public static void main(String[] arguments) throws Exception {
        int calls = Integer.getInteger("calls", 1_000_000);
        int worded = Integer.getInteger("worded", 100_000);
        String which = System.getProperty("database", "both");
        boolean missed = false;
        if (!which.equals("postgresql")) {
            Path directory = Files.createDirectories(Path.of(arguments[0])).toAbsolutePath();
            System.out.println("H2, a file");
            // Or H2 would answer a question that is repeated from its memory.
            String url = "jdbc:h2:file:" + directory.resolve("calls") + ";OPTIMIZE_REUSE_RESULTS=FALSE";
            missed |= SearchBench.run(url, calls, worded, System.out);
        }
        if (!which.equals("h2")) {
            System.out.println("PostgreSQL");
            try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
                missed |= SearchBench.run(server.getJdbcUrl("postgres", "postgres"), calls, worded, System.out);
            }
        }
        System.exit(missed ? 1 : 0);
    }
}
