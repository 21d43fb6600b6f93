package dev.switchhook.app.spa.store;

import java.time.LocalDate;
import java.time.Month;
import java.util.LinkedHashMap;
import java.util.Map;

/// The public holidays that all of Germany has, by their rule.
final class GermanHolidays {

    private GermanHolidays() {}

    /// Those of a year, with their names.
    static Map<LocalDate, String> of(int year) {
        LocalDate easter = easter(year);
        Map<LocalDate, String> days = new LinkedHashMap<>();
        days.put(LocalDate.of(year, Month.JANUARY, 1), "New Year's Day");
        days.put(easter.minusDays(2), "Good Friday");
        days.put(easter.plusDays(1), "Easter Monday");
        days.put(easter.plusDays(39), "Ascension Day");
        days.put(easter.plusDays(50), "Whit Monday");
        // Labour Day and Ascension Day fall on one day now and then.
        days.merge(LocalDate.of(year, Month.MAY, 1), "Labour Day", (one, other) -> other + " and " + one);
        days.put(LocalDate.of(year, Month.OCTOBER, 3), "German Unity Day");
        days.put(LocalDate.of(year, Month.DECEMBER, 25), "Christmas Day");
        days.put(LocalDate.of(year, Month.DECEMBER, 26), "Boxing Day");
        return days;
    }

    /// Easter Sunday of the Gregorian calendar, as Meeus, Jones and Butcher compute it.
    static LocalDate easter(int year) {
        int golden = year % 19;
        int century = year / 100;
        int ofCentury = year % 100;
        int skipped = century / 4;
        int moonFix = (century - (century + 8) / 25 + 1) / 3;
        int epact = (19 * golden + century - skipped - moonFix + 15) % 30;
        int weekday = (32 + 2 * (century % 4) + 2 * (ofCentury / 4) - epact - ofCentury % 4) % 7;
        int late = (golden + 11 * epact + 22 * weekday) / 451;
        int count = epact + weekday - 7 * late + 114;
        return LocalDate.of(year, count / 31, count % 31 + 1);
    }
}
