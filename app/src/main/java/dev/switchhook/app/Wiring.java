package dev.switchhook.app;

import dev.switchhook.app.cli.DemoOptions;
import dev.switchhook.app.config.LoadedConfiguration;

/// Puts the parts together and runs them.
final class Wiring {

    private Wiring() {}

    /// Runs the server.
    static int serve(LoadedConfiguration configuration) {
        throw new UnsupportedOperationException("serve: " + configuration);
    }

    /// Makes the rehearsed calls.
    static int demo(LoadedConfiguration configuration, DemoOptions options) {
        throw new UnsupportedOperationException("demo: " + configuration + options);
    }
}
