package dev.switchhook.app.cli;

import dev.switchhook.app.config.LoadedConfiguration;

/// What `serve` does once its words and the configuration have been checked.
@FunctionalInterface
public interface ServeWork {

    /// Runs the server until it is asked to stop. Called on the thread of `main`, which it keeps.
    ///
    /// @return the exit code of the process: 0 when the server stopped as asked, 1 when it failed
    /// @throws dev.switchhook.app.config.RefusedStart when the start fails because of the configuration
    int serve(LoadedConfiguration configuration);
}
