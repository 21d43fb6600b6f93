package dev.switchhook.app.spa;

import dev.switchhook.app.tools.PlainText;
import dev.switchhook.domain.port.assistant.Opening;
import dev.switchhook.domain.settings.SettingsReader;
import dev.switchhook.domain.turn.Wish;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/// What a spa can say about itself in the configuration.
///
/// @param zone the time zone in which dates and times are meant
/// @param name how it calls itself
/// @param opening how the agent begins a call
public record SpaSettings(ZoneId zone, String name, Opening opening) {

    private static final String DEFAULT_ZONE = "Europe/Berlin";
    private static final String DEFAULT_NAME = "Serenity Spa";
    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_LINE = 500;
    private static final String GREETING =
            "Greet the caller in one short sentence: say the name of the spa and ask how you can help.";

    /// A spa whose agent greets in its own words.
    public SpaSettings(ZoneId zone, String name) {
        this(zone, name, Opening.cue(GREETING));
    }

    /// Reads `spa.zone` (default Europe/Berlin), `spa.name` (default Serenity Spa), `spa.greeting` (default: the
    /// agent's own words), `spa.greeting-interruptible` (default true) and `spa.disclosure` (default none).
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
        return new SpaSettings(ZoneId.of(zone), name, opening(settings));
    }

    private static Opening opening(SettingsReader settings) {
        String greeting = line("spa.greeting", settings);
        String disclosure = line("spa.disclosure", settings);
        boolean interruptible = settings.choice("spa.greeting-interruptible", Set.of("true", "false"), "true")
                .equals("true");
        boolean exactly = !greeting.isEmpty();
        return new Opening(
                new Wish(exactly ? greeting : GREETING, exactly, interruptible),
                Optional.of(disclosure).filter(line -> !line.isEmpty()));
    }

    private static String line(String key, SettingsReader settings) {
        String stated = settings.text(key, "").strip();
        String line = PlainText.of(stated, LONGEST_LINE);
        if (!line.equals(stated)) {
            settings.mistake(key, "is not such a line", "one line of at most " + LONGEST_LINE + " characters, or none");
        }
        return line;
    }
}
