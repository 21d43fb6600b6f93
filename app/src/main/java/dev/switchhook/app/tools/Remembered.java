package dev.switchhook.app.tools;

import dev.switchhook.domain.tool.ToolOutcome;
import java.util.LinkedHashMap;
import java.util.Map;

/// What this process knows of intents and the ledger does not: the latest 1,000. What is forgotten has to be looked up.
/// Safe for use by several threads.
final class Remembered {

    private static final int MOST = 1_000;

    private final Map<Intent, Thing> things = new LinkedHashMap<>();

    /// What is known.
    sealed interface Thing {

        /// Nothing.
        record Nothing() implements Thing {}

        /// The ledger gave no answer when this run was to begin, so it did not.
        record NotBegun(String run) implements Thing {}

        /// It took effect, and the ledger did not take the note.
        record NotNoted(EffectLedger.Reply reply) implements Thing {}

        /// The tool has taken it on and will report.
        record Accepted(ToolOutcome outcome) implements Thing {}
    }

    synchronized Thing of(Intent intent) {
        return things.getOrDefault(intent, new Thing.Nothing());
    }

    synchronized void keep(Intent intent, Thing thing) {
        things.put(intent, thing);
        if (things.size() > MOST) {
            things.remove(things.keySet().iterator().next());
        }
    }

    synchronized void forget(Intent intent) {
        things.remove(intent);
    }
}
