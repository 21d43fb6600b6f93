package dev.switchhook.xai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.port.speech.SpeechEvent.ReplyEnd;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.ReplyId;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Reads what the provider sends. Pure and stateless.
///
/// It goes by key, never by the order of keys, because `session.updated` names its type last; it reads no field that
/// it does not need, because several hold a text where others hold an object (wire/xai.md 3.2).
final class ServerDecoder {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    /// Everything but printable ASCII that may stand between quotes in a log line.
    private static final Pattern NOT_IN_A_WORD = Pattern.compile("[^\\x20\\x21\\x23-\\x5B\\x5D-\\x7E]");

    private static final int LONGEST_WORD = 128;

    /// What an id of a conversation looks like.
    static final Pattern CONVERSATION = Pattern.compile("[\\x21-\\x7e]{1,256}");

    private static final Set<String> NEEDLESS = Set.of(
            "ping",
            "conversation.item.deleted",
            "conversation.item.truncated",
            "input_audio_buffer.committed",
            "input_audio_buffer.cleared",
            "input_audio_buffer.timeout_triggered",
            "input_audio_buffer.dtmf_event_received",
            "response.output_item.added",
            "response.output_item.done",
            "response.content_part.added",
            "response.content_part.done",
            "response.output_audio.done",
            "response.audio.done",
            "response.function_call_arguments.delta",
            "response.function_call.created",
            "response.function_call.done",
            "rate_limits.updated");

    private ServerDecoder() {}

    static ServerMessage decode(String text) {
        try {
            JsonNode root = JSON.readTree(text);
            JsonNode type = root.path("type");
            return type.isTextual() ? decode(type.textValue(), root) : new ServerMessage.Garbled("no type");
        } catch (JsonProcessingException _) {
            // The text itself stays out of this: it may hold what was said.
            return new ServerMessage.Garbled("no JSON");
        }
    }

    private static ServerMessage decode(String type, JsonNode root) {
        return switch (type) {
            case "session.created" -> new ServerMessage.SessionCreated(model(root.path("session")));
            case "conversation.created" ->
                new ServerMessage.ConversationCreated(conversation(root.path("conversation")));
            case "conversation.item.added", "conversation.item.created" -> itemAdded(root.path("item"));
            case "session.updated" -> sessionUpdated(root.path("session"));
            case "input_audio_buffer.speech_started" -> new ServerMessage.SpeechStarted(item(root));
            case "input_audio_buffer.speech_stopped" -> new ServerMessage.SpeechStopped(item(root));
            case "conversation.item.input_audio_transcription.updated" -> callerWords(root, false);
            case "conversation.item.input_audio_transcription.completed" ->
                callerWords(root, !root.path("status").asText().equals("in_progress"));
            case "response.created" -> withResponseId(root.path("response"), "id", ServerMessage.ResponseCreated::new);
            case "response.output_audio.delta", "response.audio.delta" -> sound(root);
            case "response.output_audio_transcript.delta",
                    "response.audio_transcript.delta",
                    "response.output_text.delta",
                    "response.text.delta" -> words(root, "delta", ServerMessage.WordsDelta::new);
            case "response.output_audio_transcript.done", "response.audio_transcript.done" ->
                words(root, "transcript", ServerMessage.WordsDone::new);
            case "response.output_text.done", "response.text.done" -> words(root, "text", ServerMessage.WordsDone::new);
            case "response.function_call_arguments.done" -> toolCall(root);
            case "response.done" -> responseDone(root.path("response"));
            case "response.cancelled" -> cancelled(root);
            case "error" -> error(root);
            default -> isNeedless(type) ? new ServerMessage.Needless(type) : new ServerMessage.Unknown(word(type));
        };
    }

    private static boolean isNeedless(String type) {
        return NEEDLESS.contains(type) || type.startsWith("mcp_list_tools.") || type.startsWith("response.mcp_call");
    }

    private static ServerMessage sessionUpdated(JsonNode session) {
        JsonNode audio = session.path("audio");
        return new ServerMessage.SessionUpdated(
                model(session), format(audio.path("input")), format(audio.path("output")));
    }

    /// An id that can stand in a URL; another one would be of no use.
    private static Optional<String> conversation(JsonNode conversation) {
        return text(conversation, "id").filter(id -> CONVERSATION.matcher(id).matches());
    }

    private static ServerMessage itemAdded(JsonNode item) {
        return new ServerMessage.ItemAdded(
                new ItemId(item.path("id").asText()), text(item, "call_id").map(ToolCall.Id::new));
    }

    private static Optional<String> model(JsonNode session) {
        return text(session, "model").map(ServerDecoder::word);
    }

    private static String format(JsonNode direction) {
        JsonNode format = direction.path("format");
        return word(
                format.isTextual() ? format.textValue() : format.path("type").asText());
    }

    private static ServerMessage callerWords(JsonNode root, boolean settled) {
        return new ServerMessage.CallerWords(item(root), root.path("transcript").asText(), settled);
    }

    private static ServerMessage sound(JsonNode root) {
        Optional<AudioChunk> audio =
                AudioChunk.ofBase64(AudioFormat.MULAW_8K, root.path("delta").asText());
        if (audio.isEmpty()) {
            return new ServerMessage.Garbled("sound that is no base64");
        }
        double milliseconds = root.path("audio_duration_ms").asDouble(0);
        return withResponseId(
                root, "response_id", reply -> new ServerMessage.Sound(reply, item(root), audio.get(), milliseconds));
    }

    private interface WordsShape {
        ServerMessage of(ReplyId reply, ItemId item, String text);
    }

    private static ServerMessage words(JsonNode root, String key, WordsShape shape) {
        return withResponseId(
                root,
                "response_id",
                reply -> shape.of(reply, item(root), root.path(key).asText()));
    }

    private static ServerMessage toolCall(JsonNode root) {
        Optional<String> id = text(root, "call_id");
        if (id.isEmpty()) {
            return new ServerMessage.Garbled("a tool call without an id");
        }
        JsonNode arguments = root.path("arguments");
        // A missing name goes on as an unknown tool, so that the model gets an answer instead of waiting for ever.
        ToolCall call = new ToolCall(
                new ToolCall.Id(id.get()),
                root.path("name").asText(),
                arguments.isTextual() ? arguments.textValue() : arguments.isMissingNode() ? "" : arguments.toString());
        return withResponseId(root, "response_id", reply -> new ServerMessage.ToolCallDone(reply, call));
    }

    private static ServerMessage responseDone(JsonNode response) {
        ReplyEnd end = switch (response.path("status").asText()) {
            case "cancelled" -> ReplyEnd.INTERRUPTED;
            case "incomplete" -> ReplyEnd.INCOMPLETE;
            case "failed" -> ReplyEnd.FAILED;
            default -> ReplyEnd.COMPLETE;
        };
        return withResponseId(response, "id", reply -> new ServerMessage.ResponseDone(reply, end));
    }

    private static ServerMessage cancelled(JsonNode root) {
        JsonNode response = root.path("response");
        return response.isObject()
                ? withResponseId(response, "id", reply -> new ServerMessage.ResponseDone(reply, ReplyEnd.INTERRUPTED))
                : withResponseId(
                        root, "response_id", reply -> new ServerMessage.ResponseDone(reply, ReplyEnd.INTERRUPTED));
    }

    private static ServerMessage error(JsonNode root) {
        JsonNode error = root.path("error");
        // Both shapes exist: nested as OpenAI's, and flat with code and message (or error as a text) beside the type.
        JsonNode from = error.isObject() ? error : root;
        String type = error.isObject() ? error.path("type").asText() : "";
        String message =
                error.isTextual() ? error.textValue() : from.path("message").asText();
        return new ServerMessage.ProviderError(
                word(type), word(from.path("code").asText()), message);
    }

    private static ServerMessage withResponseId(JsonNode node, String key, Function<ReplyId, ServerMessage> message) {
        return text(node, key)
                .map(id -> message.apply(new ReplyId(id)))
                .orElseGet(() -> new ServerMessage.Garbled("no id of the response"));
    }

    /// A word of the provider that may go into a log or a fault: bounded, and nothing in it breaks a line or ends a
    /// quotation.
    private static String word(String text) {
        String bounded = text.length() > LONGEST_WORD ? text.substring(0, LONGEST_WORD) : text;
        return NOT_IN_A_WORD.matcher(bounded).replaceAll("?");
    }

    private static ItemId item(JsonNode node) {
        return new ItemId(node.path("item_id").asText());
    }

    private static Optional<String> text(JsonNode node, String key) {
        JsonNode value = node.path(key);
        return value.isTextual() && !value.textValue().isEmpty() ? Optional.of(value.textValue()) : Optional.empty();
    }
}
