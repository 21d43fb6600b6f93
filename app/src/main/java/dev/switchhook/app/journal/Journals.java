package dev.switchhook.app.journal;

import dev.switchhook.domain.port.journal.CallJournal;
import java.util.List;

/// Journals that are made of journals.
public final class Journals {

    private Journals() {}

    /// A journal that notes everything in all of these, one after the other.
    public static CallJournal all(CallJournal... journals) {
        List<CallJournal> copy = List.of(journals);
        return (call, at, entry) -> copy.forEach(journal -> journal.note(call, at, entry));
    }
}
