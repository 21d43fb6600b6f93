package dev.switchhook.app.config;

import dev.switchhook.domain.settings.SettingsReader;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// How the server listens and stops.
///
/// @param port the port, or 0 for any free one
/// @param drain how long live calls may go on after the process has been asked to stop
/// @param drainRedirect where the carrier asks about new calls meanwhile; without it they hear the busy line
/// @param management where health and metrics are told
public record ServerSettings(int port, Duration drain, Optional<URI> drainRedirect, ManagementSettings management) {

    static ServerSettings read(SettingsReader settings) {
        String redirect = "switchhook.drain-redirect-url";
        return new ServerSettings(
                settings.number("micronaut.server.port", 8080, 0, 65_535),
                Duration.ofSeconds(settings.number("switchhook.drain-seconds", 900, 0, 7_200)),
                settings.text(redirect).map(_ -> settings.url(redirect, "", Set.of("https", "http"))),
                ManagementSettings.read(settings));
    }
}
