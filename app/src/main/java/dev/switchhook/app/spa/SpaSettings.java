package dev.switchhook.app.spa;

import dev.switchhook.app.business.PolicyName;
import dev.switchhook.app.spa.book.Rules;
import dev.switchhook.app.spa.store.DemoSeed;
import dev.switchhook.app.spa.tools.Consent;
import dev.switchhook.app.spa.tools.ExactLines;
import dev.switchhook.app.tools.PlainText;
import dev.switchhook.domain.port.assistant.Opening;
import dev.switchhook.domain.settings.SettingsReader;
import dev.switchhook.domain.turn.Wish;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a spa can say about itself in the configuration.
///
/// @param zone the time zone in which dates and times are meant
/// @param name how it calls itself
/// @param opening how the agent begins a call
/// @param policies what ends a call that nobody ends, the first one taking precedence
/// @param rules how near and how far ahead appointments are taken
/// @param confirmation who is believed about the caller's yes
/// @param lines what callers are told word for word
/// @param furniture what an empty book is furnished with; empty for nothing
public record SpaSettings(
        ZoneId zone,
        String name,
        Opening opening,
        List<PolicyName> policies,
        Rules rules,
        Consent.Check confirmation,
        ExactLines lines,
        Optional<DemoSeed.Scope> furniture) {

    private static final String DEFAULT_ZONE = "Europe/Berlin";
    private static final String DEFAULT_NAME = "Serenity Spa";
    private static final int DEFAULT_DAYS_AHEAD = 180;
    private static final int MOST_DAYS_AHEAD = 400;
    private static final int MOST_NOTICE_MINUTES = 7 * 24 * 60;
    private static final String NONE = "none";
    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_LINE = 500;
    private static final String GREETING =
            "Greet the caller in one short sentence: say the name of the spa and ask how you can help.";

    /// A spa whose agent greets in its own words.
    public SpaSettings(ZoneId zone, String name) {
        this(
                zone,
                name,
                Opening.cue(GREETING),
                List.of(PolicyName.values()),
                new Rules(Duration.ZERO, DEFAULT_DAYS_AHEAD),
                Consent.Check.TRANSCRIPT,
                ExactLines.ENGLISH,
                Optional.of(DemoSeed.Scope.HOUSE));
    }

    /// Keeps its own copy of the list.
    public SpaSettings {
        policies = List.copyOf(policies);
    }

    /// Reads the keys of the section `spa`, which its `settings.yml` documents.
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
        return new SpaSettings(
                ZoneId.of(zone),
                name,
                opening(settings),
                PolicyName.read(settings, "spa.hangup-policies"),
                new Rules(
                        Duration.ofMinutes(settings.number("spa.notice-minutes", 0, 0, MOST_NOTICE_MINUTES)),
                        settings.number("spa.days-ahead", DEFAULT_DAYS_AHEAD, 0, MOST_DAYS_AHEAD)),
                confirmation(settings),
                lines(settings),
                furniture(settings));
    }

    private static Consent.Check confirmation(SettingsReader settings) {
        String word = settings.choice("spa.confirmation", Set.of("transcript", "model"), "transcript");
        return Consent.Check.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static ExactLines lines(SettingsReader settings) {
        String booked = line("spa.booked-line", ExactLines.ENGLISH.booked(), settings);
        if (!booked.equals(NONE) && !booked.contains(ExactLines.CODE)) {
            settings.mistake("spa.booked-line", "lacks the code", "a line with " + ExactLines.CODE + ", or 'none'");
        }
        String price = line("spa.price-line", ExactLines.ENGLISH.price(), settings);
        if (!price.equals(NONE) && !price.contains(ExactLines.PRICE)) {
            settings.mistake("spa.price-line", "lacks the price", "a line with " + ExactLines.PRICE + ", or 'none'");
        }
        return new ExactLines(spoken(booked), spoken(price));
    }

    /// A key without a value keeps its default, so that silence has a word of its own.
    private static String spoken(String line) {
        return line.equals(NONE) ? "" : line;
    }

    private static Optional<DemoSeed.Scope> furniture(SettingsReader settings) {
        String word = settings.choice("spa.demo-data", Set.of(NONE, "house", "guests", "diary"), "house");
        return word.equals(NONE)
                ? Optional.empty()
                : Optional.of(DemoSeed.Scope.valueOf(word.toUpperCase(Locale.ROOT)));
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
        return line(key, "", settings);
    }

    private static String line(String key, String otherwise, SettingsReader settings) {
        String stated = settings.text(key, otherwise).strip();
        String line = PlainText.of(stated, LONGEST_LINE);
        if (!line.equals(stated)) {
            settings.mistake(key, "is not such a line", "one line of at most " + LONGEST_LINE + " characters, or none");
        }
        return line;
    }
}
