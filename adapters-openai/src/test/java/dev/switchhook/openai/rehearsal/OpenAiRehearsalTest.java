package dev.switchhook.openai.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.rehearsal.Act;
import dev.switchhook.domain.rehearsal.Cue;
import dev.switchhook.domain.testkit.ScriptedRole;
import dev.switchhook.domain.testkit.TestSound;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class OpenAiRehearsalTest {

    private static final String TELEPHONE = "{\"type\":\"session.update\",\"event_id\":\"u\",\"session\":{"
            + "\"type\":\"realtime\",\"instructions\":\"Be kind.\",\"audio\":{\"input\":{"
            + "\"format\":{\"type\":\"audio/pcmu\"},\"transcription\":{\"model\":\"gpt-live-transcribe\"},"
            + "\"turn_detection\":{\"type\":\"server_vad\",\"silence_duration_ms\":500}},"
            + "\"output\":{\"format\":{\"type\":\"audio/pcmu\"},\"voice\":\"marin\"}}}}";

    private OpenAiRehearsal server;

    @BeforeEach
    void start() {
        server = new OpenAiRehearsal(
                () -> new ScriptedRole(OpenAiRehearsalTest::play), new RehearsalOptions(Duration.ZERO, 8, List.of()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static List<Act> play(Cue cue) {
        return switch (cue) {
            case Cue.Asked(String instructions)
            when instructions.equals("book") -> List.of(new Act.UseTool("book", "{\"a\":1}"));
            case Cue.Asked _ -> List.of(new Act.Say("One line of four seconds.", TestSound.speech(1, 4_000)));
            case Cue.CallerSpoke _ -> List.of(new Act.Say("Yes.", TestSound.speech(2, 300)));
            case Cue.ToolsAnswered _ -> List.of(new Act.Say("Booked.", TestSound.speech(3, 300)));
        };
    }

    private RawClient ready() {
        RawClient client = RawClient.admitted(server);
        client.send(TELEPHONE);
        client.next("session.updated");
        return client;
    }

    private static String append(AudioChunk sound) {
        return "{\"type\":\"input_audio_buffer.append\",\"audio\":\"" + sound.base64() + "\"}";
    }

    // The door.

    @Test
    void the_beta_header_is_refused_with_4000() {
        try (RawClient client = new RawClient(
                server,
                "/realtime?model=m",
                Map.of("Authorization", "Bearer " + server.key().reveal(), "OpenAI-Beta", "realtime=v1"))) {
            assertThat(client.error().path("code").asText()).isEqualTo("beta_api_shape_disabled");
            assertThat(client.closeCode()).isEqualTo(4000);
        }
    }

    @Test
    void a_wrong_key_is_refused_with_3000_after_the_handshake() {
        try (RawClient client = new RawClient(server, "/realtime?model=m", Map.of("Authorization", "Bearer wrong"))) {
            assertThat(client.error().path("code").asText()).isEqualTo("invalid_api_key");
            assertThat(client.closeCode()).isEqualTo(3000);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/realtime, Bearer sk-rehearsal, 400",
        "/other?model=m, Bearer sk-rehearsal, 404",
        "/realtime?model=m, x, 401"
    })
    void a_wrong_request_is_refused_before_the_upgrade(String target, String authorization, int status) {
        assertThatThrownBy(() -> new RawClient(server, target, Map.of("Authorization", authorization)))
                .hasCauseInstanceOf(WebSocketHandshakeException.class)
                .cause()
                .extracting(cause ->
                        ((WebSocketHandshakeException) cause).getResponse().statusCode())
                .isEqualTo(status);
    }

    @Test
    void a_server_that_runs_for_ever_remembers_its_latest_sessions_only() {
        try (OpenAiRehearsal running = new OpenAiRehearsal(
                () -> new ScriptedRole(OpenAiRehearsalTest::play), RehearsalOptions.standard(), 2)) {
            for (int number = 1; number <= 3; number++) {
                try (RawClient client = RawClient.admitted(running)) {
                    client.send(TELEPHONE);
                    client.next("session.updated");
                    for (int i = 0; i < number; i++) {
                        client.send(append(TestSound.murmur(number, 20)));
                    }
                }
                running.whenEnded(number).orTimeout(10, TimeUnit.SECONDS).join();
            }

            assertThat(running.reports())
                    .extracting(report -> report.heard().milliseconds())
                    .containsExactly(40L, 60L);
        }
    }

    // The configuration.

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"output_modalities\":[\"audio\"]} | missing_required_parameter | session.type",
                "{\"type\":\"realtime\",\"input_audio_format\":\"g711_ulaw\"} | unknown_parameter |"
                        + " session.input_audio_format",
                "{\"type\":\"realtime\",\"temperature\":0.8} | unknown_parameter | session.temperature",
                "{\"type\":\"realtime\",\"audio\":{\"input\":{\"format\":{\"type\":\"audio/pcmu\",\"rate\":8000}}}} |"
                        + " unknown_parameter | session.audio.input.format.rate",
                "{\"type\":\"realtime\",\"audio\":{\"output\":{\"format\":{\"type\":\"audio/pcm\"}}}} |"
                        + " missing_required_parameter | session.audio.output.format.rate",
                "{\"type\":\"realtime\",\"audio\":{\"output\":{\"format\":{\"type\":\"g711_ulaw\"}}}} | invalid_value"
                        + " | session.audio.output.format.type",
                "{\"type\":\"realtime\",\"audio\":{\"input\":{\"loudness\":1}}} | unknown_parameter |"
                        + " session.audio.input.loudness",
                "{\"type\":\"realtime\",\"audio\":{\"input\":{\"turn_detection\":{\"type\":\"server_vad\",\"eagerness\":\"low\"}}}}"
                    + " | unknown_parameter | session.audio.input.turn_detection.eagerness",
                "{\"type\":\"realtime\",\"audio\":{\"input\":{\"turn_detection\":{\"type\":\"server_vad\",\"threshold\":3}}}}"
                    + " | invalid_value | session.audio.input.turn_detection.threshold",
                "{\"type\":\"realtime\",\"tools\":[{\"type\":\"function\",\"name\":\"a\",\"parameters\":{\"type\":\"object\"},\"strict\":true}]}"
                    + " | unknown_parameter | session.tools[0].strict",
                "{\"type\":\"realtime\",\"tools\":[{\"type\":\"function\",\"name\":\"a"
                        + " b\",\"parameters\":{\"type\":\"object\"}}]} | invalid_value | session.tools[0].name",
                "{\"type\":\"realtime\",\"tools\":[{\"type\":\"function\",\"name\":\"a\",\"parameters\":\"{}\"}]} |"
                        + " missing_required_parameter | session.tools[0].parameters.type",
                "{\"type\":\"realtime\",\"max_output_tokens\":5000} | invalid_value | session.max_output_tokens",
                "{\"type\":\"realtime\",\"model\":\"gpt-realtime\"} | invalid_value | session.model",
                "{\"type\":\"realtime\",\"output_modalities\":[\"audio\",\"text\"]} | invalid_value |"
                        + " session.output_modalities",
                "{\"type\":\"realtime\",\"truncation\":{\"type\":\"retention_ratio\",\"retention_ratio\":2}} |"
                        + " invalid_value | session.truncation.retention_ratio",
                "{\"type\":\"realtime\",\"audio\":{\"input\":{\"noise_reduction\":{\"type\":\"near_field\",\"strength\":2}}}}"
                    + " | invalid_value | session.audio.input.noise_reduction.strength",
                "{\"type\":\"realtime\",\"audio\":{\"input\":{\"transcription\":{\"model\":\"whisper-1\",\"keywords\":[\"a\"]}}}}"
                    + " | invalid_value | session.audio.input.transcription.keywords",
                "{\"type\":\"realtime\",\"audio\":{\"input\":{\"transcription\":{\"model\":\"gpt-transcribe\",\"delay\":\"low\"}}}}"
                    + " | invalid_value | session.audio.input.transcription.delay",
                "{\"type\":\"realtime\",\"audio\":{\"input\":{\"transcription\":{\"model\":\"gpt-realtime-whisper\",\"prompt\":\"a\"}}}}"
                    + " | invalid_value | session.audio.input.transcription.prompt",
                "{\"type\":\"realtime\",\"audio\":{\"input\":{\"transcription\":{\"model\":\"gpt-transcribe\",\"keywords\":\"a\"}}}}"
                    + " | invalid_value | session.audio.input.transcription.keywords",
                "{\"type\":\"realtime\",\"audio\":{\"input\":{\"turn_detection\":{\"type\":\"server_vad\",\"idle_timeout_ms\":4000}}}}"
                    + " | invalid_value | session.audio.input.turn_detection.idle_timeout_ms",
                "{\"type\":\"realtime\",\"audio\":{\"input\":{\"turn_detection\":{\"type\":\"semantic_vad\",\"eagerness\":\"wild\"}}}}"
                    + " | invalid_value | session.audio.input.turn_detection.eagerness",
                "{\"type\":\"realtime\",\"audio\":{\"input\":{\"turn_detection\":{\"type\":\"semantic_vad\",\"threshold\":0.5}}}}"
                    + " | unknown_parameter | session.audio.input.turn_detection.threshold",
                "{\"type\":\"realtime\",\"audio\":{\"output\":{\"speed\":2}}} | invalid_value |"
                        + " session.audio.output.speed",
                "{\"type\":\"realtime\",\"audio\":{\"output\":{\"voice\":\"voice_abc\"}}} | invalid_value |"
                        + " session.audio.output.voice",
                "{\"type\":\"realtime\",\"audio\":{\"output\":{\"voice\":{\"id\":\"marin\"}}}} | invalid_value |"
                        + " session.audio.output.voice.id",
                "{\"type\":\"realtime\",\"tool_choice\":{\"type\":\"function\",\"name\":\"b\"}} | invalid_value |"
                        + " session.tool_choice",
                "{\"type\":\"realtime\",\"tool_choice\":\"maybe\"} | invalid_value | session.tool_choice",
                "{\"type\":\"realtime\",\"parallel_tool_calls\":\"no\"} | invalid_value | session.parallel_tool_calls",
                "{\"type\":\"realtime\",\"reasoning\":{\"effort\":\"endless\"}} | invalid_value |"
                        + " session.reasoning.effort",
                "{\"type\":\"realtime\",\"truncation\":{\"type\":\"retention_ratio\"}} | missing_required_parameter |"
                        + " session.truncation.retention_ratio",
                "{\"type\":\"realtime\",\"truncation\":{\"type\":\"retention_ratio\",\"retention_ratio\":0.5,\"token_limits\":{\"all\":1}}}"
                    + " | unknown_parameter | session.truncation.token_limits.all",
                "{\"type\":\"realtime\",\"tracing\":{\"name\":\"a\"}} | unknown_parameter | session.tracing.name",
                "{\"type\":\"realtime\",\"tracing\":\"on\"} | invalid_value | session.tracing",
                "{\"type\":\"realtime\",\"tools\":[{\"type\":\"mcp\",\"server_url\":\"https://a.example\"}]} |"
                        + " missing_required_parameter | session.tools[0].server_label",
                "{\"type\":\"realtime\",\"tools\":[{\"type\":\"mcp\",\"server_label\":\"a\"}]} |"
                        + " missing_required_parameter | session.tools[0].server_url",
                "{\"type\":\"realtime\",\"tools\":[{\"type\":\"mcp\",\"server_label\":\"a\",\"server_url\":\"u\"},{\"type\":\"mcp\",\"server_label\":\"a\",\"server_url\":\"u\"}]}"
                    + " | invalid_value | session.tools[1].server_label",
                "{\"type\":\"realtime\",\"tools\":[{\"type\":\"mcp\",\"server_label\":\"a\",\"server_url\":\"u\",\"authorization\":\"t\",\"headers\":{\"Authorization\":\"t\"}}]}"
                    + " | invalid_value | session.tools[0].authorization",
                "{\"type\":\"realtime\",\"tools\":[{\"type\":\"mcp\",\"server_label\":\"a\",\"server_url\":\"u\",\"require_approval\":\"sometimes\"}]}"
                    + " | invalid_value | session.tools[0].require_approval",
            })
    void a_wrong_configuration_is_refused_as_a_whole(String session, String code, String param) {
        try (RawClient client = RawClient.admitted(server)) {
            String update = session.replaceFirst("\\{", "{\"instructions\":\"lost\",");
            client.send("{\"type\":\"session.update\",\"event_id\":\"c-1\",\"session\":" + update + "}");
            JsonNode error = client.error();
            assertThat(error.path("code").asText()).isEqualTo(code);
            assertThat(error.path("param").asText()).isEqualTo(param);
            assertThat(error.path("event_id").asText()).isEqualTo("c-1");

            client.send(TELEPHONE.replace("\"instructions\":\"Be kind.\",", ""));
            JsonNode effective = client.next("session.updated").path("session");
            assertThat(effective.path("instructions").asText()).isNotEqualTo("lost");
            assertThat(server.reports().getFirst().complaints()).hasSize(1);
        }
    }

    @Test
    void the_echo_is_the_whole_effective_session() {
        try (RawClient client = RawClient.admitted(server)) {
            client.send(TELEPHONE);
            JsonNode session = client.next("session.updated").path("session");
            assertThat(session.at("/audio/input/format").toString()).isEqualTo("{\"type\":\"audio/pcmu\"}");
            assertThat(session.at("/audio/output/voice").asText()).isEqualTo("marin");
            assertThat(session.at("/audio/output/speed").asDouble()).isEqualTo(1.0);
            assertThat(session.path("expires_at").asLong()).isPositive();
            assertThat(session.path("model").asText()).isEqualTo("gpt-realtime-2.1");
        }
    }

    @Test
    void tracing_is_frozen_once_it_is_set() {
        try (RawClient client = ready()) {
            String tracing =
                    "{\"type\":\"session.update\",\"event_id\":\"%s\",\"session\":{\"type\":\"realtime\",\"tracing\":"
                            + "{\"workflow_name\":\"%s\"}}}";
            client.send(tracing.formatted("a", "desk"));
            client.next("session.updated");
            client.send(tracing.formatted("b", "desk"));
            client.next("session.updated");
            client.send(tracing.formatted("c", "kitchen"));
            assertThat(client.error().path("param").asText()).isEqualTo("session.tracing");
        }
    }

    @Test
    void a_reply_without_tools_uses_none_and_carries_what_the_client_gave_it() {
        try (RawClient client = ready()) {
            client.send("{\"type\":\"response.create\",\"event_id\":\"a\",\"response\":{\"instructions\":\"Be kind.\\n"
                    + "\\n"
                    + "book\",\"tools\":[],\"tool_choice\":\"none\",\"metadata\":{\"request\":\"a\"}}}");
            JsonNode done = client.next("response.done").path("response");
            assertThat(done.path("output").size()).isZero();
            assertThat(done.at("/metadata/request").asText()).isEqualTo("a");
        }
    }

    @Test
    void the_voice_is_fixed_once_the_agent_has_spoken() {
        try (RawClient client = ready()) {
            client.send("{\"type\":\"response.create\",\"event_id\":\"r\"}");
            client.next("response.output_audio.delta");
            client.send(TELEPHONE.replace("\"u\"", "\"u2\""));
            assertThat(client.error().path("code").asText()).isEqualTo("cannot_update_voice");
        }
    }

    // Client events.

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no json | invalid_json",
                "{\"type\":\"response.dance\",\"event_id\":\"x\"} | invalid_value",
                "{\"type\":\"response.cancel\",\"event_id\":\"x\"} | response_cancel_not_active",
                "{\"type\":\"response.create\",\"event_id\":\"x\",\"response\":{\"temperature\":1}} |"
                        + " unknown_parameter",
                "{\"type\":\"response.create\",\"event_id\":\"x\",\"instructions\":\"flat\"} | unknown_parameter",
                "{\"type\":\"response.create\",\"event_id\":\"u\"} | invalid_value",
                "{\"type\":\"input_audio_buffer.commit\",\"event_id\":\"x\"} | input_audio_buffer_commit_empty",
                "{\"type\":\"input_audio_buffer.append\",\"audio\":\"???\"} | invalid_value",
                "{\"type\":\"input_audio_buffer.append\"} | missing_required_parameter",
                "{\"type\":\"conversation.item.truncate\",\"event_id\":\"x\",\"item_id\":\"i\",\"content_index\":0,\"audio_end_ms\":0}"
                    + " | item_truncate_invalid_item_id",
                "{\"type\":\"conversation.item.create\",\"event_id\":\"x\",\"item\":{\"type\":\"function_call_output\",\"call_id\":\"c\",\"output\":\"{}\"}}"
                    + " | invalid_tool_call_id",
                "{\"type\":\"conversation.item.create\",\"event_id\":\"x\",\"item\":{\"type\":\"function_call_output\",\"call_id\":\"c\",\"output\":{}}}"
                    + " | invalid_value",
                "{\"type\":\"session.update\",\"event_id\":\"x\"} | missing_required_parameter",
                "{\"type\":\"response.create\",\"event_id\":\"x\",\"response\":{\"metadata\":{\"a\":1}}} |"
                        + " invalid_value",
                "{\"type\":\"response.create\",\"event_id\":\"x\",\"response\":{\"conversation\":\"none\"}} |"
                        + " invalid_value",
                "{\"type\":\"response.create\",\"event_id\":\"x\",\"response\":{\"tool_choice\":\"maybe\"}} |"
                        + " invalid_value",
                "{\"type\":\"conversation.item.create\",\"event_id\":\"x\",\"item\":{\"type\":\"message\",\"role\":\"user\"}}"
                    + " | missing_required_parameter",
                "{\"type\":\"conversation.item.create\",\"event_id\":\"x\",\"item\":{\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"input_text\",\"text\":\"a\"}]}}"
                    + " | invalid_value",
                "{\"type\":\"conversation.item.create\",\"event_id\":\"x\",\"item\":{\"type\":\"mcp_approval_response\"}}"
                    + " | missing_required_parameter",
            })
    void a_wrong_event_is_refused(String event, String code) {
        try (RawClient client = ready()) {
            client.send(event);
            assertThat(client.error().path("code").asText()).isEqualTo(code);
        }
    }

    @Test
    void one_reply_is_in_flight_at_a_time() {
        try (RawClient client = ready()) {
            client.send("{\"type\":\"response.create\",\"event_id\":\"a\"}");
            client.send("{\"type\":\"response.create\",\"event_id\":\"b\"}");
            JsonNode error = client.error();
            assertThat(error.path("code").asText()).isEqualTo("conversation_already_has_active_response");
            assertThat(error.path("event_id").asText()).isEqualTo("b");
            assertThat(server.reports().getFirst().complaints()).isEmpty();
        }
    }

    @Test
    void a_truncation_beyond_the_sound_is_refused_and_complained_about() {
        try (RawClient client = ready()) {
            client.send("{\"type\":\"response.create\",\"event_id\":\"a\"}");
            String item =
                    client.next("response.output_audio.delta").path("item_id").asText();
            client.next("response.done");
            String truncate = "{\"type\":\"conversation.item.truncate\",\"event_id\":\"%s\",\"item_id\":\"" + item
                    + "\",\"content_index\":0,\"audio_end_ms\":%d}";
            client.send(truncate.formatted("b", 4_001));
            assertThat(client.error().path("code").asText()).isEqualTo("invalid_value");
            client.send(truncate.formatted("c", 4_000));
            assertThat(client.next("conversation.item.truncated")
                            .path("audio_end_ms")
                            .asInt())
                    .isEqualTo(4_000);
            assertThat(server.reports().getFirst().truncations()).hasSize(1);
            assertThat(server.reports().getFirst().complaints()).hasSize(1);
        }
    }

    @Test
    void sound_before_its_format_is_set_is_not_heard_but_complained_about() {
        try (RawClient client = RawClient.admitted(server)) {
            client.send(append(TestSound.speech(4, 400)));
            client.send(TELEPHONE);
            client.next("session.updated");
            assertThat(server.reports().getFirst().heard().byteCount()).isZero();
            assertThat(server.reports().getFirst().complaints()).hasSize(1);
            assertThat(client.events().all())
                    .noneMatch(event -> event.path("type").asText().equals("error"));
        }
    }

    // Conversation.

    @Test
    void speech_cuts_a_reply_and_one_late_piece_of_sound_comes_before_its_end() {
        try (RawClient client = ready()) {
            client.send("{\"type\":\"response.create\",\"event_id\":\"a\"}");
            client.next("response.output_audio.delta");
            TestSound.frames(TestSound.speech(5, 400)).forEach(frame -> client.send(append(frame)));
            client.next("input_audio_buffer.speech_started");
            client.next("response.output_audio.delta");
            JsonNode done = client.next("response.done").path("response");
            assertThat(done.path("status").asText()).isEqualTo("cancelled");
            assertThat(done.at("/status_details/reason").asText()).isEqualTo("turn_detected");
        }
    }

    @Test
    void a_turn_of_the_caller_has_the_documented_order_and_its_transcript_comes_late() {
        try (RawClient client = ready()) {
            TestSound.frames(TestSound.speech(6, 600)).forEach(frame -> client.send(append(frame)));
            TestSound.frames(TestSound.silence(600)).forEach(frame -> client.send(append(frame)));
            client.awaitAll("conversation.item.input_audio_transcription.completed", "response.done");
            List<String> types = client.events().all().stream()
                    .map(event -> event.path("type").asText())
                    .distinct()
                    .toList();
            assertThat(types)
                    .containsSubsequence(
                            "input_audio_buffer.speech_started",
                            "input_audio_buffer.speech_stopped",
                            "input_audio_buffer.committed",
                            "conversation.item.added",
                            "response.created",
                            "response.output_item.added",
                            "response.content_part.added",
                            "response.output_audio.delta",
                            "response.output_audio.done",
                            "response.output_audio_transcript.done",
                            "response.content_part.done",
                            "response.output_item.done",
                            "response.done");
            assertThat(types.indexOf("conversation.item.input_audio_transcription.completed"))
                    .isGreaterThan(types.indexOf("response.created"));
        }
    }

    @Test
    void a_tools_output_makes_the_next_reply_an_answer_to_it() {
        try (RawClient client = ready()) {
            client.send("{\"type\":\"response.create\",\"event_id\":\"a\",\"response\":{\"instructions\":\"Be kind.\\n"
                    + "\\n"
                    + "book\"}}");
            String callId = client.next("response.function_call_arguments.done")
                    .path("call_id")
                    .asText();
            client.next("response.done");
            client.send("{\"type\":\"conversation.item.create\",\"event_id\":\"b\",\"item\":{\"type\":"
                    + "\"function_call_output\",\"call_id\":\"" + callId + "\",\"output\":\"{}\"}}");
            client.send("{\"type\":\"response.create\",\"event_id\":\"c\"}");
            assertThat(client.next("response.output_audio_transcript.done")
                            .path("transcript")
                            .asText())
                    .isEqualTo("Booked.");
            assertThat(server.reports().getFirst().complaints()).isEmpty();
        }
    }
}
