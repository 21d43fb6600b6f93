package dev.switchhook.app.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/// Everything that was found, in the order of looking.
///
/// @param findings one for each boundary
/// @param mask removes secrets from a line, should a peer have quoted one
public record DoctorReport(List<Finding> findings, UnaryOperator<String> mask) {

    /// Keeps its own copy of the list.
    public DoctorReport {
        findings = List.copyOf(findings);
    }

    /// 0 when everything works, 1 when something is wrong, 2 when something could not be seen and nothing is wrong.
    public int exitCode() {
        if (has(Verdict.WRONG)) {
            return 1;
        }
        return has(Verdict.CANNOT_TELL) ? 2 : 0;
    }

    private boolean has(Verdict verdict) {
        return findings.stream().anyMatch(finding -> finding.verdict() == verdict);
    }

    /// The report for people: a line for each boundary, and below it what a failure may be due to.
    public String text() {
        List<String> lines = new ArrayList<>();
        for (Finding finding : findings) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-12s %-24s %s",
                    finding.verdict().word(),
                    finding.boundary(),
                    clean(finding.what())));
            finding.causes().forEach(cause -> lines.add(" ".repeat(40) + "- " + clean(cause)));
        }
        lines.add("");
        lines.add("  " + summary());
        return String.join(System.lineSeparator(), lines);
    }

    private String summary() {
        return findings.stream()
                .filter(finding -> finding.verdict() == Verdict.WRONG)
                .findFirst()
                .map(finding -> "The first layer that is wrong: " + finding.boundary() + ".")
                .orElse(
                        exitCode() == 0
                                ? "Every boundary works."
                                : "Nothing is wrong as far as it can be seen from here.");
    }

    /// The report for programs: `verdict`, and `findings`, each with `boundary`, `verdict`, `what` and `causes`.
    public String json() {
        ObjectNode json = DoctorJson.object();
        json.put("verdict", Verdict.ofExitCode(exitCode()).word());
        ArrayNode all = json.putArray("findings");
        for (Finding finding : findings) {
            ObjectNode one = all.addObject()
                    .put("boundary", finding.boundary())
                    .put("verdict", finding.verdict().word())
                    .put("what", clean(finding.what()));
            ArrayNode causes = one.putArray("causes");
            finding.causes().forEach(cause -> causes.add(clean(cause)));
        }
        return DoctorJson.text(json);
    }

    private String clean(String text) {
        return mask.apply(text).replaceAll("\\p{Cntrl}+", " ");
    }
}
