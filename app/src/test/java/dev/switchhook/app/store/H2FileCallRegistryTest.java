package dev.switchhook.app.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// The registry in an H2 file, which is the default.
class H2FileCallRegistryTest extends JdbcCallRegistryContract {

    @TempDir
    static Path directory;

    @Override
    String url() {
        return "jdbc:h2:file:" + directory.resolve("calls");
    }
}
