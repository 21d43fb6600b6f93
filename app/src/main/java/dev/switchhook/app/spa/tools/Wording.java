package dev.switchhook.app.spa.tools;

import dev.switchhook.app.spa.book.Hours;
import dev.switchhook.app.spa.book.Price;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// How dates, hours, prices and codes are put into words for the model.
public final class Wording {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy, 'at' HH:mm", Locale.ENGLISH);

    private Wording() {}

    /// The day of the week, such as `Thursday`.
    public static String weekday(LocalDate date) {
        return date.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    /// A day and a time, such as `Thursday, 26 November 2026, at 14:30`.
    static String moment(LocalDateTime at) {
        return MOMENT.format(at);
    }

    /// Hours of a day, such as `09:00-12:00 and 13:00-20:00`; `closed` when there are none.
    public static String hours(List<Hours> hours) {
        return hours.isEmpty()
                ? "closed"
                : hours.stream().map(it -> it.from() + "-" + it.until()).collect(Collectors.joining(" and "));
    }

    /// A price, such as `95 EUR` or `49.50 EUR`.
    public static String price(Price price) {
        return amount(price) + " " + price.currency().getCurrencyCode();
    }

    /// A price as it is said in any language, such as `95 €`.
    static String saidPrice(Price price) {
        return amount(price)
                + switch (price.currency().getCurrencyCode()) {
                    case "EUR" -> " \u20ac";
                    case "GBP" -> " \u00a3";
                    case "USD" -> " $";
                    case String code -> " " + code;
                };
    }

    private static String amount(Price price) {
        BigDecimal amount = BigDecimal.valueOf(price.cents(), price.currency().getDefaultFractionDigits());
        return amount.stripTrailingZeros().scale() <= 0 ? amount.toBigInteger().toString() : amount.toPlainString();
    }

    /// A code as it is said in any language, character by character, such as `K, 7, M, 4`.
    static String spelled(String code) {
        return code.chars().mapToObj(Character::toString).collect(Collectors.joining(", "));
    }
}
