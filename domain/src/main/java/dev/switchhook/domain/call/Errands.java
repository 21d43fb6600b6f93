package dev.switchhook.domain.call;

import dev.switchhook.domain.port.assistant.Assistant;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.tool.Tool;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The tool calls of the model: which are taken, and what the model, the record of the call and the journal are told of
/// their outcomes.
final class Errands {

    private static final Duration UNKNOWN_TOOL = Duration.ofSeconds(8);

    private static final ToolOutcome NOT_RUN =
            new ToolOutcome.Refused("{\"outcome\":\"refused\",\"say\":\"The call was over before it was begun.\"}");

    private final Assistant assistant;
    private final ModelLink link;
    private final CallerTurn caller;
    private final ToolDesk tools;
    private final ToolNews news;
    private final Recollection recollection;
    private final Corrections corrections;
    private final WordsAwaited awaited = new WordsAwaited();

    Errands(
            Assistant assistant,
            Speech speech,
            ModelLink link,
            ToolDesk tools,
            ToolNews news,
            Corrections corrections) {
        this.assistant = assistant;
        this.link = link;
        this.caller = speech.caller();
        this.tools = tools;
        this.news = news;
        this.recollection = speech.recollection();
        this.corrections = corrections;
    }

    /// Takes a tool call, unless it was seen before. Who has not seen its result gets what is known of it.
    boolean takes(ToolCall call, Instant now, Outbox out) {
        Optional<Tool> tool = assistant.toolbox().find(call.tool());
        if (!tools.take(
                call,
                now,
                tool.map(Tool::deadline).orElse(UNKNOWN_TOOL),
                tool.map(Tool::filler).orElse(""))) {
            tools.askedAgain(call).ifPresent(outcome -> givesResult(call.id(), outcome, out));
            return false;
        }
        out.journal(new JournalEntry.ToolStarted(call));
        return true;
    }

    /// Has a tool run that was taken, at once or when the words of the caller's last turn are there.
    void starts(ToolCall call, Instant now, Outbox out) {
        Optional<Tool> listening = assistant.toolbox().find(call.tool()).filter(Tool::listens);
        Optional<Integer> turn = listening.flatMap(_ -> recollection.awaited());
        if (turn.isPresent()) {
            awaited.add(call, turn.get(), listening.map(Tool::deadline).orElse(UNKNOWN_TOOL), now);
        } else {
            out.add(new CallEffect.ToTools(call, recollection.said()));
        }
    }

    /// Has the tools run that have waited for the caller's words.
    ///
    /// @param served whether the caller is served; for a caller who is gone nothing is begun any more
    void goOn(boolean served, Instant now, Outbox out) {
        if (served) {
            awaited.ready(recollection::awaits, now)
                    .forEach(call -> out.add(new CallEffect.ToTools(call, recollection.said())));
        } else {
            awaited.drop().forEach(call -> toolEnded(call.id(), NOT_RUN, false, now, out));
        }
    }

    /// When the next tool has waited long enough for the caller's words.
    Instant nextStart() {
        return awaited.until();
    }

    /// Answers a tool call that is not run by anybody.
    void answers(ToolCall.Id id, ToolOutcome outcome, Outbox out) {
        tools.finish(id, outcome);
        out.model(new SpeechCommand.GiveToolResult(id, outcome));
    }

    /// A tool has answered or reported, or its time is up.
    ///
    /// @param heard whether the model still takes part in the conversation; what it has not asked for, or has
    ///     given up, is told in words
    void toolEnded(ToolCall.Id id, ToolOutcome outcome, boolean heard, Instant now, Outbox out) {
        tools.finish(id, outcome).ifPresent(call -> {
            String name = call.call().tool();
            out.journal(new JournalEntry.ToolEnded(name, outcome, Duration.between(call.since(), now)));
            corrections.outcome(name, outcome);
            if (outcome instanceof ToolOutcome.Done done) {
                recollection.add(new Past.Done(name, done.answer()));
            }
            if (call.answered() || !link.isReady() || !tools.isOfThisSession(call)) {
                news.add(name, outcome);
            } else if (heard) {
                givesResult(id, outcome, out);
            }
        });
    }

    private void givesResult(ToolCall.Id id, ToolOutcome outcome, Outbox out) {
        out.model(new SpeechCommand.GiveToolResult(id, outcome));
        tools.answerOwed(!caller.isSpeaking());
        if (!caller.isSpeaking()) {
            tools.continuation().owes(outcome);
        }
        caller.isOwedAnswer();
    }

    /// The calls whose deadline has passed.
    List<ToolDesk.Running> overdue(Instant now) {
        return tools.overdue(now);
    }

    /// When the next deadline passes, or the next tool has waited long enough.
    Instant nextDeadline() {
        Instant deadline = tools.nextDeadline();
        Instant start = nextStart();
        return start.isBefore(deadline) ? start : deadline;
    }
}
