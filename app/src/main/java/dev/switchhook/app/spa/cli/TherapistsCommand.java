package dev.switchhook.app.spa.cli;

import dev.switchhook.app.spa.book.House;
import dev.switchhook.app.tools.PlainText;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `spa therapists`: who works at the spa, and what they offer.
@Command(
        name = "therapists",
        mixinStandardHelpOptions = true,
        description = "Lists who works at the spa, and what they offer.")
final class TherapistsCommand implements Callable<Integer> {

    @Option(names = "--json", description = "Prints JSON instead of lines for people.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final Visit visit;

    TherapistsCommand(Visit visit) {
        this.visit = visit;
    }

    @Override
    public Integer call() {
        CommandLine line = spec.commandLine();
        return visit.with(line.getErr(), open -> {
            House house = open.book().house();
            line.getOut().print(json ? Json.therapists(house) + "\n" : sheet(house));
            line.getOut().flush();
            return ExitCode.OK;
        });
    }

    private static String sheet(House house) {
        Columns columns = new Columns("id", "name", "offers");
        house.therapists()
                .forEach(therapist -> columns.add(
                        therapist.id(),
                        PlainText.of(therapist.name(), 80),
                        house.services().stream()
                                .filter(it -> therapist.services().contains(it.id()))
                                .map(it -> PlainText.of(it.name(), 80))
                                .collect(Collectors.joining(", "))));
        return columns.text();
    }
}
