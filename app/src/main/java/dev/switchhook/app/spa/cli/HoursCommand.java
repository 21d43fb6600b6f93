package dev.switchhook.app.spa.cli;

import dev.switchhook.app.spa.book.Hours;
import dev.switchhook.app.spa.book.House;
import dev.switchhook.app.spa.book.Week;
import dev.switchhook.app.tools.PlainText;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `spa hours`: when the spa is open, and who works when.
@Command(
        name = "hours",
        mixinStandardHelpOptions = true,
        description = "Lists when the spa is open, and who works when.")
final class HoursCommand implements Callable<Integer> {

    @Option(names = "--json", description = "Prints JSON instead of lines for people.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final Visit visit;

    HoursCommand(Visit visit) {
        this.visit = visit;
    }

    @Override
    public Integer call() {
        CommandLine line = spec.commandLine();
        return visit.with(line.getErr(), open -> {
            House house = open.book().house();
            line.getOut().print(json ? Json.hours(house) + "\n" : sheet(house));
            line.getOut().flush();
            return ExitCode.OK;
        });
    }

    /// A day of the week in the words of tables and of JSON.
    static String word(DayOfWeek day) {
        return day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH).toLowerCase(Locale.ROOT);
    }

    private static String sheet(House house) {
        Columns columns = new Columns("who", "mon", "tue", "wed", "thu", "fri", "sat", "sun");
        columns.add(cells("the house", house.week()));
        house.therapists().forEach(it -> columns.add(cells(PlainText.of(it.name(), 80), it.week())));
        return columns.text();
    }

    private static String[] cells(String who, Week week) {
        return Stream.concat(Stream.of(who), Stream.of(DayOfWeek.values()).map(day -> cell(week.on(day))))
                .toArray(String[]::new);
    }

    private static String cell(List<Hours> hours) {
        return hours.isEmpty()
                ? "-"
                : hours.stream().map(it -> it.from() + "-" + it.until()).collect(Collectors.joining(","));
    }
}
