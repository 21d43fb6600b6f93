package dev.switchhook.app.simulation;

import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.journal.Noted;
import dev.switchhook.domain.tool.ToolOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the processes have noted about the call, durably: a note of a process that lives is kept within a second, and
/// never before its earlier ones, because one writer keeps them all. The notes are told in the order of keeping, as the
/// real archive tells what went to its table directly. That an outage sends notes there late, by way of a file, is not
/// simulated.
final class Archive {

    private final World world;
    private final List<Noted> kept = new ArrayList<>();
    private final Map<NodeProcess, Long> keptUntil = new HashMap<>();
    private long tellsOfApologySince = Long.MAX_VALUE;
    private long tellsOfBookingSince = Long.MAX_VALUE;

    Archive(World world) {
        this.world = world;
    }

    /// A process notes something; lost when the process dies before it is kept.
    void note(NodeProcess process, Noted noted) {
        if (matters(noted.entry())) {
            long due = world.now() + world.between(50, 900);
            world.at(keptUntil.merge(process, due, Math::max), () -> {
                if (process.alive()) {
                    kept.add(noted);
                    if (noted.entry() instanceof JournalEntry.Apologised) {
                        tellsOfApologySince = Math.min(tellsOfApologySince, world.now());
                    }
                    if (noted.entry() instanceof JournalEntry.ToolEnded(var _, ToolOutcome.Done _, var _)) {
                        tellsOfBookingSince = Math.min(tellsOfBookingSince, world.now());
                    }
                }
            });
        }
    }

    /// Whether whoever takes the call over goes by it.
    private static boolean matters(JournalEntry entry) {
        return switch (entry) {
            case JournalEntry.Spoken _,
                    JournalEntry.ToolEnded _,
                    JournalEntry.Leaving _,
                    JournalEntry.FarewellOver _,
                    JournalEntry.FarewellTakenBack _,
                    JournalEntry.Apologised _,
                    JournalEntry.HangupRequested _,
                    JournalEntry.LineResumed _,
                    JournalEntry.EndingOverdue _ -> true;
            default -> false;
        };
    }

    /// Since when it is kept that the caller was apologised to; in the future when it is not.
    long tellsOfApologySince() {
        return tellsOfApologySince;
    }

    List<Noted> entries() {
        return List.copyOf(kept);
    }

    /// Since when it is kept that a booking was made; in the future when it is not.
    long tellsOfBookingSince() {
        return tellsOfBookingSince;
    }
}
