package dev.switchhook.app.live;

import dev.switchhook.domain.hangup.CallEnding;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.tool.ToolOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the entries of one call add up to, taken one after the other. It is small however long the call is. Used by one
/// thread.
final class Unfolding {

    /// Half a second is a good answer; after this time callers ask whether somebody is there.
    private static final Duration SLOW = Duration.ofSeconds(2);

    private final List<String> tools = new ArrayList<>();
    private Optional<String> assistant = Optional.empty();
    private Optional<String> provider = Optional.empty();
    private Optional<Words> words = Optional.empty();
    private Optional<EndReason> reason = Optional.empty();
    private Stage stage = Stage.RINGING;
    private boolean modelLost;
    private boolean lineInterrupted;
    private boolean overdue;
    private boolean slow;
    private int falseClaims;

    /// Takes the next entry.
    void take(JournalEntry entry) {
        switch (entry) {
            case JournalEntry.LineOpened _ -> stage = Stage.CONNECTING;
            case JournalEntry.Attended(String name, Optional<String> speaker) -> {
                assistant = Optional.of(name);
                provider = speaker.or(() -> provider);
            }
            case JournalEntry.ModelReady _ -> modelIsThere();
            case JournalEntry.ModelLost _ -> modelLost = true;
            case JournalEntry.ModelBack(String name, String _, Duration _) -> {
                provider = Optional.of(name);
                modelIsThere();
            }
            case JournalEntry.Spoken(var turn, int overtaken) -> {
                // Words of the caller may be known long after the answer to them.
                if (overtaken == 0) {
                    words = Optional.of(Words.of(turn));
                }
            }
            case JournalEntry.Answered(Duration sent, Duration _) -> slow = sent.compareTo(SLOW) > 0;
            case JournalEntry.ToolStarted(var call) -> {
                if (tools.size() < Glimpse.MOST_TOOLS) {
                    tools.add(call.tool());
                }
            }
            case JournalEntry.ToolEnded(String tool, ToolOutcome outcome, Duration _) -> {
                if (!(outcome instanceof ToolOutcome.Pending)) {
                    tools.remove(tool);
                }
            }
            case JournalEntry.FalseClaim _ -> falseClaims++;
            case JournalEntry.ClaimCorrected _ -> falseClaims = Math.max(0, falseClaims - 1);
            case JournalEntry.LineInterrupted _ -> {
                lineInterrupted = true;
                stage = Stage.RECONNECTING;
            }
            case JournalEntry.LineResumed _ -> {
                lineInterrupted = false;
                stage = Stage.TALKING;
            }
            case JournalEntry.LetGo _, JournalEntry.TakenOver _, JournalEntry.FoundLeftBehind _ -> {
                tools.clear();
                stage = stage == Stage.TALKING ? Stage.RECONNECTING : stage;
            }
            case JournalEntry.Leaving(EndReason why) -> {
                reason = Optional.of(why);
                stage = Stage.LEAVING;
            }
            case JournalEntry.FarewellTakenBack _ -> {
                reason = Optional.empty();
                stage = Stage.TALKING;
            }
            case JournalEntry.EndingOverdue _ -> overdue = true;
            case JournalEntry.Ended(CallEnding ending) -> {
                reason = Optional.of(ending.reason());
                end();
            }
            default -> {
                // It changes nothing that is seen from afar.
            }
        }
    }

    private void modelIsThere() {
        modelLost = false;
        stage = stage == Stage.CONNECTING ? Stage.TALKING : stage;
    }

    private void end() {
        stage = Stage.ENDED;
        tools.clear();
        modelLost = false;
        lineInterrupted = false;
        overdue = false;
        slow = false;
    }

    /// What it comes to.
    ///
    /// @param known what the registry says
    /// @param over whether the registry does not hold it for live any more
    /// @param attended whether a living process serves it
    Glimpse glimpse(LiveCall known, boolean over, boolean attended) {
        Stage now = over ? Stage.ENDED : stageNow(known.state());
        return new Glimpse(
                known.call(),
                known.caller(),
                assistant,
                provider,
                now,
                reason.or(known::reason),
                known.announcedAt(),
                words,
                now == Stage.ENDED ? List.of() : tools,
                health(now, attended),
                known.owner());
    }

    /// The registry knows the great steps at once, the journal all of them a second later.
    private Stage stageNow(CallState state) {
        return switch (state) {
            case ANNOUNCED -> Stage.RINGING;
            case LIVE -> stage == Stage.RINGING ? Stage.CONNECTING : stage;
            case FAILED -> stage == Stage.ENDED ? stage : Stage.APOLOGISING;
            case ENDING -> stage == Stage.ENDED ? stage : Stage.LEAVING;
            case OVER -> Stage.ENDED;
        };
    }

    private Health health(Stage now, boolean attended) {
        if (now == Stage.ENDED) {
            return falseClaims > 0 ? Health.FALSE_CLAIM : Health.FINE;
        }
        if (overdue) {
            return Health.ENDING_OVERDUE;
        }
        if (!attended && now != Stage.RINGING) {
            return Health.UNATTENDED;
        }
        if (lineInterrupted) {
            return Health.LINE_INTERRUPTED;
        }
        if (modelLost) {
            return Health.MODEL_LOST;
        }
        if (falseClaims > 0) {
            return Health.FALSE_CLAIM;
        }
        return slow ? Health.SLOW : Health.FINE;
    }
}
