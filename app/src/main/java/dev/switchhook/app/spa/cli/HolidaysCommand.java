package dev.switchhook.app.spa.cli;

import dev.switchhook.app.spa.book.House;
import dev.switchhook.app.tools.PlainText;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `spa holidays`: on which days the spa is closed.
@Command(name = "holidays", mixinStandardHelpOptions = true, description = "Lists on which days the spa is closed.")
final class HolidaysCommand implements Callable<Integer> {

    @Option(names = "--json", description = "Prints JSON instead of lines for people.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final Visit visit;

    HolidaysCommand(Visit visit) {
        this.visit = visit;
    }

    @Override
    public Integer call() {
        CommandLine line = spec.commandLine();
        return visit.with(line.getErr(), open -> {
            House house = open.book().house();
            line.getOut().print(json ? Json.holidays(house) + "\n" : sheet(house));
            line.getOut().flush();
            return ExitCode.OK;
        });
    }

    private static String sheet(House house) {
        Columns columns = new Columns("day", "name");
        new TreeMap<>(house.holidays()).forEach((day, name) -> columns.add(day.toString(), PlainText.of(name, 80)));
        return columns.text();
    }
}
