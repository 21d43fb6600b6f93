package dev.switchhook.app.console.calls;

import dev.switchhook.app.filing.SpokenWords;
import dev.switchhook.domain.caller.PhoneNumber;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What people type into fields, as values. Each method throws [Wrong] with what is wrong, in words for people.
final class FieldValues {

    private static final Pattern LENGTH = Pattern.compile("(?:([0-9]{1,4})m)?(?:([0-9]{1,6})s?)?");
    private static final Pattern BETWEEN_DIGITS = Pattern.compile("[\\s()./-]");
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 9999;

    private FieldValues() {}

    /// A field that cannot be understood.
    static final class Wrong extends Exception {

        private static final long serialVersionUID = 1L;

        Wrong(String words) {
            super(words);
        }
    }

    static LocalDate day(String text) throws Wrong {
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR) {
                return day;
            }
        } catch (DateTimeException _) {
            // Told below, in the same words.
        }
        throw new Wrong("This is not a day such as 2026-11-20.");
    }

    static Duration length(String text) throws Wrong {
        Matcher parts = LENGTH.matcher(text);
        if (!parts.matches()) {
            throw new Wrong("This is not a time such as 90s, 5m or 2m30s.");
        }
        return Duration.ofMinutes(amount(parts.group(1))).plusSeconds(amount(parts.group(2)));
    }

    private static long amount(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    static String words(String text) throws Wrong {
        if (SpokenWords.of(text).isEmpty()) {
            throw new Wrong("A word needs three letters or digits at least.");
        }
        return text;
    }

    static PhoneNumber caller(String text) throws Wrong {
        PhoneNumber number = new PhoneNumber(BETWEEN_DIGITS.matcher(text).replaceAll(""));
        if (number.e164().isEmpty()) {
            throw new Wrong("This is not a number with its country, such as +493012345678.");
        }
        return number;
    }

    static <E extends Enum<E>> E one(E[] all, String word) throws Wrong {
        return named(all, word)
                .orElseThrow(() -> new Wrong("This is none of "
                        + Arrays.stream(all).map(FieldValues::word).collect(Collectors.joining(", ")) + "."));
    }

    static <E extends Enum<E>> Optional<E> named(E[] all, String word) {
        return Arrays.stream(all).filter(one -> word(one).equals(word)).findFirst();
    }

    static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }
}
