package dev.switchhook.app.spa.cli;

import dev.switchhook.app.spa.book.House;
import dev.switchhook.app.spa.book.Service;
import dev.switchhook.app.tools.PlainText;
import java.math.BigDecimal;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `spa services`: what the spa offers.
@Command(name = "services", mixinStandardHelpOptions = true, description = "Lists what the spa offers.")
final class ServicesCommand implements Callable<Integer> {

    @Option(names = "--json", description = "Prints JSON instead of lines for people.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final Visit visit;

    ServicesCommand(Visit visit) {
        this.visit = visit;
    }

    @Override
    public Integer call() {
        CommandLine line = spec.commandLine();
        return visit.with(line.getErr(), open -> {
            House house = open.book().house();
            line.getOut().print(json ? Json.services(house) + "\n" : sheet(house));
            line.getOut().flush();
            return ExitCode.OK;
        });
    }

    private static String sheet(House house) {
        Columns columns = new Columns("id", "name", "min", "buffer", "price");
        for (Service it : house.services()) {
            columns.add(
                    it.id(),
                    PlainText.of(it.name(), 80),
                    Long.toString(it.duration().toMinutes()),
                    Long.toString(it.buffer().toMinutes()),
                    BigDecimal.valueOf(
                                            it.price().cents(),
                                            Math.max(0, it.price().currency().getDefaultFractionDigits()))
                                    .toPlainString()
                            + " " + it.price().currency().getCurrencyCode());
        }
        return columns.text();
    }
}
