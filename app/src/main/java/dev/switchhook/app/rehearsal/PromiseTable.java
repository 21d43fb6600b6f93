package dev.switchhook.app.rehearsal;

import java.util.List;

/// What is printed after a rehearsal with faults: the plan, and what became of each promise.
final class PromiseTable {

    private PromiseTable() {}

    static String of(FaultPlan plan, int calls, List<Promise> promises) {
        StringBuilder table = new StringBuilder("  What went wrong on purpose (" + plan.name() + "):\n");
        plan.entries()
                .forEach(entry -> table.append("    ").append(entry.text()).append('\n'));
        table.append('\n');
        for (Promise promise : promises) {
            table.append(promise.kept() ? "  kept    " : "  BROKEN  ");
            if (calls > 1) {
                table.append("call ").append(promise.number() + 1).append(": ");
            }
            table.append(promise.text()).append('\n');
        }
        return table.append('\n').toString();
    }
}
