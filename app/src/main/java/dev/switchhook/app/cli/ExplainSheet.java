package dev.switchhook.app.cli;

import dev.switchhook.app.explain.Cause;
import dev.switchhook.app.journal.CallStory;
import dev.switchhook.domain.port.registry.CallState;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Why a call was a bad one, for people. Lines are at most 100 columns wide, as far as words allow.
final class ExplainSheet {

    private static final DateTimeFormatter BEGAN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final int WIDTH = 100;
    private static final String INDENT = "   ";

    private ExplainSheet() {}

    static String of(CallStory call, List<Cause> causes, ZoneId zone, Ink ink) {
        List<String> lines = new ArrayList<>();
        lines.add(call.call().value()
                + call.began()
                        .map(at -> ", began " + BEGAN.format(at.atZone(zone)))
                        .orElse(""));
        lines.add(end(call));
        if (causes.isEmpty()) {
            lines.add("");
            lines.add(ink.green("Nothing wrong found.") + " 'call SID' tells what was said and done.");
        }
        Instant start = call.began().orElse(Instant.EPOCH);
        int number = 0;
        for (Cause cause : causes) {
            number++;
            lines.add("");
            lines.add(number + ". " + ink.bold(cause.what()) + " [" + certainty(cause, ink) + ", "
                    + cause.layer().name().toLowerCase(Locale.ROOT) + "]");
            for (Cause.Evidence evidence : cause.evidence()) {
                double seconds = Duration.between(start, evidence.at()).toMillis() / 1000.0;
                wrapped(lines, String.format(Locale.ROOT, "%9.2f s  ", seconds), printable(evidence.what()));
            }
            wrapped(lines, INDENT + "Next: ", cause.next());
        }
        return String.join("\n", lines);
    }

    /// What to think when nothing is recorded of a call.
    static List<String> unknown() {
        return List.of(
                "  The webhook never came: Twilio's debugger tells why (11200, 11217); 'doctor' tries the way.",
                "  Or it was refused: webhook-refused in the log; then SWITCHHOOK_PUBLIC_URL or the auth token is"
                        + " wrong.",
                "  Or all lines were busy, or this is another database than that of 'serve'.");
    }

    private static String end(CallStory call) {
        String state = call.state() == CallState.OVER
                ? "over"
                : call.state().name().toLowerCase(Locale.ROOT) + ", as far as is noted";
        return state
                + call.duration()
                        .map(length -> String.format(
                                Locale.ROOT, " after %d min %d s", length.toMinutes(), length.toSecondsPart()))
                        .orElse("")
                + call.reason()
                        .map(reason ->
                                ": " + reason + ", decided by " + reason.decidedBy() + ", blame " + reason.blame())
                        .orElse("");
    }

    private static String certainty(Cause cause, Ink ink) {
        String word = cause.certainty().name().toLowerCase(Locale.ROOT);
        return switch (cause.certainty()) {
            case CERTAIN -> ink.red(word);
            case LIKELY -> ink.yellow(word);
            case POSSIBLE -> word;
        };
    }

    private static void wrapped(List<String> lines, String begin, String text) {
        StringBuilder line = new StringBuilder(begin);
        boolean first = true;
        for (String word : text.split(" ", -1)) {
            if (!first && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(" ".repeat(begin.length())).append(word);
            } else {
                line.append(first ? "" : " ").append(word);
            }
            first = false;
        }
        lines.add(line.toString());
    }

    /// Foreign words move no terminal.
    private static String printable(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}\u2028\u2029]", "?");
    }
}
