package dev.switchhook.app.store;

import dev.switchhook.domain.settings.SettingsReader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;

/// One connection to the database, for a command that reads what a server has written, whether that is running or not.
/// Nothing is created, and the schema is left as it is.
public final class DatabaseVisit {

    private static final int NOT_FOUND = 90146;

    private DatabaseVisit() {}

    /// Connects. Blocks for a few seconds at most.
    ///
    /// @return a connection that the caller closes
    /// @throws DatabaseUnavailable when that fails
    public static Connection to(DatabaseSettings settings) {
        DatabaseDoor.stayOnLoopback();
        if (settings.url().startsWith("jdbc:h2:mem:")) {
            throw new DatabaseUnavailable(
                    SettingsReader.environmentName(DatabaseSettings.KEY) + ": the database " + settings.shown()
                            + " is in the memory of the process that serves, where no other can read it",
                    null);
        }
        return settings.h2File()
                .flatMap(DatabaseDoor::url)
                .flatMap(url -> throughTheDoor(url, settings))
                .orElseGet(() -> directly(settings));
    }

    private static Optional<Connection> throughTheDoor(String url, DatabaseSettings settings) {
        try {
            return Optional.of(DriverManager.getConnection(url, Database.propertiesOf(settings)));
        } catch (SQLException _) {
            // Its process was killed; if it was not, the file is still in its hands, and that is what is told.
            return Optional.empty();
        }
    }

    private static Connection directly(DatabaseSettings settings) {
        String url = settings.h2File().isPresent() ? settings.url() + ";IFEXISTS=TRUE" : settings.url();
        try {
            return DriverManager.getConnection(url, Database.propertiesOf(settings));
        } catch (SQLException refused) {
            throw refused.getErrorCode() == NOT_FOUND
                    ? new DatabaseUnavailable(
                            SettingsReader.environmentName(DatabaseSettings.KEY) + ": the database " + settings.shown()
                                    + " does not exist yet; 'switchhook serve' makes it",
                            refused)
                    : Database.unavailable(settings, refused);
        }
    }
}
