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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is known of a call that another process has served before.
///
/// @param state how far it had come
/// @param reason why it was being ended
/// @param openedAt when it began
/// @param turns what was said, oldest first
/// @param done what tools have done in it, oldest first: the name of the tool and its answer
/// @param leave what was done to end it
/// @param untrue what the caller was told and was not so, as far as that was not corrected
/// @param shown what answers of tools have shown to be so, refusals included: [ToolOutcome#shown]
/// @param disclosed the versions of the lines that have to come first and that the caller has heard to their end
public record Past(
        CallState state,
        Optional<EndReason> reason,
        Instant openedAt,
        List<Turn> turns,
        List<Done> done,
        Leave leave,
        Untrue untrue,
        Set<String> shown,
        Set<String> disclosed) {

    /// The past of a call in which nothing was told that is not so.
    public Past(
            CallState state,
            Optional<EndReason> reason,
            Instant openedAt,
            List<Turn> turns,
            List<Done> done,
            Leave leave) {
        this(state, reason, openedAt, turns, done, leave, Untrue.NOTHING, Set.of(), Set.of());
    }

    /// What the caller was told and was not so.
    ///
    /// @param kinds what was noted as a false claim, and not as corrected
    /// @param unjudged what the agent has said since anything was judged, or the caller has spoken
    public record Untrue(List<String> kinds, List<Turn.Agent> unjudged) {

        static final Untrue NOTHING = new Untrue(List.of(), List.of());

        /// Keeps its own copies.
        public Untrue {
            kinds = List.copyOf(kinds);
            unjudged = List.copyOf(unjudged);
        }

        private Untrue after(JournalEntry entry) {
            return switch (entry) {
                case JournalEntry.FalseClaim(String kind) -> new Untrue(with(kind), List.of());
                case JournalEntry.ClaimCorrected(String kind) ->
                    new Untrue(kinds.stream().filter(it -> !it.equals(kind)).toList(), List.of());
                case JournalEntry.Spoken(Turn.Caller _, int _) -> new Untrue(kinds, List.of());
                case JournalEntry.Spoken(Turn.Agent turn, int _) -> {
                    List<Turn.Agent> all = new ArrayList<>(unjudged);
                    all.add(turn);
                    yield new Untrue(kinds, all);
                }
                default -> this;
            };
        }

        private List<String> with(String kind) {
            List<String> all = new ArrayList<>(kinds);
            if (!all.contains(kind)) {
                all.add(kind);
            }
            return all;
        }
    }

    /// What a tool has done.
    ///
    /// @param answer what the model was told, JSON text
    public record Done(String tool, String answer) {}

    /// What was done to end a call.
    ///
    /// @param since since when nothing but the hang-up itself is waited for, as far as is known
    /// @param apologised whether the carrier has taken it on to tell the caller that we cannot go on; they may
    ///     be talking to the desk
    /// @param requests how often the carrier was asked to hang up
    /// @param overdue whether it was noted that the ending takes too long
    public record Leave(Instant since, boolean apologised, int requests, boolean overdue) {

        /// Nothing was done yet.
        public static Leave since(Instant since) {
            return new Leave(since, false, 0, false);
        }

        private Leave after(Noted noted, Instant touched) {
            return switch (noted.entry()) {
                case JournalEntry.Leaving _, JournalEntry.FarewellOver _ ->
                    new Leave(noted.at(), apologised, requests, overdue);
                case JournalEntry.FarewellTakenBack _, JournalEntry.LineResumed _ -> since(touched);
                case JournalEntry.Apologised _ -> new Leave(since, true, requests, overdue);
                // Up to then it was waited for the carrier to end the call by itself after the apology.
                case JournalEntry.HangupRequested _ ->
                    new Leave(apologised && requests == 0 ? noted.at() : since, apologised, requests + 1, overdue);
                case JournalEntry.EndingOverdue _ -> new Leave(since, apologised, requests, true);
                default -> this;
            };
        }
    }

    /// Keeps its own copies.
    public Past {
        turns = List.copyOf(turns);
        done = List.copyOf(done);
        shown = Set.copyOf(shown);
        disclosed = Set.copyOf(disclosed);
    }

    /// The past of a recorded call, out of what the journal has kept of it.
    ///
    /// A call whose caller was told the apology counts as failed even when its process could not record that any
    /// more: the caller may be talking to the desk.
    public static Past of(CallRecord record, List<Noted> notes) {
        List<Turn> turns = new ArrayList<>();
        List<Done> done = new ArrayList<>();
        Set<String> shown = new HashSet<>();
        Set<String> disclosed = new HashSet<>();
        Leave leave = Leave.since(record.touchedAt());
        Optional<EndReason> reason = record.reason();
        Untrue untrue = Untrue.NOTHING;
        for (Noted noted : notes) {
            leave = leave.after(noted, record.touchedAt());
            untrue = untrue.after(noted.entry());
            switch (noted.entry()) {
                case JournalEntry.Spoken spoken -> spoken.addTo(turns);
                case JournalEntry.Disclosed(String version, String _, boolean wholly) -> {
                    if (wholly) {
                        disclosed.add(version);
                    }
                }
                case JournalEntry.Leaving(EndReason why) -> reason = reason.or(() -> Optional.of(why));
                case JournalEntry.ToolEnded(String tool, ToolOutcome outcome, var _) -> {
                    shown.addAll(outcome.shown());
                    if (outcome instanceof ToolOutcome.Done) {
                        done.add(new Done(tool, outcome.answer()));
                    }
                }
                default -> {}
            }
        }
        boolean failed = record.state() == CallState.LIVE && leave.apologised();
        return new Past(
                failed ? CallState.FAILED : record.state(),
                failed ? reason : record.reason(),
                record.announcedAt(),
                turns,
                done,
                leave,
                untrue,
                shown,
                disclosed);
    }

    /// The same, with what tools know themselves to have done, unless the journal has told it. The journal may have
    /// missed the last second of a process that died; the effects of that second are there all the same.
    public Past alsoDone(List<ToolDeed> deeds) {
        List<Done> all = new ArrayList<>(done);
        deeds.stream()
                .map(deed -> new Done(deed.tool(), deed.answer()))
                .filter(deed -> !done.contains(deed))
                .forEach(all::add);
        return new Past(state, reason, openedAt, turns, all, leave, untrue, shown, disclosed);
    }
}
