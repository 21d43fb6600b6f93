package dev.switchhook.app.config;

import dev.switchhook.domain.settings.SettingsReader;
import java.time.Duration;

/// How the server listens and stops.
///
/// @param port the port, or 0 for any free one
/// @param drain how long live calls may go on after the process has been asked to stop
public record ServerSettings(int port, Duration drain) {

    static ServerSettings read(SettingsReader settings) {
        return new ServerSettings(
                settings.number("micronaut.server.port", 8080, 0, 65_535),
                Duration.ofSeconds(settings.number("switchhook.drain-seconds", 30, 0, 3_600)));
    }
}
