package dev.switchhook.xai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechCommand.StopReply.Cause;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechEvent.ReplyEnd;
import dev.switchhook.domain.port.speech.SpeechFault;
import dev.switchhook.domain.rehearsal.Act;
import dev.switchhook.domain.rehearsal.Cue;
import dev.switchhook.domain.rehearsal.Role;
import dev.switchhook.domain.testkit.ScriptedRole;
import dev.switchhook.domain.testkit.TestSound;
import dev.switchhook.domain.tool.Tool;
import dev.switchhook.xai.rehearsal.XaiMisbehaviour;
import dev.switchhook.xai.rehearsal.XaiMisbehaviour.Oddity;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Exact lines, turns that the provider leaves to us, and providers that fail in the middle of things, over real
/// sockets.
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class XaiMischiefTest {

    private static ApplicationContext context;

    private Stage stage;

    @BeforeAll
    static void startFramework() {
        context = ApplicationContext.run();
    }

    @AfterAll
    static void stopFramework() {
        context.close();
    }

    @AfterEach
    void end() {
        if (stage != null) {
            stage.close();
        }
    }

    private static ScriptedRole saying(int milliseconds) {
        return new ScriptedRole(_ -> List.of(new Act.Say("As I like it.", TestSound.speech(1, milliseconds))));
    }

    private Stage.Scene ready(Role role, XaiMisbehaviour misbehaviour, Map<String, String> settings) {
        stage = new Stage(context, role, misbehaviour, settings, Limits.STANDARD);
        Stage.Scene scene = stage.open();
        scene.next(SpeechEvent.Ready.class);
        return scene;
    }

    // Exact lines.

    @Test
    void a_line_is_said_word_for_word_as_one_reply() {
        Stage.Scene scene = ready(saying(300), XaiMisbehaviour.none(), Map.of());
        scene.send(new SpeechCommand.SayExactly("It is 90 euros.", true));
        assertThat(scene.next(SpeechEvent.ReplyFinished.class).end()).isEqualTo(ReplyEnd.COMPLETE);
        assertThat(scene.replyTo("Go on.").end()).isEqualTo(ReplyEnd.COMPLETE);
        assertThat(stage.report(1).complaints()).isEmpty();
        assertThat(scene.events().all(SpeechEvent.ReplySaid.class))
                .extracting(SpeechEvent.ReplySaid::text)
                .containsExactly("It is 90 euros.", "As I like it.");
        assertThat(scene.events().all(SpeechEvent.ReplyStarted.class)).hasSize(2);
    }

    @Test
    void a_line_that_is_wanted_while_a_reply_sounds_is_said_after_it() {
        Stage.Scene scene = ready(saying(4000), XaiMisbehaviour.none(), Map.of());
        scene.send(new SpeechCommand.Reply("Tell."));
        scene.next(SpeechEvent.ReplyAudio.class);
        scene.send(new SpeechCommand.SayExactly("One.", false));
        scene.next(SpeechEvent.ReplyFinished.class);
        scene.next(SpeechEvent.ReplyFinished.class);
        assertThat(stage.report(1).complaints()).isEmpty();
        assertThat(scene.events().all(SpeechEvent.ReplySaid.class))
                .extracting(SpeechEvent.ReplySaid::text)
                .containsExactly("As I like it.", "One.");
    }

    @Test
    void only_a_line_that_may_be_interrupted_is_interrupted_by_the_caller() {
        Stage.Scene scene = ready(saying(8000), XaiMisbehaviour.none(), Map.of());
        scene.send(new SpeechCommand.SayExactly("This call may be recorded.", false));
        scene.next(SpeechEvent.ReplyAudio.class);
        scene.hear(TestSound.speech(5, 200));
        assertThat(scene.next(SpeechEvent.ReplyFinished.class).end()).isEqualTo(ReplyEnd.COMPLETE);
        assertThat(scene.events().all(SpeechEvent.CallerStartedSpeaking.class)).isEmpty();
        scene.send(new SpeechCommand.SayExactly("Welcome to the spa.", true));
        scene.next(SpeechEvent.ReplyAudio.class);
        scene.hear(TestSound.speech(6, 200));
        scene.next(SpeechEvent.CallerStartedSpeaking.class);
        assertThat(scene.next(SpeechEvent.ReplyFinished.class).end()).isEqualTo(ReplyEnd.INTERRUPTED);
        assertThat(stage.report(1).complaints()).isEmpty();
    }

    // Turns that the provider leaves to us.

    @Test
    void a_caller_is_answered_although_the_provider_does_not_do_so_by_itself() {
        ScriptedRole role = saying(200);
        Stage.Scene scene = ready(role, XaiMisbehaviour.none(), Map.of("xai.vad-create-response", "false"));
        scene.hear(TestSound.speech(5, 600));
        scene.hear(TestSound.silence(800));
        assertThat(scene.next(SpeechEvent.ReplyFinished.class).end()).isEqualTo(ReplyEnd.COMPLETE);
        assertThat(stage.report(1).complaints()).isEmpty();
    }

    @Test
    void a_caller_is_obeyed_although_the_provider_does_not_stop_by_itself() {
        Stage.Scene scene =
                ready(saying(60_000), XaiMisbehaviour.none(), Map.of("xai.vad-interrupt-response", "false"));
        scene.send(new SpeechCommand.Reply("Tell."));
        scene.next(SpeechEvent.ReplyAudio.class);
        scene.hear(TestSound.speech(5, 200));
        scene.next(SpeechEvent.CallerStartedSpeaking.class);
        scene.send(new SpeechCommand.StopReply(List.of(), Cause.CALLER_SPOKE));
        assertThat(scene.next(SpeechEvent.ReplyFinished.class).end()).isEqualTo(ReplyEnd.INTERRUPTED);
        assertThat(stage.report(1).complaints()).isEmpty();
    }

    // Every option on the wire.

    @Test
    void every_option_is_accepted_by_the_strict_server() {
        Map<String, String> all = Map.ofEntries(
                Map.entry("xai.model", "grok-voice-think-fast-2.0"),
                Map.entry("xai.speed", "1.5"),
                Map.entry("xai.replace", "HAMAM=hamahm"),
                Map.entry("xai.reasoning-effort", "high"),
                Map.entry("xai.vad-idle-timeout-ms", "8000"),
                Map.entry("xai.vad-create-response", "true"),
                Map.entry("xai.vad-interrupt-response", "true"),
                Map.entry("xai.transcription-language", "es-MX"),
                Map.entry("xai.key-terms", "Hamam,sauna"),
                Map.entry("xai.web-search", "true"),
                Map.entry("xai.web-search-excluded-domains", "example.com"),
                Map.entry("xai.x-search", "true"),
                Map.entry("xai.x-search-allowed-handles", "the_spa"),
                Map.entry("xai.file-search-stores", "vs_1"),
                Map.entry("xai.file-search-max-results", "3"),
                Map.entry("xai.mcp-server-url", "https://tools.example.com/mcp"),
                Map.entry("xai.mcp-server-label", "stock"),
                Map.entry("xai.mcp-authorization", "Bearer abc"),
                Map.entry("xai.mcp-allowed-tools", "look_up"));
        Stage.Scene scene = ready(saying(100), XaiMisbehaviour.none(), all);
        scene.replyTo("Greet.");
        assertThat(stage.report(1).complaints()).isEmpty();
    }

    @Test
    void the_length_of_a_session_is_that_of_the_configuration() {
        stage = new Stage(
                context, saying(100), XaiMisbehaviour.none(), Map.of("xai.session-minutes", "120"), Limits.STANDARD);
        assertThat(stage.open().next(SpeechEvent.Ready.class).longest()).isEqualTo(Duration.ofHours(2));
        assertThat(stage.model.capabilities().longestSession()).isEqualTo(Duration.ofHours(2));
        assertThat(stage.model.capabilities().saysExactly()).isTrue();
        assertThat(stage.model.capabilities().resumes()).isTrue();
        assertThat(stage.model.options()).isNotEmpty();
    }

    // Tools.

    @ParameterizedTest
    @ValueSource(strings = {"web_search", "x_search", "file_search", "mcp"})
    void a_tool_of_ours_that_is_named_like_one_of_the_providers_is_refused_before_the_dial(String name) {
        stage = new Stage(context, saying(100), XaiMisbehaviour.none(), Map.of(), Limits.STANDARD);
        Tool confused = new Tool(name, "Ours.", "{\"type\":\"object\"}", Duration.ofSeconds(1));
        assertThat(stage.open(Optional.empty(), List.of(confused)).faultThenClosed())
                .isEqualTo(new SpeechFault.Refused(
                        "our tool '" + name + "' has the name of a tool that xAI runs; rename it"));
        assertThat(stage.server.reports()).isEmpty();
    }

    @Test
    void a_tool_call_of_a_response_that_ends_incomplete_is_not_run_and_the_model_knows() {
        ScriptedRole role = new ScriptedRole(cue -> cue instanceof Cue.Asked
                ? List.of(new Act.UseTool("book", "{}"))
                : List.of(new Act.Say("Sorry.", TestSound.speech(1, 100))));
        Stage.Scene scene = ready(role, XaiMisbehaviour.with(Oddity.CUTS_TOOL_CALLS), Map.of());
        assertThat(scene.replyTo("Book.").end()).isEqualTo(ReplyEnd.INCOMPLETE);
        assertThat(scene.replyTo("").end()).isEqualTo(ReplyEnd.COMPLETE);
        assertThat(scene.events().all(SpeechEvent.ToolWanted.class)).isEmpty();
        assertThat(role.cues().next(Cue.ToolsAnswered.class).answers())
                .hasSize(1)
                .first()
                .extracting(Cue.ToolAnswer::output)
                .asString()
                .contains("not done");
        assertThat(stage.report(1).complaints()).isEmpty();
    }

    // Failures.

    @Test
    void a_substituted_model_is_refused_when_that_is_wanted() {
        stage = new Stage(
                context,
                saying(100),
                XaiMisbehaviour.none(),
                Map.of("xai.model", "grok-voice-99", "xai.model-mismatch", "refuse"),
                Limits.STANDARD);
        Stage.Scene scene = stage.open();
        assertThat(scene.faultThenClosed()).isInstanceOf(SpeechFault.Refused.class);
        assertThat(scene.events().all(SpeechEvent.Ready.class)).isEmpty();
    }

    @Test
    void o2_a_close_with_1011_in_the_middle_of_a_sentence_is_a_lost_connection() {
        Stage.Scene scene = ready(saying(2000), XaiMisbehaviour.closingWith1011At(1), Map.of());
        scene.send(new SpeechCommand.Reply("Tell."));
        assertThat(scene.faultThenClosed()).isEqualTo(new SpeechFault.Disconnected("closed with code 1011"));
    }

    @Test
    void n2_a_peer_that_does_not_answer_pings_is_gone() {
        stage = new Stage(
                context,
                saying(100),
                XaiMisbehaviour.with(Oddity.DEAF),
                Map.of(),
                new Limits(
                        256 * 1024,
                        128 * 1024,
                        8 * 1024 * 1024,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofMillis(300)));
        assertThat(stage.open().faultThenClosed()).isEqualTo(new SpeechFault.Disconnected("the peer is gone"));
    }

    @Test
    void o4_a_provider_that_falls_silent_keeps_its_session_for_whoever_watches_it() {
        Stage.Scene scene = ready(saying(2000), XaiMisbehaviour.fallingSilentAt(1), Map.of());
        scene.send(new SpeechCommand.Reply("Tell."));
        scene.next(SpeechEvent.ReplyStarted.class);
        scene.session().close();
        scene.next(SpeechEvent.Closed.class);
        assertThat(scene.events().all(SpeechEvent.Faulted.class)).isEmpty();
        assertThat(scene.events().all(SpeechEvent.ReplyFinished.class)).isEmpty();
        assertThat(stage.report(1).complaints()).isEmpty();
    }

    @Test
    void o4_a_provider_that_is_silent_from_the_beginning_is_ready_and_nothing_else() {
        Stage.Scene scene = ready(saying(2000), XaiMisbehaviour.with(Oddity.SILENT), Map.of());
        scene.send(new SpeechCommand.Reply("Tell."));
        scene.session().close();
        scene.next(SpeechEvent.Closed.class);
        assertThat(scene.events().all(SpeechEvent.ReplyStarted.class)).isEmpty();
        assertThat(stage.report(1).complaints()).isEmpty();
    }
}
