package dev.switchhook.xai.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.rehearsal.Act;
import dev.switchhook.domain.rehearsal.Cue;
import dev.switchhook.domain.rehearsal.SessionReport;
import dev.switchhook.domain.testkit.Recorded;
import dev.switchhook.domain.testkit.ScriptedRole;
import dev.switchhook.domain.testkit.TestSound;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The rehearsal server is as strict as the provider, and speaks with its oddities: seen with another client than
/// ours.
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class XaiRehearsalTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PROPER = """
        {"type":"session.update","session":{"voice":"eve","turn_detection":{"type":"server_vad","silence_duration_ms":400},
         "audio":{"input":{"format":{"type":"audio/pcmu"},"transcription":{"model":"grok-transcribe"}},
                  "output":{"format":{"type":"audio/pcmu"}}},
         "tools":[{"type":"function","name":"book","parameters":{"type":"object"}}]}}\
        """;

    private final ScriptedRole role = new ScriptedRole(cue -> switch (cue) {
        case Cue.Asked(String instructions)
        when instructions.contains("tool") ->
            List.of(new Act.UseTool("book", "{\"a\":1}"), new Act.Say("Moment.", TestSound.speech(2, 300)));
        case Cue.Asked(String instructions)
        when instructions.contains("long") ->
            List.of(new Act.Say("A long story that never ends.", TestSound.speech(3, 30_000)));
        case Cue.Asked _, Cue.ToolsAnswered _ -> List.of(new Act.Say("Hello there.", TestSound.speech(1, 900)));
        case Cue.CallerSpoke _ -> List.of(new Act.Say("I see.", TestSound.speech(4, 200)));
    });
    private XaiRehearsal server = XaiRehearsal.open(() -> role, 20, XaiMisbehaviour.none());
    private final HttpClient http = HttpClient.newHttpClient();
    private final Recorded<JsonNode> messages = new Recorded<>();
    private WebSocket socket;

    @AfterEach
    void end() {
        if (socket != null) {
            socket.abort();
        }
        server.close();
        http.shutdownNow();
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                messages.add(read(text.toString()));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new AssertionError(broken);
        }
    }

    private URI url(String rest) {
        return URI.create(server.baseUrl().toString().replaceFirst("^http", "ws") + rest);
    }

    private void connect(String rest) {
        socket = http.newWebSocketBuilder()
                .header("Authorization", "Bearer xai-k")
                .buildAsync(url(rest), new Listener())
                .join();
    }

    private void connectReady() {
        connect("/realtime");
        send(PROPER);
        next("session.updated");
    }

    private void send(String text) {
        socket.sendText(text, true).join();
    }

    private void hear(AudioChunk sound) {
        TestSound.frames(sound)
                .forEach(
                        frame -> send("{\"type\":\"input_audio_buffer.append\",\"audio\":\"" + frame.base64() + "\"}"));
    }

    private JsonNode next(String type) {
        return messages.next(
                JsonNode.class, message -> message.path("type").asText().equals(type));
    }

    private SessionReport report() {
        socket.abort();
        return server.ended(1).orTimeout(10, TimeUnit.SECONDS).join();
    }

    @ParameterizedTest
    @CsvSource({"'', 401", "Bearer sk-other, 400", "xai-k, 400", "Basic xai-k, 400"})
    void a_handshake_needs_a_well_formed_key(String authorization, int status) {
        WebSocket.Builder builder = http.newWebSocketBuilder();
        if (!authorization.isEmpty()) {
            builder.header("Authorization", authorization);
        }
        assertThat(statusOf(builder, "/realtime")).isEqualTo(status);
    }

    @Test
    void a_handshake_needs_the_right_path() {
        WebSocket.Builder builder = http.newWebSocketBuilder().header("Authorization", "Bearer xai-k");
        assertThat(statusOf(builder, "/realtime/session")).isEqualTo(404);
    }

    private int statusOf(WebSocket.Builder builder, String path) {
        try {
            socket = builder.buildAsync(url(path), new Listener()).join();
            return 101;
        } catch (CompletionException failed) {
            return ((WebSocketHandshakeException) failed.getCause())
                    .getResponse()
                    .statusCode();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/realtime, grok-voice-think-fast-2.0",
        "/realtime?model=bogus, grok-voice-think-fast-2.0",
        "/realtime?model=grok-voice-latest, grok-voice-latest",
    })
    void a_session_opens_in_manual_mode_with_another_voice_and_maybe_another_model(String path, String model) {
        connect(path);
        JsonNode created = next("session.created").path("session");
        assertThat(created.path("model").asText()).isEqualTo(model);
        assertThat(created.path("voice").asText()).isEqualTo("ara");
        assertThat(created.at("/turn_detection/type").isNull()).isTrue();
        assertThat(next("conversation.created").at("/conversation/id").asText()).isNotBlank();
        assertThat(next("ping").path("timestamp").isNumber()).isTrue();
    }

    @Test
    void the_echo_puts_the_session_before_the_type_and_nests_the_tools() {
        connectReady();
        JsonNode updated = messages.all().stream()
                .filter(message -> message.path("type").asText().equals("session.updated"))
                .findFirst()
                .orElseThrow();
        assertThat(updated.fieldNames().next()).isEqualTo("session");
        assertThat(updated.at("/session/voice").asText()).isEqualTo("xai_eve");
        assertThat(updated.at("/session/input_audio_format").asText()).isEqualTo("not specified");
        assertThat(updated.at("/session/tools/0/function/name").asText()).isEqualTo("book");
        assertThat(updated.at("/session/audio/input/format/type").asText()).isEqualTo("audio/pcmu");
        assertThat(updated.path("previous_item_id").isNull()).isTrue();
        assertThat(report().complaints()).isEmpty();
    }

    @Test
    void flat_formats_are_ignored_silently() {
        connect("/realtime");
        send("{\"type\":\"session.update\",\"session\":{\"input_audio_format\":\"g711_ulaw\"}}");
        assertThat(next("session.updated")
                        .at("/session/audio/input/format/type")
                        .asText())
                .isEqualTo("audio/pcm");
        hear(TestSound.murmur(1, 20));
        assertThat(next("error").at("/error/message").asText()).contains("PCM");
        assertThat(report().complaints()).contains("session.input_audio_format is ignored by this provider");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"turn_detection\":{\"type\":\"server_vad\",\"threshold\":1.0}}",
                "{\"turn_detection\":{\"type\":\"semantic_vad\"}}",
                "{\"turn_detection\":{\"type\":\"server_vad\",\"silence_duration_ms\":20000}}",
                "{\"reasoning\":{\"effort\":\"medium\"}}",
                "{\"audio\":{\"input\":{\"format\":{\"type\":\"g711_ulaw\"}}}}",
                "{\"tools\":[{\"type\":\"function\",\"description\":\"nameless\"}]}",
                "{\"tools\":[{\"type\":\"telepathy\"}]}",
                "{\"tools\":[{\"type\":\"web_search\",\"allowed_domains\":[\"a.com\"],\"excluded_domains\":[\"b.com\"]}]}",
                "{\"tools\":[{\"type\":\"web_search\",\"allowed_domains\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\"]}]}",
                "{\"tools\":[{\"type\":\"x_search\",\"allowed_x_handles\":[\"a\"],\"excluded_x_handles\":[\"b\"]}]}",
                "{\"tools\":[{\"type\":\"file_search\"}]}",
                "{\"tools\":[{\"type\":\"mcp\",\"server_url\":\"https://a.example\"}]}",
                "{\"audio\":{\"output\":{\"speed\":2}}}",
                "{\"audio\":{\"input\":{\"transcription\":{\"keyterms\":[7]}}}}",
                "{\"audio\":{\"input\":{\"transcription\":{\"keyterms\":"
                        + "[\"a term of far more than fifty characters is refused by xAI\"]}}}}",
                "{\"replace\":{\"spa\":7}}",
                "{\"replace\":[]}",
                "{\"resumption\":{\"enabled\":\"yes\"}}",
                "{\"turn_detection\":{\"type\":\"server_vad\",\"idle_timeout_ms\":0}}",
                "{\"turn_detection\":{\"type\":\"server_vad\",\"create_response\":\"no\"}}",
                "7",
            })
    void an_invalid_update_changes_nothing(String session) {
        connect("/realtime");
        send("{\"type\":\"session.update\",\"session\":" + session + "}");
        assertThat(next("error").at("/error/type").asText()).isEqualTo("invalid_request_error");
        assertThat(report().complaints()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"noise_reduction\":null}",
                "{\"audio\":{\"output\":{\"voice\":\"eve\"}}}",
                "{\"audio\":{\"input\":{\"turn_detection\":{}}}}",
                "{\"audio\":{\"input\":{\"transcription\":{\"language\":\"en\"}}}}",
                "{\"audio\":{\"input\":{\"transcription\":{\"language_hint\":\"es\"}}}}",
                "{\"turn_detection\":{\"type\":\"server_vad\",\"eagerness\":\"low\"}}",
                "{\"tools\":[{\"type\":\"function\",\"name\":\"web_search\",\"parameters\":{}}]}",
                "{\"tools\":[{\"type\":\"web_search\",\"domains\":[]}]}",
            })
    void what_the_provider_would_ignore_or_confuse_silently_is_written_down(String session) {
        connect("/realtime");
        send("{\"type\":\"session.update\",\"session\":" + session + "}");
        next("session.updated");
        assertThat(report().complaints()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"output_audio_buffer.clear\"}",
                "{\"type\":\"conversation.item.create\",\"item\":{\"type\":\"force_message\",\"role\":\"user\","
                        + "\"content\":[{\"type\":\"output_text\",\"text\":\"Hi\"}]}}",
                "{\"type\":\"conversation.item.create\",\"item\":{\"type\":\"force_message\",\"role\":\"assistant\","
                        + "\"content\":[{\"type\":\"input_text\",\"text\":\"Hi\"}]}}",
                "{\"type\":\"conversation.item.create\",\"item\":{\"type\":\"force_message\",\"role\":\"assistant\","
                        + "\"interruptible\":\"no\",\"content\":[{\"type\":\"output_text\",\"text\":\"Hi\"}]}}",
                "{\"type\":\"conversation.item.retrieve\",\"item_id\":\"x\"}",
                "no json",
                "{\"type\":\"input_audio_buffer.append\",\"audio\":\"%%%\"}",
                "{\"type\":\"input_audio_buffer.commit\"}",
                "{\"type\":\"conversation.item.truncate\",\"item_id\":\"unknown\",\"content_index\":0,\"audio_end_ms\":5}",
                "{\"type\":\"conversation.item.truncate\",\"item_id\":\"unknown\"}",
                "{\"type\":\"conversation.item.create\",\"item\":{\"type\":\"function_call_output\",\"call_id\":\"x\",\"output\":{}}}",
                "{\"type\":\"conversation.item.create\",\"item\":{\"type\":\"function_call_output\",\"call_id\":\"x\",\"output\":\"{}\"}}",
            })
    void illegal_messages_are_refused_and_written_down(String message) {
        connectReady();
        send(message);
        next("error");
        assertThat(report().complaints()).hasSize(1);
    }

    @Test
    void sound_before_the_session_is_confirmed_is_written_down() {
        connect("/realtime");
        hear(TestSound.murmur(1, 20));
        next("error");
        assertThat(report().complaints()).contains("sound before session.updated");
    }

    @Test
    void nobody_listens_without_turn_detection() {
        connect("/realtime");
        send(PROPER.replace("\"turn_detection\":{\"type\":\"server_vad\",\"silence_duration_ms\":400},", ""));
        next("session.updated");
        hear(TestSound.speech(5, 500));
        hear(TestSound.silence(1000));
        send("{\"type\":\"input_audio_buffer.clear\"}");
        next("input_audio_buffer.cleared");
        assertThat(messages.all())
                .noneMatch(message -> message.path("type").asText().contains("speech_started"));
    }

    @Test
    void the_caller_is_heard_transcribed_in_steps_and_answered() {
        connectReady();
        hear(TestSound.silence(200));
        hear(TestSound.speech(5, 1500));
        hear(TestSound.silence(600));
        assertThat(next("input_audio_buffer.speech_started")
                        .path("audio_start_ms")
                        .asInt())
                .isEqualTo(200);
        assertThat(next("conversation.item.input_audio_transcription.updated")
                        .path("transcript")
                        .asText())
                .isNotEqualTo("utterance 1");
        assertThat(next("input_audio_buffer.speech_stopped")
                        .path("audio_end_ms")
                        .asInt())
                .isEqualTo(1700);
        next("response.done");
        List<JsonNode> completed = messages.all().stream()
                .filter(message -> message.path("type").asText().endsWith("transcription.completed"))
                .toList();
        assertThat(completed).hasSize(3);
        assertThat(completed.getFirst().path("status").asText()).isEqualTo("in_progress");
        assertThat(completed.getLast().path("transcript").asText()).isEqualTo("utterance 1");
        assertThat(role.cues().all()).containsExactly(new Cue.CallerSpoke(1));
        assertThat(report().speechStartedNanos()).hasSize(1);
    }

    @Test
    void a_reply_comes_in_pieces_and_ends_with_usage_beside_the_response() {
        connectReady();
        send("{\"type\":\"response.create\"}");
        JsonNode created = next("response.created");
        assertThat(created.at("/response/status_details").asText()).isEqualTo("unimplemented");
        JsonNode first = next("response.output_audio.delta");
        assertThat(first.path("latency").isTextual()).isTrue();
        assertThat(first.path("audio_duration_ms").asInt()).isBetween(30, 800);
        assertThat(next("response.output_audio_transcript.done")
                        .path("transcript")
                        .asText())
                .isEqualTo("Hello there.");
        next("response.output_audio.done");
        JsonNode done = next("response.done");
        assertThat(done.at("/response/usage").isEmpty()).isTrue();
        assertThat(done.at("/usage/output_audio_seconds").asDouble()).isEqualTo(0.9);
        assertThat(report().sentItems())
                .hasSize(1)
                .first()
                .extracting(SessionReport.SentItem::audio)
                .isEqualTo(TestSound.speech(1, 900));
    }

    @Test
    void tools_are_called_after_all_sound_and_may_be_answered_after_the_response() {
        // Slow, so that there is time to answer too early.
        server.close();
        server = XaiRehearsal.open(() -> role, 0.5, XaiMisbehaviour.none());
        connectReady();
        send("{\"type\":\"response.create\",\"response\":{\"instructions\":\"tool\"}}");
        next("response.output_audio.done");
        JsonNode call = next("response.function_call_arguments.done");
        assertThat(call.path("name").asText()).isEqualTo("book");
        String answer =
                "{\"type\":\"conversation.item.create\",\"item\":{\"type\":\"function_call_output\",\"call_id\":\""
                        + call.path("call_id").asText() + "\",\"output\":\"{}\"}}";
        send(answer);
        assertThat(next("error").at("/error/code").asText()).isEqualTo("invalid_tool_call_id");
        next("response.done");
        send(answer);
        send("{\"type\":\"response.create\"}");
        next("response.done");
        assertThat(role.cues().all())
                .containsExactly(
                        new Cue.Asked("tool"), new Cue.ToolsAnswered(List.of(new Cue.ToolAnswer("book", "{}"))));
        assertThat(report().complaints()).containsExactly("the answer of a tool before response.done");
    }

    @Test
    void one_response_at_a_time() {
        connectReady();
        send("{\"type\":\"response.create\",\"response\":{\"instructions\":\"long\"}}");
        send("{\"type\":\"response.create\"}");
        assertThat(next("error").at("/error/message").asText()).contains("already has an active response");
    }

    @Test
    void the_caller_interrupts_and_one_late_piece_of_sound_still_comes() {
        connectReady();
        send("{\"type\":\"response.create\",\"response\":{\"instructions\":\"long\"}}");
        next("response.output_audio.delta");
        hear(TestSound.speech(6, 200));
        next("input_audio_buffer.speech_started");
        next("response.output_audio.delta");
        assertThat(next("response.done").at("/response/status").asText()).isEqualTo("cancelled");
    }

    @Test
    void a_cancellation_ends_a_response_and_without_one_is_a_benign_error() {
        connectReady();
        send("{\"type\":\"response.cancel\"}");
        assertThat(next("error").at("/error/message").asText())
                .isEqualTo("Cancellation failed: no active response found");
        send("{\"type\":\"response.create\",\"response\":{\"instructions\":\"long\"}}");
        next("response.output_audio.delta");
        send("{\"type\":\"response.cancel\"}");
        assertThat(next("response.done").at("/response/status").asText()).isEqualTo("cancelled");
        assertThat(report().complaints()).isEmpty();
    }

    @Test
    void a_forced_line_is_said_as_it_is_without_being_asked_for() {
        connectReady();
        send("{\"type\":\"conversation.item.create\",\"item\":{\"type\":\"force_message\",\"role\":\"assistant\","
                + "\"content\":[{\"type\":\"output_text\",\"text\":\"It is 90 euros.\"}]}}");
        assertThat(next("response.created").at("/response/metadata").isMissingNode())
                .isTrue();
        assertThat(next("response.output_audio_transcript.done")
                        .path("transcript")
                        .asText())
                .isEqualTo("It is 90 euros.");
        assertThat(next("response.done").at("/response/status").asText()).isEqualTo("completed");
        assertThat(report().complaints()).isEmpty();
    }

    @Test
    void a_forced_line_for_which_the_role_has_no_sound_sounds_nevertheless() {
        server.close();
        server = XaiRehearsal.open(() -> new ScriptedRole(_ -> List.of()), 20, XaiMisbehaviour.none());
        connectReady();
        send("{\"type\":\"conversation.item.create\",\"item\":{\"type\":\"force_message\",\"role\":\"assistant\","
                + "\"content\":[{\"type\":\"output_text\",\"text\":\"Hello.\"}]}}");
        assertThat(next("response.done").at("/usage/output_audio_seconds").asDouble())
                .isEqualTo(0.36);
    }

    @Test
    void a_conversation_comes_back_before_the_session_is_confirmed_and_only_with_what_was_said_wholly() {
        String keeping = PROPER.replace("\"session\":{", "\"session\":{\"resumption\":{\"enabled\":true},");
        connect("/realtime");
        send(keeping);
        String conversation =
                next("conversation.created").at("/conversation/id").asText();
        next("session.updated");
        send("{\"type\":\"response.create\",\"response\":{\"instructions\":\"tool\"}}");
        next("response.done");
        hear(TestSound.speech(5, 600));
        hear(TestSound.silence(600));
        next("response.done");
        send("{\"type\":\"response.create\",\"response\":{\"instructions\":\"long\"}}");
        next("response.output_audio.delta");
        report();
        int before = messages.all().size();

        connect("/realtime?model=grok-voice-latest&conversation_id=" + conversation);
        send(keeping);
        next("session.updated");
        List<JsonNode> again = messages.all().subList(before, messages.all().size());
        assertThat(again.stream()
                        .filter(message -> message.path("type").asText().equals("conversation.item.added"))
                        .map(message -> message.at("/item/type").asText() + " "
                                + message.at("/item/content/0/transcript")
                                        .asText(message.at("/item/name").asText())))
                .containsExactly("message Moment.", "function_call book", "message utterance 1", "message I see.");
        assertThat(again.getLast().path("type").asText()).isEqualTo("session.updated");
        assertThat(again.stream()
                        .filter(message -> message.path("type").asText().equals("conversation.created"))
                        .map(message -> message.at("/conversation/id").asText()))
                .containsExactly(conversation);
    }

    @Test
    void a_conversation_that_nobody_wanted_to_keep_is_forgotten() {
        connect("/realtime");
        String conversation =
                next("conversation.created").at("/conversation/id").asText();
        send(PROPER);
        next("session.updated");
        report();
        connect("/realtime?conversation_id=" + conversation);
        assertThat(next("conversation.created").at("/conversation/id").asText()).isNotEqualTo(conversation);
    }
}
