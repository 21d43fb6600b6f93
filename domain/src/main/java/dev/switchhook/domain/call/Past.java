package dev.switchhook.domain.call;

import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.journal.Noted;
import dev.switchhook.domain.port.registry.CallRecord;
import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.tool.ToolDeed;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.turn.Turn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is known of a call that another process has served before.
///
/// @param state how far it had come
/// @param reason why it was being ended
/// @param openedAt when it began
/// @param turns what was said, oldest first
/// @param done what tools have done in it, oldest first: the name of the tool and its answer
public record Past(CallState state, Optional<EndReason> reason, Instant openedAt, List<Turn> turns, List<Done> done) {

    /// What a tool has done.
    ///
    /// @param answer what the model was told, JSON text
    public record Done(String tool, String answer) {}

    /// Keeps its own copies.
    public Past {
        turns = List.copyOf(turns);
        done = List.copyOf(done);
    }

    /// The past of a recorded call, out of what the journal has kept of it.
    public static Past of(CallRecord record, List<Noted> notes) {
        List<Turn> turns = new ArrayList<>();
        List<Done> done = new ArrayList<>();
        for (Noted noted : notes) {
            switch (noted.entry()) {
                case JournalEntry.Spoken(Turn turn) -> turns.add(turn);
                case JournalEntry.ToolEnded(String tool, ToolOutcome.Done outcome, var _) ->
                    done.add(new Done(tool, outcome.answer()));
                default -> {}
            }
        }
        return new Past(record.state(), record.reason(), record.announcedAt(), turns, done);
    }

    /// The same, with what tools know themselves to have done, unless the journal has told it. The journal may have
    /// missed the last second of a process that died; the effects of that second are there all the same.
    public Past alsoDone(List<ToolDeed> deeds) {
        List<Done> all = new ArrayList<>(done);
        deeds.stream()
                .map(deed -> new Done(deed.tool(), deed.answer()))
                .filter(deed -> !done.contains(deed))
                .forEach(all::add);
        return new Past(state, reason, openedAt, turns, all);
    }
}
