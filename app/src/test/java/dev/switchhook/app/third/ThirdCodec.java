package dev.switchhook.app.third;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.port.speech.Resumption;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechCommand.StopReply.Cause;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechEvent.ReplyEnd;
import dev.switchhook.domain.port.speech.SpeechFault;
import dev.switchhook.domain.tool.Tool;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.turn.HeardItem;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.ReplyId;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The wire of the third provider: every message is an object with one member, whose name says what it is; sound
/// travels beside them in binary frames. Not safe for use by several threads.
///
/// The provider goes on by itself after tool results, the core does not want that: results wait until a reply is
/// wanted.
final class ThirdCodec {

    static final String NAME = "third";
    static final Duration LONGEST_SESSION = Duration.ofMinutes(15);

    private static final String SOUND = "pcm16/24000";
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    /// Where the results go.
    interface Out {
        void tell(SpeechEvent event);

        void write(String text);

        void write(byte[] sound);

        void end(SpeechFault fault);
    }

    private final Out out;
    private final Map<String, String> turnOfLine = new HashMap<>();
    private final Map<String, Long> received = new HashMap<>();
    private final Set<String> tickets = new HashSet<>();
    private final ArrayNode results = JSON.createArrayNode();
    private String line = "";
    private @Nullable String turn;

    ThirdCodec(Out out) {
        this.out = out;
    }

    static String setup(SpeechBriefing briefing) {
        ObjectNode message = JSON.createObjectNode();
        ObjectNode setup = message.putObject("setup").put("persona", briefing.instructions());
        setup.put("hears", SOUND).put("speaks", SOUND);
        briefing.resumption()
                .filter(known -> known.provider().equals(NAME))
                .ifPresent(known -> setup.put("continue", known.token()));
        ArrayNode abilities = setup.putArray("abilities");
        for (Tool tool : briefing.tools()) {
            abilities
                    .addObject()
                    .put("name", tool.name())
                    .put("purpose", tool.description())
                    .putRawValue("shape", new RawValue(tool.parameters()));
        }
        return message.toString();
    }

    void command(SpeechCommand command) {
        switch (command) {
            case SpeechCommand.Hear(AudioChunk audio) -> out.write(audio.bytes());
            case SpeechCommand.Reply(String cue) -> reply(cue);
            case SpeechCommand.SayExactly(String text, boolean interruptible) -> {
                ObjectNode message = JSON.createObjectNode();
                message.putObject("inject").put("words", text).put("guarded", !interruptible);
                out.write(message.toString());
            }
            case SpeechCommand.Tell(String text) -> one("note", "words", text);
            case SpeechCommand.StopReply(var heard, Cause cause) -> {
                if (cause == Cause.OUR_DECISION && turn != null) {
                    one("halt", "turn", turn);
                }
                heard.forEach(this::heard);
            }
            case SpeechCommand.GiveToolResult(ToolCall.Id call, var outcome) ->
                results.addObject().put("ticket", call.value()).put("text", outcome.answer());
        }
    }

    private void reply(String cue) {
        if (results.isEmpty()) {
            one("inject", "cue", cue);
            return;
        }
        if (!cue.isBlank()) {
            one("note", "words", cue);
        }
        ObjectNode message = JSON.createObjectNode();
        message.set("results", results.deepCopy());
        results.removeAll();
        out.write(message.toString());
    }

    private void heard(HeardItem item) {
        Long bytes = received.get(item.item().value());
        if (bytes != null) {
            ObjectNode message = JSON.createObjectNode();
            message.putObject("heard")
                    .put("line", item.item().value())
                    .put("ms", Math.min(item.milliseconds(), bytes / AudioFormat.PCM16_24K.bytesPerMillisecond()));
            out.write(message.toString());
        }
    }

    private void one(String name, String member, String value) {
        ObjectNode message = JSON.createObjectNode();
        message.putObject(name).put(member, value);
        out.write(message.toString());
    }

    void sound(byte[] bytes) {
        String speaking = turnOfLine.get(line);
        if (speaking != null) {
            received.merge(line, (long) bytes.length, Long::sum);
            out.tell(new SpeechEvent.ReplyAudio(
                    new ReplyId(speaking), new ItemId(line), AudioChunk.of(AudioFormat.PCM16_24K, bytes)));
        }
    }

    void message(String text) {
        JsonNode message;
        try {
            message = JSON.readTree(text);
        } catch (JsonProcessingException _) {
            return;
        }
        if (message.size() != 1 || !message.isObject()) {
            return;
        }
        String name = message.fieldNames().next();
        take(name, message.path(name));
    }

    private void take(String name, JsonNode body) {
        switch (name) {
            case "welcome" -> welcome(body);
            case "ping" -> {
                ObjectNode pong = JSON.createObjectNode();
                pong.putObject("pong").put("beat", body.path("beat").asLong());
                out.write(pong.toString());
            }
            case "caller" -> {
                ItemId utterance = new ItemId(body.path("utterance").asText());
                switch (body.path("state").asText()) {
                    case "speaking" -> out.tell(new SpeechEvent.CallerStartedSpeaking());
                    case "silent" -> out.tell(new SpeechEvent.CallerStoppedSpeaking(Optional.of(utterance)));
                    case "understood" ->
                        out.tell(new SpeechEvent.CallerSaid(
                                utterance, body.path("words").asText()));
                    default -> {}
                }
            }
            case "begun" -> {
                turn = body.path("turn").asText();
                out.tell(new SpeechEvent.ReplyStarted(new ReplyId(turn)));
            }
            case "line" -> {
                line = body.path("line").asText();
                turnOfLine.put(line, body.path("turn").asText());
            }
            case "words" ->
                out.tell(new SpeechEvent.ReplySaid(
                        new ReplyId(body.path("turn").asText()),
                        new ItemId(body.path("line").asText()),
                        body.path("text").asText()));
            case "tools" ->
                body.path("calls").forEach(call -> wanted(body.path("turn").asText(), call));
            case "done" -> finished(body, ReplyEnd.COMPLETE);
            case "interrupted" -> finished(body, ReplyEnd.INTERRUPTED);
            case "over" -> out.end(new SpeechFault.SessionExpired());
            default -> {}
        }
    }

    private void welcome(JsonNode body) {
        if (!body.path("hears").asText().equals(SOUND)
                || !body.path("speaks").asText().equals(SOUND)) {
            out.end(new SpeechFault.Unintelligible("the session has another sound format"));
            return;
        }
        Duration longest = Duration.ofSeconds(body.path("lasts").asLong());
        out.tell(new SpeechEvent.Ready(NAME, body.path("engine").asText(), longest));
        out.tell(new SpeechEvent.Resumable(
                new Resumption(NAME, body.path("continue").asText())));
    }

    private void wanted(String reply, JsonNode call) {
        String ticket = call.path("ticket").asText();
        if (tickets.add(ticket)) {
            String arguments = call.path("arguments").toString();
            out.tell(new SpeechEvent.ToolWanted(
                    new ReplyId(reply),
                    new ToolCall(new ToolCall.Id(ticket), call.path("name").asText(), arguments)));
        }
    }

    private void finished(JsonNode body, ReplyEnd end) {
        turn = null;
        out.tell(new SpeechEvent.ReplyFinished(new ReplyId(body.path("turn").asText()), end));
    }
}
