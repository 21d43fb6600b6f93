package dev.switchhook.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads one message of the server. Tolerant: unknown types and fields are no error, and the beta names of
/// compatible servers (`wire/openai.md` 2.6) mean the same as the current ones. A pure function.
///
/// The message is streamed, because nearly all of its bytes are one long base64 string; only the four small objects
/// that we look into become trees.
final class ServerEventDecoder {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Pattern NOT_IN_A_NAME = Pattern.compile("[^A-Za-z0-9_.\\[\\]-]");
    private static final int LONGEST_NAME = 80;

    private static final Set<String> UNEVENTFUL = Set.of(
            "conversation.created",
            "conversation.item.retrieved",
            "conversation.item.truncated",
            "conversation.item.deleted",
            "conversation.item.input_audio_transcription.delta",
            "conversation.item.input_audio_transcription.failed",
            "conversation.item.input_audio_transcription.segment",
            "input_audio_buffer.committed",
            "input_audio_buffer.cleared",
            "input_audio_buffer.timeout_triggered",
            "input_audio_buffer.dtmf_event_received",
            "output_audio_buffer.started",
            "output_audio_buffer.stopped",
            "output_audio_buffer.cleared",
            "response.output_item.added",
            "response.content_part.added",
            "response.content_part.done",
            "response.output_audio.done",
            "response.audio.done",
            "response.output_audio_transcript.delta",
            "response.audio_transcript.delta",
            "response.output_text.delta",
            "response.output_text.done",
            "response.text.delta",
            "response.text.done",
            "response.function_call_arguments.delta",
            "response.function_call_arguments.done",
            "response.mcp_call_arguments.delta",
            "response.mcp_call_arguments.done",
            "response.mcp_call.in_progress",
            "response.mcp_call.completed",
            "response.mcp_call.failed",
            "mcp_list_tools.in_progress",
            "mcp_list_tools.completed",
            "rate_limits.updated");

    private ServerEventDecoder() {}

    /// Decodes one message; never throws for what a server may send.
    static ServerEvent decode(String text) {
        Fields fields = new Fields();
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return new ServerEvent.Malformed();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                fields.take(parser);
            }
            if (parser.currentToken() != JsonToken.END_OBJECT) {
                return new ServerEvent.Malformed();
            }
        } catch (IOException _) {
            return new ServerEvent.Malformed();
        }
        return fields.event();
    }

    /// What a message holds at its top level, as far as we read it.
    private static final class Fields {

        private String type = "";
        private String response = "";
        private String item = "";
        private String delta = "";
        private String transcript = "";
        private int contentIndex;
        private JsonNode object = MissingNode.getInstance();

        private void take(JsonParser parser) throws IOException {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.VALUE_STRING) {
                takeText(name, parser);
            } else if (value == JsonToken.VALUE_NUMBER_INT && name.equals("content_index")) {
                contentIndex = Math.clamp(parser.getValueAsLong(), 0, 1_000);
            } else if (value == JsonToken.START_OBJECT && isRead(name)) {
                object = JSON.readTree(parser);
            } else {
                parser.skipChildren();
            }
        }

        private void takeText(String name, JsonParser parser) throws IOException {
            switch (name) {
                case "type" -> type = parser.getText();
                case "response_id" -> response = parser.getText();
                case "item_id" -> item = parser.getText();
                case "delta" -> delta = parser.getText();
                case "transcript" -> transcript = parser.getText();
                default -> {
                    // Everything else that is text does not matter to us.
                }
            }
        }

        private static boolean isRead(String name) {
            return name.equals("session") || name.equals("response") || name.equals("item") || name.equals("error");
        }

        private ServerEvent event() {
            return switch (type) {
                case "session.created" -> new ServerEvent.SessionCreated(expiresAt());
                case "session.updated" -> sessionUpdated();
                case "input_audio_buffer.speech_started" -> new ServerEvent.SpeechStarted();
                case "input_audio_buffer.speech_stopped" -> new ServerEvent.SpeechStopped(item);
                case "conversation.item.input_audio_transcription.completed" ->
                    item.isEmpty() ? new ServerEvent.Malformed() : new ServerEvent.CallerTranscribed(item, transcript);
                case "conversation.item.added", "conversation.item.created", "conversation.item.done" -> itemAdded();
                case "response.created" ->
                    text("id").isEmpty()
                            ? new ServerEvent.Malformed()
                            : new ServerEvent.ResponseCreated(
                                    text("id"),
                                    object.path("metadata")
                                            .path(ClientEvents.REQUEST)
                                            .asText(""));
                case "response.output_audio.delta", "response.audio.delta" -> audio();
                case "response.output_audio_transcript.done", "response.audio_transcript.done" ->
                    item.isEmpty()
                            ? new ServerEvent.Malformed()
                            : new ServerEvent.TranscriptDone(response, item, transcript);
                case "response.output_item.done" -> itemDone();
                case "response.done" -> responseDone();
                case "mcp_list_tools.failed" -> new ServerEvent.ServerToolsMissing();
                case "error" ->
                    new ServerEvent.Trouble(
                            code(object), text("message"), word(object.path("param")), text("event_id"));
                case "" -> new ServerEvent.Malformed();
                default -> UNEVENTFUL.contains(type) ? new ServerEvent.Uneventful() : new ServerEvent.Unknown();
            };
        }

        private ServerEvent sessionUpdated() {
            JsonNode audio = object.path("audio");
            JsonNode turns = audio.path("input").path("turn_detection");
            return new ServerEvent.SessionUpdated(
                    word(object.path("model")),
                    audio.path("input").path("format").path("type").asText(""),
                    audio.path("output").path("format").path("type").asText(""),
                    expiresAt(),
                    turns.path("create_response").asBoolean(true),
                    turns.path("interrupt_response").asBoolean(true));
        }

        private long expiresAt() {
            return object.path("expires_at").asLong(0);
        }

        private ServerEvent itemAdded() {
            return text("type").equals("function_call_output")
                            && !text("call_id").isEmpty()
                    ? new ServerEvent.ToolOutputAdded(text("call_id"))
                    : new ServerEvent.Uneventful();
        }

        private ServerEvent audio() {
            if (response.isEmpty() || item.isEmpty()) {
                return new ServerEvent.Malformed();
            }
            Optional<AudioChunk> audio = AudioChunk.ofBase64(AudioFormat.MULAW_8K, delta);
            return audio.isPresent()
                    ? new ServerEvent.AudioDelta(response, item, contentIndex, audio.get())
                    : new ServerEvent.BadAudio();
        }

        private ServerEvent itemDone() {
            if (text("type").startsWith("mcp_")) {
                return new ServerEvent.ServerToolDone(
                        response, text("id"), text("type").equals("mcp_approval_request"));
            }
            if (!text("type").equals("function_call")) {
                return new ServerEvent.ItemDone(response, text("id"));
            }
            boolean named = !text("call_id").isEmpty() && !text("name").isEmpty();
            return new ServerEvent.ToolCallDone(
                    response,
                    text("call_id"),
                    text("name"),
                    text("arguments"),
                    named && text("status").equals("completed"));
        }

        private ServerEvent responseDone() {
            if (text("id").isEmpty()) {
                return new ServerEvent.Malformed();
            }
            JsonNode error = object.path("status_details").path("error");
            return new ServerEvent.ResponseDone(
                    text("id"),
                    text("status"),
                    code(error),
                    error.path("message").asText(""));
        }

        /// The code of an error; one of the server's own making may come without, and is told by its type then.
        private static String code(JsonNode error) {
            String code = word(error.path("code"));
            return code.isEmpty() && error.path("type").asText("").equals("server_error") ? "server_error" : code;
        }

        /// A name that may go into a log: whatever could break a line is replaced.
        private static String word(JsonNode node) {
            String name = node.isTextual() ? node.textValue() : "";
            return NOT_IN_A_NAME
                    .matcher(name.substring(0, Math.min(name.length(), LONGEST_NAME)))
                    .replaceAll("?");
        }

        private String text(String field) {
            JsonNode node = object.path(field);
            return node.isTextual() ? node.textValue() : "";
        }
    }
}
