package dev.switchhook.app.spa.cli;

import dev.switchhook.app.spa.book.Hours;
import dev.switchhook.app.spa.book.Placement;
import dev.switchhook.app.spa.book.Therapist;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;

/// Why there can be no appointment at a time, in words for whoever wrote the file.
final class PlacementWords {

    private PlacementWords() {}

    static Mistake mistake(int line, Placement placement, ZoneId zone) {
        return switch (placement) {
            case Placement.Past _ -> new Mistake(line, Field.DATE, "is over");
            case Placement.TooSoon(var earliest) ->
                new Mistake(
                        line, Field.TIME, "is before " + earliest.atZone(zone).toLocalTime());
            case Placement.TooFarAhead(var last) -> new Mistake(line, Field.DATE, "is after " + last);
            case Placement.Holiday(String name) -> new Mistake(line, Field.DATE, "the spa is closed: " + name);
            case Placement.Closed(var open, var needed) ->
                new Mistake(
                        line,
                        Field.TIME,
                        "the spa is open " + hours(open) + " that day, and " + needed.toMinutes()
                                + " minutes are needed with the buffer");
            case Placement.SkippedByTheClock(var next) ->
                new Mistake(line, Field.TIME, "the clock skips it that day; the next time is " + next);
            case Placement.OffTheGrid _ -> new Mistake(line, Field.TIME, "is not on a quarter-hour");
            case Placement.NotOffered(var others) ->
                new Mistake(
                        line,
                        Field.THERAPIST,
                        "does not offer the service; it is offered by "
                                + others.stream().map(Therapist::name).collect(Collectors.joining(", ")));
            case Placement.NotWorking(var works) ->
                new Mistake(line, Field.THERAPIST, "does not work then, or not for so long; works " + hours(works));
            case Placement.Placed _ -> throw new IllegalArgumentException("it is possible");
        };
    }

    private static String hours(List<Hours> hours) {
        return hours.isEmpty()
                ? "at no time"
                : hours.stream().map(it -> it.from() + "-" + it.until()).collect(Collectors.joining(", "));
    }
}
