package dev.switchhook.app.config;

import dev.switchhook.app.privacy.Keeping;
import dev.switchhook.domain.settings.SettingsReader;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/// What calls leave behind: where recordings are kept, and how long everything is.
///
/// @param recordings the directory of the recordings; it need not be there
/// @param days how many days each sort of thing is kept; 0 for no longer than a day
public record KeepingSettings(Path recordings, Map<Keeping, Integer> days) {

    /// The key of the directory.
    public static final String DIRECTORY_KEY = "switchhook.recording.directory";

    private static final String DEFAULT_DIRECTORY = "./switchhook-data/recordings";
    private static final int LONGEST = 3650;

    /// Keeps its own copy.
    public KeepingSettings {
        days = Map.copyOf(days);
    }

    /// Reads `switchhook.recording.*` and `switchhook.retention.*`.
    static KeepingSettings read(SettingsReader settings) {
        Map<Keeping, Integer> days = new EnumMap<>(Keeping.class);
        for (Keeping sort : Keeping.values()) {
            days.put(sort, settings.number(sort.key(), sort.defaultDays(), 0, LONGEST));
        }
        return new KeepingSettings(directory(settings), days);
    }

    private static Path directory(SettingsReader settings) {
        try {
            return Path.of(settings.text(DIRECTORY_KEY, DEFAULT_DIRECTORY));
        } catch (InvalidPathException _) {
            settings.mistake(DIRECTORY_KEY, "is not a path", "a directory that this program may write");
            return Path.of(DEFAULT_DIRECTORY);
        }
    }
}
