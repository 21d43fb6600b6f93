package dev.switchhook.app.config;

import dev.switchhook.domain.settings.SettingsReader;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// Where the journal of calls goes while the database does not take it.
///
/// @param overflowFolder the folder of the files; relative to the working directory
/// @param overflowBytes how long such a file may grow; what does not fit is lost and counted
public record JournalSettings(Path overflowFolder, long overflowBytes) {

    private static final String FOLDER = "./switchhook-data/journal";
    private static final long MEGABYTE = 1024L * 1024;

    static JournalSettings read(SettingsReader settings) {
        return new JournalSettings(
                folder(settings), settings.number("switchhook.journal-overflow-megabytes", 256, 1, 100_000) * MEGABYTE);
    }

    private static Path folder(SettingsReader settings) {
        String key = "switchhook.journal-overflow-folder";
        try {
            return Path.of(settings.text(key, FOLDER));
        } catch (InvalidPathException _) {
            settings.mistake(key, "is not a path", "the path of a folder");
            return Path.of(FOLDER);
        }
    }
}
