package dev.switchhook.app.spa.cli;

import dev.switchhook.app.spa.cli.Examination.Finding;
import dev.switchhook.app.spa.store.Intake;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.ExitCode;

/// One import: it looks at every draft, tells the mistakes, and books what may be booked. For one thread.
final class Importing {

    private static final String TAKEN = "was taken by somebody else meanwhile";
    private static final String UNKNOWN = "whether it was booked could not be found out; import the file again";

    private final OpenBook open;
    private final InstantSource clock;
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean dryRun;
    private final boolean skipBad;
    private final List<Finding.Bookable> bookable = new ArrayList<>();
    private final List<Mistake> mistakes = new ArrayList<>();
    private int before;

    Importing(OpenBook open, InstantSource clock, PrintWriter out, PrintWriter err, boolean dryRun, boolean skipBad) {
        this.open = open;
        this.clock = clock;
        this.out = out;
        this.err = err;
        this.dryRun = dryRun;
        this.skipBad = skipBad;
    }

    /// Runs it.
    ///
    /// @return the exit code
    int run(Drafts drafts) {
        drafts.remarks().forEach(remark -> err.println("switchhook: " + remark));
        mistakes.addAll(drafts.mistakes());
        examine(drafts.drafts());
        int booked = 0;
        if (!dryRun && (mistakes.isEmpty() || skipBad)) {
            booked = skipBad ? bookEach() : bookAll();
        }
        mistakes.sort(Comparator.comparingInt(Mistake::line));
        mistakes.forEach(mistake -> err.println("switchhook: " + mistake));
        out.println(summary(booked));
        return mistakes.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void examine(List<Draft> drafts) {
        Examination examination = new Examination(open.book(), clock.instant());
        Progress progress = new Progress(err, clock, drafts.size(), "looked at");
        int count = 0;
        for (Draft draft : drafts) {
            switch (examination.examine(draft)) {
                case Finding.Bookable good -> bookable.add(good);
                case Finding.Booked _ -> before++;
                case Finding.Bad(List<Mistake> bad) -> mistakes.addAll(bad);
            }
            progress.at(++count);
        }
    }

    /// All of them in one transaction.
    private int bookAll() {
        List<Intake.Arrival> arrivals =
                bookable.stream().map(Finding.Bookable::arrival).toList();
        return switch (open.intake().enter(arrivals, clock.instant())) {
            case ENTERED -> arrivals.size();
            case TAKEN -> refused(1, "the time or the code of a row " + TAKEN + "; import the file again");
            case UNKNOWN -> refused(1, UNKNOWN);
        };
    }

    private int bookEach() {
        Progress progress = new Progress(err, clock, bookable.size(), "booked");
        int booked = 0;
        int count = 0;
        for (Finding.Bookable row : bookable) {
            booked += switch (open.intake().enter(List.of(row.arrival()), clock.instant())) {
                case ENTERED -> 1;
                case TAKEN -> refused(row.line(), "its time or its code " + TAKEN);
                case UNKNOWN -> refused(row.line(), UNKNOWN);
            };
            progress.at(++count);
        }
        return booked;
    }

    private int refused(int line, String why) {
        mistakes.add(new Mistake(line, "file", why));
        return 0;
    }

    private String summary(int booked) {
        String said = dryRun ? bookable.size() + " can be booked, nothing was (dry run)" : booked + " booked";
        return said + ", " + before + " in the book before, " + mistakes.size()
                + (mistakes.size() == 1 ? " mistake" : " mistakes");
    }
}
