package dev.switchhook.app.journal;

import dev.switchhook.domain.port.journal.CallJournal;
import dev.switchhook.domain.port.journal.JournalEntry;
import java.util.List;
import java.util.function.UnaryOperator;

/// Journals that are made of journals.
public final class Journals {

    private Journals() {}

    /// A journal that notes everything in all of these, one after the other.
    public static CallJournal all(CallJournal... journals) {
        List<CallJournal> copy = List.of(journals);
        return (call, at, entry) -> copy.forEach(journal -> journal.note(call, at, entry));
    }

    /// A journal that keeps of every entry only what that function leaves of it.
    ///
    /// @param kept fast; it never throws
    public static CallJournal reduced(CallJournal journal, UnaryOperator<JournalEntry> kept) {
        return (call, at, entry) -> journal.note(call, at, kept.apply(entry));
    }
}
