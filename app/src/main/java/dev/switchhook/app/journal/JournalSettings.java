package dev.switchhook.app.journal;

import dev.switchhook.domain.settings.SettingsReader;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// Where the journal goes while the database does not take it.
///
/// @param folder made when it is needed; several processes may use the same one
/// @param overflowMebibytes how long the file of one process may grow
public record JournalSettings(Path folder, int overflowMebibytes) {

    private static final String FOLDER_KEY = "switchhook.journal-directory";
    private static final String DEFAULT_FOLDER = "./switchhook-data";
    private static final long MEBIBYTE = 1024 * 1024;

    /// Reads `switchhook.journal-directory` and `switchhook.journal-overflow-mib`.
    public static JournalSettings read(SettingsReader settings) {
        return new JournalSettings(folder(settings), settings.number("switchhook.journal-overflow-mib", 64, 1, 4096));
    }

    private static Path folder(SettingsReader settings) {
        try {
            return Path.of(settings.text(FOLDER_KEY, DEFAULT_FOLDER));
        } catch (InvalidPathException _) {
            settings.mistake(FOLDER_KEY, "is not a path", "a directory that this program may write");
            return Path.of(DEFAULT_FOLDER);
        }
    }

    /// The rules of the durable journal.
    public JournalRules rules() {
        return JournalRules.standard(folder, overflowMebibytes * MEBIBYTE);
    }
}
