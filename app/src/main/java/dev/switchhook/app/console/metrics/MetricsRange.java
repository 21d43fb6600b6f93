package dev.switchhook.app.console.metrics;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;

/// Of which time a page tells, in days of UTC.
public enum MetricsRange {
    /// Since midnight, by the hour.
    TODAY("today", "Today", 1, 1, "HH:mm"),
    /// Today and the six days before, by the quarter of a day.
    WEEK("week", "7 days", 7, 6, "EEE HH:mm");

    private static final int HOURS_PER_DAY = 24;

    private final String key;
    private final String words;
    private final int days;
    private final int hours;
    private final DateTimeFormatter label;

    MetricsRange(String key, String words, int days, int hours, String label) {
        this.key = key;
        this.words = words;
        this.days = days;
        this.hours = hours;
        this.label = DateTimeFormatter.ofPattern(label, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }

    /// The range with that name in an address; today when there is none.
    static MetricsRange of(String key) {
        return Arrays.stream(values())
                .filter(range -> range.key.equals(key))
                .findFirst()
                .orElse(TODAY);
    }

    /// Its name in an address.
    public String key() {
        return key;
    }

    /// Its name for people.
    public String words() {
        return words;
    }

    /// How many hours each of its parts has.
    public int hours() {
        return hours;
    }

    /// How many parts it has.
    int slots() {
        return days * HOURS_PER_DAY / hours;
    }

    /// When it begins.
    Instant from(Instant now) {
        return now.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(days - 1L));
    }

    /// How the part that begins then is called.
    public String label(Instant begin) {
        return label.format(begin);
    }
}
