package dev.switchhook.app.journal;

import java.nio.file.Path;
import java.time.Duration;

/// The times and bounds of the durable journal.
///
/// @param gather how long entries gather before they are written together
/// @param longestWrite how long the database may take for them before they go into a file as well
/// @param retry after this time a database that failed is tried again
/// @param flush how long the end may take
/// @param queueBytes how much memory entries may take that wait to be written; what does not fit is lost and counted
/// @param folder where the files are that hold what the database did not take
/// @param fileBytes how long such a file may grow; what does not fit is lost and counted
public record JournalRules(
        Duration gather,
        Duration longestWrite,
        Duration retry,
        Duration flush,
        long queueBytes,
        Path folder,
        long fileBytes) {

    /// The rules of the running program. An entry is in the database, or on the disk, within a second.
    public static JournalRules standard(Path folder, long fileBytes) {
        return new JournalRules(
                Duration.ofMillis(200),
                Duration.ofMillis(700),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                8L * 1024 * 1024,
                folder,
                fileBytes);
    }
}
