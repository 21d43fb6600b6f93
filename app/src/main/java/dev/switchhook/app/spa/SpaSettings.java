package dev.switchhook.app.spa;

import dev.switchhook.app.tools.PlainText;
import dev.switchhook.domain.settings.SettingsReader;
import java.time.ZoneId;

/// What a spa can say about itself in the configuration.
///
/// @param zone the time zone in which dates and times are meant
/// @param name how it calls itself
public record SpaSettings(ZoneId zone, String name) {

    private static final String DEFAULT_ZONE = "Europe/Berlin";
    private static final String DEFAULT_NAME = "Serenity Spa";
    private static final int LONGEST_NAME = 60;

    /// Reads `spa.zone` (default Europe/Berlin) and `spa.name` (default Serenity Spa).
    public static SpaSettings read(SettingsReader settings) {
        String zone = settings.text("spa.zone", DEFAULT_ZONE);
        if (!ZoneId.getAvailableZoneIds().contains(zone)) {
            settings.mistake("spa.zone", "is no time zone that is known here", "a name such as " + DEFAULT_ZONE);
            zone = DEFAULT_ZONE;
        }
        String stated = settings.text("spa.name", DEFAULT_NAME);
        String name = PlainText.of(stated, LONGEST_NAME);
        if (!name.equals(stated)) {
            settings.mistake("spa.name", "is not such a name", "one line of at most " + LONGEST_NAME + " characters");
        }
        return new SpaSettings(ZoneId.of(zone), name);
    }
}
