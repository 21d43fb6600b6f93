package dev.switchhook.app.explain;

import dev.switchhook.app.explain.Cause.Evidence;
import dev.switchhook.app.journal.CallStory;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.journal.Noted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Gathers what speaks for a cause.
final class Evidences {

    /// More of the same says nothing new.
    private static final int MOST = 5;

    private Evidences() {}

    /// The first few entries of which that function says something.
    static List<Evidence> of(CallStory call, Function<JournalEntry, Optional<String>> words) {
        List<Evidence> found = new ArrayList<>();
        for (Noted note : call.notes()) {
            words.apply(note.entry()).ifPresent(what -> found.add(new Evidence(note.at(), what)));
        }
        int more = found.size() - MOST;
        if (more <= 0) {
            return found;
        }
        Evidence last = found.get(MOST - 1);
        List<Evidence> few = new ArrayList<>(found.subList(0, MOST - 1));
        few.add(new Evidence(last.at(), last.what() + ", and " + more + " more like these"));
        return few;
    }
}
