package dev.switchhook.app.journal;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.hangup.CallEnding;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.CallJournal;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.operator.OperatorAct;
import dev.switchhook.domain.port.operator.OperatorRequest;
import dev.switchhook.domain.port.operator.OperatorResult;
import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.turn.HeardItem;
import dev.switchhook.domain.turn.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Logs one structured line per milestone, `call=... event=... key=value ...`.
///
/// What was said, what a tool was asked and what it answered is private: it is never logged, at no level. Events
/// that came at a moment where they mean nothing are frequent and harmless; they are logged at DEBUG.
public final class LoggingJournal implements CallJournal {

    private static final Logger LOG = LoggerFactory.getLogger("dev.switchhook.calls");
    private static final int LONGEST_NAME = 64;

    @Override
    public void note(CallId call, Instant at, JournalEntry entry) {
        switch (entry) {
            case JournalEntry.LineOpened _ -> LOG.info("call={} event=line-opened", call);
            case JournalEntry.Attended(String assistant, Optional<String> provider) ->
                LOG.info(
                        "call={} event=attended assistant={} provider={}",
                        call,
                        name(assistant),
                        name(provider.orElse("none")));
            case JournalEntry.ModelReady(String model, Duration after) ->
                LOG.info("call={} event=model-ready model={} ms={}", call, name(model), after.toMillis());
            case JournalEntry.Spoken(Turn turn, int _) ->
                LOG.info(
                        "call={} event=turn speaker={} characters={}",
                        call,
                        turn instanceof Turn.Caller ? "caller" : "agent",
                        turn.text().length());
            case JournalEntry.BargedIn(List<HeardItem> heard) ->
                LOG.info(
                        "call={} event=barge-in heard-ms={}",
                        call,
                        heard.stream().mapToLong(HeardItem::milliseconds).sum());
            case JournalEntry.ToolStarted(ToolCall tool) ->
                LOG.info("call={} event=tool-started tool={}", call, name(tool.tool()));
            case JournalEntry.ToolEnded(String tool, ToolOutcome outcome, Duration took) ->
                LOG.info(
                        "call={} event=tool-ended tool={} outcome={} ms={}",
                        call,
                        name(tool),
                        outcome.getClass().getSimpleName(),
                        took.toMillis());
            case JournalEntry.FalseClaim(String kind) ->
                LOG.warn("call={} event=false-claim claim={}", call, name(kind));
            case JournalEntry.ClaimCorrected(String kind) ->
                LOG.info("call={} event=claim-corrected claim={}", call, name(kind));
            case JournalEntry.Operated(
                    OperatorRequest(String id, OperatorAct act, String who),
                    OperatorResult result) ->
                LOG.info(
                        "call={} event=operated request={} act={} who=\"{}\" result={}",
                        call,
                        name(id),
                        OperatorText.kind(act),
                        words(who),
                        result);
            case JournalEntry.Leaving(EndReason reason) ->
                LOG.info("call={} event=leaving reason={} decided-by={}", call, reason, reason.decidedBy());
            case JournalEntry.FarewellOver(boolean wholly) ->
                LOG.info("call={} event=farewell-over heard-wholly={}", call, wholly);
            case JournalEntry.Apologised _ -> LOG.info("call={} event=apologised", call);
            case JournalEntry.HangupRequested(int attempt) ->
                LOG.info("call={} event=hangup-requested attempt={}", call, attempt);
            case JournalEntry.ControlFailed(String why) ->
                LOG.warn("call={} event=control-failed why=\"{}\"", call, words(why));
            case JournalEntry.Ended(CallEnding ending) ->
                LOG.info(
                        "call={} event=ended reason={} blame={} ms={} decision-to-down-ms={}",
                        call,
                        ending.reason(),
                        ending.blame(),
                        ending.duration().toMillis(),
                        ending.decisionToDown().toMillis());
            case JournalEntry.LineInterrupted _ -> LOG.warn("call={} event=line-interrupted", call);
            case JournalEntry.LineResumed(Duration gap) ->
                LOG.info("call={} event=line-resumed gap-ms={}", call, gap.toMillis());
            case JournalEntry.FarewellTakenBack _ -> LOG.info("call={} event=farewell-taken-back", call);
            case JournalEntry.Warned _ -> LOG.info("call={} event=warned", call);
            case JournalEntry.EndingOverdue(Duration since) ->
                LOG.error("call={} event=ending-overdue seconds={}", call, since.toSeconds());
            case JournalEntry.StreamFailed _ -> {
                // Whoever was told has logged it as stream-status.
            }
            case JournalEntry.LetGo _ -> LOG.info("call={} event=let-go", call);
            case JournalEntry.TakenOver _ -> LOG.info("call={} event=taken-over", call);
            case JournalEntry.FoundLeftBehind(CallState state) ->
                LOG.warn("call={} event=found-left-behind state={}", call, state);
            case JournalEntry.Ignored(String event, String phase) ->
                LOG.debug("call={} event=ignored what={} phase={}", call, event, phase);
            case JournalEntry.ModelFaulted(String fault) ->
                LOG.warn("call={} event=model-faulted fault=\"{}\"", call, words(fault));
            case JournalEntry.ModelLost _ -> LOG.warn("call={} event=model-lost", call);
            case JournalEntry.ModelBack(String provider, String model, Duration gap) ->
                LOG.info(
                        "call={} event=model-back provider={} model={} gap-ms={}",
                        call,
                        name(provider),
                        name(model),
                        gap.toMillis());
            case JournalEntry.Disclosed(String version, String _, boolean wholly) ->
                LOG.info("call={} event=disclosed version={} heard-wholly={}", call, name(version), wholly);
            case JournalEntry.Greeted(Duration sent, Duration heard) ->
                LOG.info("call={} event=greeted sent-ms={} heard-ms={}", call, sent.toMillis(), heard.toMillis());
            case JournalEntry.Answered(Duration sent, Duration heard) ->
                LOG.info("call={} event=answered sent-ms={} heard-ms={}", call, sent.toMillis(), heard.toMillis());
        }
    }

    /// A name as a peer wrote it, such as that of a tool or a model, made harmless for a log line.
    private static String name(String foreign) {
        String bounded = foreign.length() > LONGEST_NAME ? foreign.substring(0, LONGEST_NAME) : foreign;
        return bounded.replaceAll("[^a-zA-Z0-9_.:/-]", "?");
    }

    /// Words that stand in quotes.
    private static String words(String text) {
        return text.replaceAll("[\\p{Cntrl}\"]", "?");
    }
}
