package dev.switchhook.app;

import dev.switchhook.app.cli.Banner;
import dev.switchhook.app.cli.DemoOptions;
import dev.switchhook.app.config.AppSettings;
import dev.switchhook.app.config.LoadedConfiguration;

/// Puts the parts together and runs them.
final class Wiring {

    private Wiring() {}

    /// Runs the server until it is asked to stop.
    static int serve(LoadedConfiguration configuration) {
        AppSettings settings = AppSettings.forServing(configuration);
        System.out.print(Banner.of(settings, settings.server().port()));
        return 1;
    }

    /// Makes the rehearsed calls.
    static int demo(LoadedConfiguration configuration, DemoOptions options) {
        AppSettings settings = AppSettings.forDemo(configuration);
        System.out.print(Banner.of(settings, settings.server().port()));
        return options.calls() > 0 ? 1 : 2;
    }
}
