package dev.switchhook.app.spa.book;

import java.time.DayOfWeek;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The regular hours of a week. Two stretches on one day have a break between them.
///
/// @param hours by day, each in the order of the day and without overlaps; a day that is missing is free
public record Week(Map<DayOfWeek, List<Hours>> hours) {

    /// Keeps its own copy, and refuses hours that overlap or are out of order.
    public Week {
        hours = hours.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, day -> List.copyOf(day.getValue())));
        hours.forEach((day, stretches) -> {
            for (int i = 1; i < stretches.size(); i++) {
                if (stretches.get(i).from().isBefore(stretches.get(i - 1).until())) {
                    throw new IllegalArgumentException(day + ": hours are in order and do not overlap");
                }
            }
        });
    }

    /// The hours of a day of the week.
    public List<Hours> on(DayOfWeek day) {
        return hours.getOrDefault(day, List.of());
    }
}
