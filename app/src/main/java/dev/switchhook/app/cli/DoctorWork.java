package dev.switchhook.app.cli;

import dev.switchhook.app.config.LoadedConfiguration;
import java.io.PrintWriter;

/// What `doctor` does once its words have been checked.
@FunctionalInterface
public interface DoctorWork {

    /// Looks, and prints a report. Called on the thread of `main`, which it keeps.
    ///
    /// @param configuration may have mistakes: they are what is looked for first
    /// @return the exit code of the process: 0 all is well, 1 something is wrong, 2 it cannot be told
    /// @throws dev.switchhook.app.config.RefusedStart when a mistake leaves nothing to look at
    int examine(LoadedConfiguration configuration, DoctorOptions options, PrintWriter out);
}
