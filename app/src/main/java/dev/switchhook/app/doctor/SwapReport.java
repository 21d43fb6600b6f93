package dev.switchhook.app.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.port.speech.Capabilities;
import dev.switchhook.domain.port.speech.SessionOption;
import dev.switchhook.domain.port.speech.SpeechModel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What changes for callers and for the company when another provider takes over, told from what both can do and from
/// what is set for both. Nothing is connected. Immutable.
public final class SwapReport {

    private static final int WIDEST = 38;

    private final String from;
    private final String to;
    private final List<SwapRow> rows;
    private final List<String> silent;

    private SwapReport(String from, String to, List<SwapRow> rows, List<String> silent) {
        this.from = from;
        this.to = to;
        this.rows = List.copyOf(rows);
        this.silent = List.copyOf(silent);
    }

    /// Compares two models.
    ///
    /// @param from who answers calls now
    /// @param to who would answer them
    public static SwapReport of(SpeechModel from, SpeechModel to) {
        List<SwapRow> rows = new ArrayList<>();
        capabilities(from.capabilities(), to.capabilities(), rows);
        Map<SessionOption.Kind, SessionOption> before = byKind(from);
        Map<SessionOption.Kind, SessionOption> after = byKind(to);
        for (SessionOption.Kind kind : SessionOption.Kind.values()) {
            if (before.containsKey(kind) || after.containsKey(kind)) {
                rows.add(option(kind, Optional.ofNullable(before.get(kind)), Optional.ofNullable(after.get(kind))));
            }
        }
        List<String> silent = new ArrayList<>();
        for (SpeechModel model : List.of(from, to)) {
            if (model.options().isEmpty()) {
                silent.add(model.name());
            }
        }
        return new SwapReport(from.name(), to.name(), rows, silent);
    }

    private static Map<SessionOption.Kind, SessionOption> byKind(SpeechModel model) {
        Map<SessionOption.Kind, SessionOption> options = new EnumMap<>(SessionOption.Kind.class);
        model.options().forEach(option -> options.put(option.kind(), option));
        return options;
    }

    private static void capabilities(Capabilities from, Capabilities to, List<SwapRow> rows) {
        rows.add(ability("sound", from, to, SwapReport::formats));
        rows.add(ability(
                "after an interruption",
                from,
                to,
                able -> able.truncates() ? "remembers what was heard" : "remembers all it wanted to say"));
        rows.add(ability(
                "a lost session",
                from,
                to,
                able -> able.resumes() ? "is taken up by the provider" : "is told what was said and done"));
        rows.add(ability(
                "lines word for word",
                from,
                to,
                able -> able.saysExactly() ? "said by the provider" : "asked for in words"));
        rows.add(ability(
                "longest session", from, to, able -> able.longestSession().toMinutes() + " min"));
        rows.add(ability("paid for", from, to, Capabilities::billing));
    }

    private static String formats(Capabilities able) {
        return String.join(
                ", ", able.formats().stream().map(AudioFormat::name).sorted().toList());
    }

    private static SwapRow ability(
            String what, Capabilities from, Capabilities to, Function<Capabilities, String> value) {
        return row(what, value.apply(from), value.apply(to), SwapRow.Fate.DIFFERS);
    }

    private static SwapRow option(
            SessionOption.Kind kind, Optional<SessionOption> before, Optional<SessionOption> after) {
        String what = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        if (before.isEmpty()) {
            return new SwapRow(what, Optional.empty(), after.map(SessionOption::value), SwapRow.Fate.NEW);
        }
        boolean chosen = before.get().chosen();
        if (after.isEmpty()) {
            return new SwapRow(
                    what,
                    before.map(SessionOption::value),
                    Optional.empty(),
                    chosen ? SwapRow.Fate.LOST : SwapRow.Fate.GONE);
        }
        boolean forgotten = chosen && !after.get().chosen();
        return row(
                what,
                before.get().value(),
                after.get().value(),
                forgotten ? SwapRow.Fate.UNCHOSEN : SwapRow.Fate.DIFFERS);
    }

    private static SwapRow row(String what, String before, String after, SwapRow.Fate otherwise) {
        return new SwapRow(
                what, Optional.of(before), Optional.of(after), before.equals(after) ? SwapRow.Fate.SAME : otherwise);
    }

    /// The exit code of the command: 1 when something that was chosen would be lost silently, 2 when a provider does
    /// not tell its options, 0 otherwise.
    public int exitCode() {
        return lost().isEmpty() ? silent.isEmpty() ? 0 : 2 : 1;
    }

    private List<SwapRow> lost() {
        return rows.stream().filter(row -> row.fate() == SwapRow.Fate.LOST).toList();
    }

    /// The report for people: a table, and then a line for each choice that would be lost.
    public String text() {
        int what = width("", rows.stream().map(SwapRow::what).toList());
        int before = width(from, rows.stream().map(row -> shown(row.before())).toList());
        int after = width(to, rows.stream().map(row -> shown(row.after())).toList());
        String form = "  %-" + what + "s   %-" + before + "s   %-" + after + "s   %s";
        List<String> lines = new ArrayList<>();
        lines.add("  What changes when " + to + " takes over from " + from);
        lines.add("");
        lines.add(line(form, "", from, to, ""));
        for (SwapRow row : rows) {
            lines.add(line(form, row.what(), shown(row.before()), shown(row.after()), said(row)));
        }
        lines.add("");
        for (SwapRow row : lost()) {
            lines.add("  LOST: " + row.what() + " is set to '" + row.before().orElse("") + "' for " + from + ", and "
                    + to + " has nothing like it: it would be lost silently.");
        }
        silent.forEach(name -> lines.add("  CANNOT TELL: " + name + " does not say what is set for its sessions."));
        if (exitCode() == 0) {
            lines.add("  Nothing that was chosen for " + from + " would be lost.");
        }
        return String.join(System.lineSeparator(), lines);
    }

    private String said(SwapRow row) {
        return row.fate() == SwapRow.Fate.UNCHOSEN
                ? "differs, and is chosen for " + from + " only"
                : row.fate().text();
    }

    private static String line(String form, String... cells) {
        return String.format(Locale.ROOT, form, (Object[]) cells).stripTrailing();
    }

    private static int width(String heading, List<String> cells) {
        return Math.max(
                heading.length(), cells.stream().mapToInt(String::length).max().orElse(1));
    }

    private static String shown(Optional<String> value) {
        String text = value.orElse("-");
        return text.length() <= WIDEST ? text : text.substring(0, WIDEST - 3) + "...";
    }

    /// The report for programs: `from`, `to`, `verdict` (`ok`, `wrong` or `cannot tell`), and `rows`, each with
    /// `what`, `before`, `after` (null for no such thing) and `fate`.
    public String json() {
        ObjectNode json = DoctorJson.object();
        json.put("from", from)
                .put("to", to)
                .put("verdict", Verdict.ofExitCode(exitCode()).word());
        ArrayNode all = json.putArray("rows");
        for (SwapRow row : rows) {
            all.addObject()
                    .put("what", row.what())
                    .put("before", row.before().orElse(null))
                    .put("after", row.after().orElse(null))
                    .put("fate", row.fate().name().toLowerCase(Locale.ROOT));
        }
        return DoctorJson.text(json);
    }
}
