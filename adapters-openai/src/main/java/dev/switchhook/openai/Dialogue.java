package dev.switchhook.openai;

import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechCommand.StopReply.Cause;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechEvent.ReplyEnd;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.turn.HeardItem;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.ReplyId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Translates between port and wire once a session is ready: commands to messages, what the server says to events.
///
/// It remembers what the wire wants remembered: how much sound each utterance has, which calls and transcripts were
/// told, and which reply is in flight. It has no socket, no thread and no clock. Not safe for use by several
/// threads.
final class Dialogue {

    private static final Logger LOG = LoggerFactory.getLogger(Dialogue.class);

    private final SpeechBriefing briefing;
    private final ClientEvents events;
    private final Tally tally;
    private final Utterances utterances = new Utterances();
    private final WantedReply wanted = new WantedReply();
    private final Reflexes reflexes;
    private final ExactLines lines;
    private final ServerTools serverTools;
    private final Seen toolCalls = new Seen();
    private final Seen transcripts = new Seen();
    private @Nullable String active;
    private @Nullable String stopped;
    private @Nullable String cancelled;

    /// A dialogue that has not begun.
    ///
    /// @param briefing its standing instructions go along with a reply's own ones, which replace them on this wire
    /// @param turns what the server does by itself when the caller speaks
    Dialogue(SpeechBriefing briefing, TurnDetection turns, ClientEvents events, Tally tally) {
        this.briefing = briefing;
        this.events = events;
        this.tally = tally;
        this.reflexes = new Reflexes(turns, events);
        this.lines = new ExactLines(tally);
        this.serverTools = new ServerTools(events, tally);
    }

    /// Writes a command as messages, in the order in which they are to be sent.
    void write(SpeechCommand command, Consumer<String> out) {
        switch (command) {
            case SpeechCommand.Hear(var audio) -> out.accept(events.append(audio));
            case SpeechCommand.Reply _, SpeechCommand.SayExactly _ -> askFor(command, out);
            case SpeechCommand.Tell(String text) -> out.accept(events.tell(text));
            case SpeechCommand.StopReply(List<HeardItem> heard, Cause cause) -> stop(heard, cause, out);
            case SpeechCommand.GiveToolResult(ToolCall.Id call, var outcome) -> {
                out.accept(events.toolOutput(call.value(), outcome.answer()));
                wanted.outputSent(call.value());
            }
        }
    }

    /// Asks for a reply; the request is the last message that is written.
    private void ask(SpeechCommand wish, Consumer<String> out) {
        switch (wish) {
            case SpeechCommand.SayExactly(String text, boolean interruptible) -> {
                if (!interruptible) {
                    reflexes.take(out);
                }
                out.accept(events.createLine(withStanding(ExactLines.cue(text))));
                lines.asked(events.lastId(), text, interruptible);
            }
            case SpeechCommand.Reply(String cue) -> out.accept(events.createResponse(withStanding(cue)));
            default -> throw new IllegalArgumentException("no reply comes of " + wish);
        }
    }

    private String withStanding(String cue) {
        return cue.isEmpty() ? "" : briefing.instructions() + "\n\n" + cue;
    }

    private void stop(List<HeardItem> heard, Cause cause, Consumer<String> out) {
        boolean inFlight = active != null || wanted.underWay();
        boolean ours = cause == Cause.OUR_DECISION || reflexes.weStop();
        if (ours && inFlight) {
            cancel(out);
        }
        stopped = active;
        for (HeardItem item : heard) {
            Optional<Utterances.Utterance> utterance =
                    utterances.find(item.item().value());
            if (utterance.isPresent()) {
                truncate(utterance.get(), item.milliseconds(), out);
            } else {
                tally.count(OpenAiOddity.UNKNOWN_UTTERANCE);
            }
        }
        if (!heard.isEmpty()) {
            utterances.after(heard.getLast().item().value(), unheard -> truncate(unheard, 0, out));
        }
    }

    /// Once for each reply; a second cancellation would only be refused.
    private void cancel(Consumer<String> out) {
        if (active == null || !active.equals(cancelled)) {
            out.accept(events.cancelResponse(active == null ? "" : active));
            cancelled = active;
        }
    }

    private void truncate(Utterances.Utterance utterance, long heardMilliseconds, Consumer<String> out) {
        long received = utterance.milliseconds();
        boolean heardWholly = utterance.done() && heardMilliseconds >= received;
        if (!heardWholly) {
            long kept = Math.clamp(heardMilliseconds, 0, received);
            out.accept(events.truncate(utterance.item(), utterance.contentIndex(), kept));
        }
    }

    /// Takes what the server says.
    ///
    /// @param say gets the events, in order
    /// @param out gets the messages to send in return, in order
    void read(ServerEvent event, Consumer<SpeechEvent> say, Consumer<String> out) {
        switch (event) {
            case ServerEvent.AudioDelta delta -> {
                utterances.received(delta, delta.response().equals(stopped));
                say.accept(new SpeechEvent.ReplyAudio(
                        new ReplyId(delta.response()), new ItemId(delta.item()), delta.audio()));
            }
            case ServerEvent.SpeechStarted _ -> {
                wanted.callerSpeaks();
                say.accept(new SpeechEvent.CallerStartedSpeaking());
                if (active != null && reflexes.weStop() && !lines.mayNotBeInterrupted()) {
                    cancel(out);
                }
            }
            case ServerEvent.SpeechStopped(String item) -> {
                say.accept(new SpeechEvent.CallerStoppedSpeaking(
                        item.isEmpty() ? Optional.empty() : Optional.of(new ItemId(item))));
                reflexes.callerStopped();
                answerOwed(out);
            }
            case ServerEvent.CallerTranscribed(String item, String text) -> callerSaid(item, text, say);
            case ServerEvent.ResponseCreated(String response, String request) -> {
                active = response;
                wanted.started(request);
                lines.started(response, request);
                if (request.isEmpty()) {
                    reflexes.answered();
                }
                say.accept(new SpeechEvent.ReplyStarted(new ReplyId(response)));
            }
            case ServerEvent.TranscriptDone(String response, String item, String text) -> {
                lines.said(response, text);
                say.accept(new SpeechEvent.ReplySaid(new ReplyId(response), new ItemId(item), text));
            }
            case ServerEvent.ItemDone(String response, String item) -> {
                serverTools.spoke(response);
                utterances.done(item);
            }
            case ServerEvent.ServerToolDone tool -> serverTools.used(tool, out);
            case ServerEvent.ServerToolsMissing _ -> tally.count(OpenAiOddity.SERVER_TOOLS_MISSING);
            case ServerEvent.SessionUpdated updated -> reflexes.shown(updated.answers(), updated.interrupts());
            case ServerEvent.ToolCallDone call -> toolCallDone(call, say);
            case ServerEvent.ToolOutputAdded(String callId) -> wanted.outputKnown(callId);
            case ServerEvent.ResponseDone done -> responseDone(done, say, out);
            case ServerEvent.Trouble trouble -> troubled(trouble, say, out);
            case ServerEvent.BadAudio _ -> tally.count(OpenAiOddity.BAD_AUDIO);
            case ServerEvent.Unknown _ -> tally.count(OpenAiOddity.UNKNOWN_EVENT);
            case ServerEvent.Malformed _ -> tally.count(OpenAiOddity.MALFORMED_EVENT);
            case ServerEvent.SessionCreated _, ServerEvent.Uneventful _ -> {}
        }
    }

    private void callerSaid(String item, String text, Consumer<SpeechEvent> say) {
        if (!text.isBlank() && transcripts.isNew(item)) {
            say.accept(new SpeechEvent.CallerSaid(new ItemId(item), text));
        }
    }

    private void toolCallDone(ServerEvent.ToolCallDone call, Consumer<SpeechEvent> say) {
        serverTools.spoke(call.response());
        if (!call.completed() || !toolCalls.isNew(call.callId())) {
            tally.count(OpenAiOddity.TOOL_CALL_SKIPPED);
            return;
        }
        say.accept(new SpeechEvent.ToolWanted(
                new ReplyId(call.response()),
                new ToolCall(new ToolCall.Id(call.callId()), call.tool(), call.arguments())));
    }

    private void responseDone(ServerEvent.ResponseDone done, Consumer<SpeechEvent> say, Consumer<String> out) {
        String response = done.response();
        utterances.ofResponse(response, utterance -> utterances.done(utterance.item()));
        if (response.equals(stopped)) {
            utterances.ofResponse(response, utterance -> {
                if (utterance.afterStop()) {
                    truncate(utterance, 0, out);
                }
            });
            stopped = null;
        }
        if (response.equals(active)) {
            active = null;
        }
        if (!done.errorCode().isEmpty() || !done.errorMessage().isEmpty()) {
            ErrorFault.of(done.errorCode(), done.errorMessage())
                    .ifPresent(fault -> say.accept(new SpeechEvent.Faulted(fault)));
        }
        ReplyEnd end = endOf(done.status());
        say.accept(new SpeechEvent.ReplyFinished(new ReplyId(response), end));
        lines.over(response, end == ReplyEnd.COMPLETE);
        boolean silent = serverTools.silent(response) && end == ReplyEnd.COMPLETE;
        if (active == null) {
            askAgain(out);
        }
        giveReflexesBack(out);
        if (active == null) {
            answerOwed(out);
            if (silent && !wanted.underWay()) {
                askFor(new SpeechCommand.Reply(""), out);
            }
        }
    }

    /// Asks for the answer to the caller that the server does not give by itself.
    private void answerOwed(Consumer<String> out) {
        if (active == null && !wanted.underWay() && reflexes.owesAnswer()) {
            askFor(new SpeechCommand.Reply(""), out);
            reflexes.asked(events.lastId());
        }
    }

    private void askFor(SpeechCommand wish, Consumer<String> out) {
        ask(wish, out);
        wanted.asked(events.lastId(), wish);
    }

    /// How a reply ended; a status that we do not know counts as cut short, which promises the caller the least.
    private static ReplyEnd endOf(String status) {
        return switch (status) {
            case "completed" -> ReplyEnd.COMPLETE;
            case "cancelled" -> ReplyEnd.INTERRUPTED;
            case "failed" -> ReplyEnd.FAILED;
            default -> ReplyEnd.INCOMPLETE;
        };
    }

    private void askAgain(Consumer<String> out) {
        wanted.takeAgain().ifPresent(repeat -> {
            ask(repeat.wish(), out);
            wanted.repeated(events.lastId(), repeat);
        });
    }

    private void troubled(ServerEvent.Trouble trouble, Consumer<SpeechEvent> say, Consumer<String> out) {
        switch (Gravity.of(trouble.code(), trouble.message())) {
            case BENIGN -> tally.count(OpenAiOddity.BENIGN_ERROR);
            case REPLY_IN_FLIGHT -> {
                tally.count(OpenAiOddity.BENIGN_ERROR);
                String request = wanted.refused(trouble.clientEvent());
                reflexes.refused(request);
                lines.refused(request);
                if (active == null) {
                    askAgain(out);
                    giveReflexesBack(out);
                    answerOwed(out);
                }
            }
            case UNEXPLAINED -> {
                tally.count(OpenAiOddity.UNEXPLAINED_ERROR);
                LOG.warn(
                        "call={} event=unexplained-error code=\"{}\" at=\"{}\"",
                        briefing.call(),
                        ErrorFault.named(trouble.code()),
                        trouble.param());
                dropped(trouble.clientEvent(), out);
            }
            case BUSY, EXPIRED, FATAL -> {
                dropped(trouble.clientEvent(), out);
                ErrorFault.of(trouble.code(), trouble.message())
                        .ifPresent(fault -> say.accept(new SpeechEvent.Faulted(fault)));
            }
        }
    }

    /// Our request will not be taken up, and we shall not repeat it.
    private void dropped(String request, Consumer<String> out) {
        wanted.failed(request);
        reflexes.refused(request);
        lines.refused(request);
        giveReflexesBack(out);
    }

    private void giveReflexesBack(Consumer<String> out) {
        if (!lines.needQuiet()) {
            reflexes.giveBack(out);
        }
    }
}
