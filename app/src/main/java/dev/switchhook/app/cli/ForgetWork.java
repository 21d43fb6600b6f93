package dev.switchhook.app.cli;

import dev.switchhook.app.config.LoadedConfiguration;
import dev.switchhook.app.retention.Forgetting;
import java.sql.SQLException;

/// Opens what forgets callers.
@FunctionalInterface
public interface ForgetWork {

    /// Opens it.
    ///
    /// @throws dev.switchhook.app.store.DatabaseUnavailable when there is no database
    Open open(LoadedConfiguration configuration);

    /// What forgets callers, and what is closed after that.
    ///
    /// @param close closes the database
    record Open(Forgetting forgetting, Closing close) {}

    /// Closes what was opened.
    @FunctionalInterface
    interface Closing {

        /// Closes it.
        void run() throws SQLException;
    }
}
