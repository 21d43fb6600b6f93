package dev.switchhook.app.explain;

import dev.switchhook.app.journal.CallStory;
import java.util.Comparator;
import java.util.List;

/// Why a call was a bad one, by everything that is known about it. Pure.
public final class Explanation {

    private static final List<Rule> RULES = List.of(
            new CarrierReport(),
            new NeverConnected(),
            new BrokenLine(),
            new ProviderFault(),
            new SlowAnswers(),
            new ToolFault(),
            new HangupTrouble(),
            new DeadProcess(),
            new FalseWords(),
            new CutFarewell(),
            new CallersPart());

    private Explanation() {}

    /// What was wrong, the surest first, and of equally sure ones what is furthest out; empty when nothing was.
    public static List<Cause> of(CallStory call) {
        return RULES.stream()
                .flatMap(rule -> rule.judge(call).stream())
                .sorted(Comparator.comparing(Cause::certainty).thenComparing(Cause::layer))
                .toList();
    }
}
