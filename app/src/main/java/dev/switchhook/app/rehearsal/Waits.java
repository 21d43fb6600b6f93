package dev.switchhook.app.rehearsal;

import dev.switchhook.domain.port.journal.JournalEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/// For how long callers waited, as the program has noted it: every wait of all calls. Safe for use by several threads.
public final class Waits {

    private final Queue<JournalEntry> noted = new ConcurrentLinkedQueue<>();

    /// Takes an entry of the journal, if it tells of a wait.
    void note(JournalEntry entry) {
        switch (entry) {
            case JournalEntry.Answered _, JournalEntry.ToolEnded _, JournalEntry.ModelBack _ -> noted.add(entry);
            default -> {
                // Nobody waits for the rest, or it is measured at the telephone.
            }
        }
    }

    /// From the end of the caller's turn to the first sound of the answer on its way, in milliseconds.
    List<Long> answersSent() {
        return milliseconds(JournalEntry.Answered.class, JournalEntry.Answered::sent);
    }

    /// From the end of the caller's turn to the proof that the answer's beginning was heard, in milliseconds.
    List<Long> answersHeard() {
        return milliseconds(JournalEntry.Answered.class, answer -> answer.sent().plus(answer.heard()));
    }

    /// How long tools took, in milliseconds.
    List<Long> tools() {
        return milliseconds(JournalEntry.ToolEnded.class, JournalEntry.ToolEnded::took);
    }

    /// How long conversations were without a speech model, in milliseconds; planned changes leave no gap.
    List<Long> modelGaps() {
        return milliseconds(JournalEntry.ModelBack.class, JournalEntry.ModelBack::gap).stream()
                .filter(gap -> gap > 0)
                .toList();
    }

    private <T extends JournalEntry> List<Long> milliseconds(Class<T> kind, Function<T, Duration> wait) {
        List<Long> all = new ArrayList<>();
        for (JournalEntry entry : noted) {
            if (kind.isInstance(entry)) {
                all.add(wait.apply(kind.cast(entry)).toMillis());
            }
        }
        return all;
    }
}
