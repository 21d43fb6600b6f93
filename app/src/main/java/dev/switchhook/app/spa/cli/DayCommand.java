package dev.switchhook.app.spa.cli;

import dev.switchhook.app.spa.book.Appointment;
import dev.switchhook.app.spa.book.House;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `spa day`: what is booked on a day.
@Command(
        name = "day",
        mixinStandardHelpOptions = true,
        description = {
            "Prints what is booked on a day, in the order of time.",
            "What it prints is private. Guests' numbers are told with --numbers only."
        })
final class DayCommand implements Callable<Integer> {

    /// How the day is written.
    enum Format {
        /// For people.
        table,
        /// For spreadsheets, RFC 4180.
        csv,
        /// For calendars, RFC 5545.
        ics
    }

    @Parameters(
            paramLabel = "DATE",
            arity = "0..1",
            description = "Such as 2027-03-31; without it today, where the spa is.")
    private Optional<LocalDate> date = Optional.empty();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "table, csv for spreadsheets or ics for calendars (default: table).")
    private Optional<Format> format = Optional.empty();

    @Option(names = "--output", paramLabel = "FILE", description = "Writes to this file instead, in UTF-8.")
    private Optional<Path> output = Optional.empty();

    @Option(names = "--numbers", description = "Tells the guests' numbers.")
    private boolean numbers;

    @Option(names = "--json", description = "Prints a JSON array instead of the table.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final Visit visit;
    private final InstantSource clock;

    DayCommand(Visit visit, InstantSource clock) {
        this.visit = visit;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        CommandLine line = spec.commandLine();
        if (json && format.isPresent()) {
            throw new ParameterException(line, "'--json' and '--format' are two answers to one question");
        }
        PrintWriter err = line.getErr();
        return visit.with(err, open -> {
            House house = open.book().house();
            LocalDate day = date.orElseGet(() -> LocalDate.ofInstant(clock.instant(), house.zone()));
            String text = text(open.book().on(day), day, house);
            return output.map(file -> write(file, text, err)).orElseGet(() -> {
                line.getOut().print(text);
                line.getOut().flush();
                return ExitCode.OK;
            });
        });
    }

    private String text(List<Appointment> appointments, LocalDate day, House house) {
        if (json) {
            return Json.day(appointments, house, numbers) + "\n";
        }
        return switch (format.orElse(Format.table)) {
            case table -> DaySheet.of(appointments, day, house, numbers);
            case csv -> TableFile.of(appointments, house, numbers);
            case ics -> CalendarFile.of(appointments, house, numbers);
        };
    }

    private static int write(Path file, String text, PrintWriter err) {
        try {
            Files.writeString(file, text);
            return ExitCode.OK;
        } catch (IOException failed) {
            err.println("switchhook: " + file + " cannot be written ("
                    + failed.getClass().getSimpleName() + ")");
            return ExitCode.SOFTWARE;
        }
    }
}
