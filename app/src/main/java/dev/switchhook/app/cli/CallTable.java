package dev.switchhook.app.cli;

import dev.switchhook.app.filing.CallFile;
import dev.switchhook.app.filing.UsedTool;
import dev.switchhook.app.journal.CallStory;
import dev.switchhook.domain.hangup.Blame;
import dev.switchhook.domain.hangup.CallEnding;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.registry.CallState;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// Calls as a table for people, one line each and at most 100 columns wide. It shows no telephone number.
final class CallTable {

    private static final DateTimeFormatter BEGAN = DateTimeFormatter.ofPattern("MM-dd HH:mm:ss", Locale.ROOT);
    private static final Duration LONGEST_IN_MS = Duration.ofSeconds(100);

    private CallTable() {}

    static String of(List<CallStory> calls, ZoneId zone, Ink ink) {
        if (calls.isEmpty()) {
            return "No calls yet.";
        }
        StringBuilder table =
                new StringBuilder(ink.bold(line("began", "call", "length", "end", "blame", "down", "said", "tool")));
        for (CallStory call : calls) {
            table.append('\n').append(shaded(call, line(call, zone), ink));
        }
        if (calls.stream().anyMatch(call -> !call.falseClaims().isEmpty())) {
            table.append(
                    "\n! The caller was told that something is done which no tool has done; 'call SID' tells more.");
        }
        return table.toString();
    }

    /// Calls that are over and were found.
    static String ofFiles(List<CallFile> calls, ZoneId zone) {
        if (calls.isEmpty()) {
            return "No such calls.";
        }
        StringBuilder table =
                new StringBuilder(line("began", "call", "length", "end", "blame", "down", "said", "tool"));
        for (CallFile call : calls) {
            int tools = call.tools().stream().mapToInt(UsedTool::times).sum();
            table.append('\n')
                    .append(line(
                            BEGAN.format(call.began().atZone(zone)),
                            call.call().value(),
                            minutes(call.length()),
                            call.reason().map(EndReason::name).orElse("over"),
                            call.blame().map(Enum::name).orElse("-"),
                            call.proof()
                                    .decisionToDown()
                                    .map(CallTable::milliseconds)
                                    .orElse("-"),
                            Integer.toString(call.turns()),
                            tools + (call.falseClaims() == 0 ? "" : "!")));
        }
        return table.toString();
    }

    /// A call that somebody may want to look at stands out.
    private static String shaded(CallStory call, String line, Ink ink) {
        Blame blame = call.reason().map(EndReason::blame).orElse(Blame.NOBODY);
        return switch (blame) {
            case US, PROVIDER, CARRIER -> ink.red(line);
            case CALLER, NOBODY -> call.uncorrectedClaims() > 0 ? ink.yellow(line) : line;
        };
    }

    private static String line(CallStory call, ZoneId zone) {
        return line(
                call.began().map(at -> BEGAN.format(at.atZone(zone))).orElse("-"),
                call.call().value(),
                call.duration().map(CallTable::minutes).orElse("-"),
                end(call),
                call.state() == CallState.OVER
                        ? call.reason().map(reason -> reason.blame().name()).orElse("-")
                        : "-",
                call.ending()
                        .map(CallEnding::decisionToDown)
                        .map(CallTable::milliseconds)
                        .orElse("-"),
                Long.toString(call.turns()),
                call.toolCalls() + (call.falseClaims().isEmpty() ? "" : "!"));
    }

    private static String line(Object... cells) {
        return String.format(Locale.ROOT, "%-14s %-34s %6s %-18s %-8s %5s %4s %4s", cells);
    }

    /// Why it has ended, or how far it has come.
    private static String end(CallStory call) {
        return call.state() == CallState.OVER
                ? call.reason().map(EndReason::name).orElse("over")
                : call.state().name().toLowerCase(Locale.ROOT);
    }

    private static String minutes(Duration duration) {
        return String.format(Locale.ROOT, "%d:%02d", duration.toMinutes(), duration.toSecondsPart());
    }

    private static String milliseconds(Duration duration) {
        return duration.compareTo(LONGEST_IN_MS) < 0 ? Long.toString(duration.toMillis()) : duration.toSeconds() + "s";
    }
}
