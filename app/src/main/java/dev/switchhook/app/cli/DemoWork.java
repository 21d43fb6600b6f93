package dev.switchhook.app.cli;

import dev.switchhook.app.config.LoadedConfiguration;

/// What `demo` does once its words and the configuration have been checked.
@FunctionalInterface
public interface DemoWork {

    /// Starts the server and the rehearsal peers on free loopback ports and makes the calls. Called on the thread of
    /// `main`, which it keeps.
    ///
    /// @param configuration holds nothing of the real peers: no key, URL, model or voice
    /// @return the exit code of the process: 0 when every call kept every promise, 1 when one broke
    /// @throws WrongWords when the plan of faults is not there or cannot be understood
    /// @throws dev.switchhook.app.config.RefusedStart when the start fails because of the configuration
    int demo(LoadedConfiguration configuration, DemoOptions options);
}
