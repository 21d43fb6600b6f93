package dev.switchhook.app.spa.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// The book in an H2 file, which is the default.
class H2FileAppointmentBookTest extends AppointmentBookContract {

    @TempDir
    static Path directory;

    @Override
    String url() {
        return "jdbc:h2:file:" + directory.resolve("book");
    }
}
