package dev.switchhook.app.console.live;

import dev.switchhook.app.live.Health;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// How the pages of calls say things. Called by templates.
public final class Wordings {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Wordings() {}

    /// A name of code in words: `CALLER_HUNG_UP` is `Caller hung up`.
    public static String of(Enum<?> name) {
        String words = name.name().replace('_', ' ').toLowerCase(Locale.ROOT);
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /// The time of day, for whoever reads without scripts.
    public static String clock(Instant at) {
        return CLOCK.format(at);
    }

    /// The class of a badge that says how much people should mind.
    public static String badge(Health.Weight weight) {
        return switch (weight) {
            case GOOD -> "badge badge-good";
            case WARN -> "badge badge-warn";
            case BAD -> "badge badge-bad";
        };
    }

    /// A time span, such as `850 ms`, `12.3 s` or `4:05`.
    public static String span(Duration span) {
        long ms = span.toMillis();
        if (ms < 1_000) {
            return ms + " ms";
        }
        if (ms < 60_000) {
            return String.format(Locale.ROOT, "%.1f s", ms / 1_000.0);
        }
        return String.format(Locale.ROOT, "%d:%02d", span.toMinutes(), span.toSecondsPart());
    }
}
