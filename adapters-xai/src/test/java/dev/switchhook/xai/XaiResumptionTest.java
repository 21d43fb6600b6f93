package dev.switchhook.xai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.port.speech.Resumption;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechFault;
import dev.switchhook.domain.rehearsal.Act;
import dev.switchhook.domain.rehearsal.Cue;
import dev.switchhook.domain.testkit.ScriptedRole;
import dev.switchhook.domain.testkit.TestSound;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.xai.rehearsal.XaiMisbehaviour;
import dev.switchhook.xai.rehearsal.XaiMisbehaviour.Oddity;
import io.micronaut.context.ApplicationContext;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Lost conversations that are taken up again, over real sockets.
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class XaiResumptionTest {

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

    private static ScriptedRole receptionist() {
        return new ScriptedRole(cue -> switch (cue) {
            case Cue.Asked(String instructions)
            when instructions.contains("book") -> List.of(new Act.UseTool("book", "{}"));
            case Cue.Asked _, Cue.ToolsAnswered _ -> List.of(new Act.Say("Hello.", TestSound.speech(1, 200)));
            case Cue.CallerSpoke _ -> List.of(new Act.Say("I see.", TestSound.speech(2, 200)));
        });
    }

    private void serve(XaiMisbehaviour misbehaviour) {
        stage = new Stage(context, receptionist(), misbehaviour, Map.of(), Limits.STANDARD);
    }

    private Resumption talkAndLoseIt() {
        Stage.Scene first = stage.open();
        Resumption resumption = first.next(SpeechEvent.Resumable.class).resumption();
        first.replyTo("Greet.");
        first.hear(TestSound.speech(3, 600));
        first.hear(TestSound.silence(800));
        first.next(SpeechEvent.ReplyFinished.class);
        first.send(new SpeechCommand.Reply("Now book."));
        SpeechEvent.ToolWanted wanted = first.next(SpeechEvent.ToolWanted.class);
        first.next(SpeechEvent.ReplyFinished.class);
        first.send(new SpeechCommand.GiveToolResult(wanted.call().id(), new ToolOutcome.Done("{}")));
        first.replyTo("");
        stage.server.cutConnections();
        assertThat(first.faultThenClosed()).isInstanceOf(SpeechFault.Disconnected.class);
        assertThat(stage.report(1).complaints()).isEmpty();
        return resumption;
    }

    @Test
    void o2_a_lost_conversation_goes_on_and_nothing_of_its_past_is_told_again() {
        serve(XaiMisbehaviour.none());
        Resumption resumption = talkAndLoseIt();
        Stage.Scene second = stage.open(resumption);
        second.next(SpeechEvent.Ready.class);
        assertThat(second.next(SpeechEvent.Resumable.class).resumption())
                .as("the same conversation")
                .isEqualTo(resumption);
        assertThat(second.events().all()).hasSize(2);
        second.hear(TestSound.speech(4, 600));
        second.hear(TestSound.silence(800));
        second.next(SpeechEvent.ReplyFinished.class);
        assertThat(stage.report(2).complaints()).isEmpty();
        assertThat(second.events().all(SpeechEvent.CallerSaid.class))
                .extracting(SpeechEvent.CallerSaid::text)
                .containsExactly("utterance 1");
        assertThat(second.events().all(SpeechEvent.ToolWanted.class)).isEmpty();
        assertThat(stage.model.counts().resumedSessions()).isEqualTo(1);
        assertThat(stage.model.counts().refusedResumptions()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = Oddity.class,
            names = {"REFUSES_RESUMPTION_AT_HANDSHAKE", "REFUSES_RESUMPTION", "FORGETS_CONVERSATIONS"})
    void o2_a_conversation_that_is_refused_becomes_a_new_session(Oddity oddity) {
        serve(XaiMisbehaviour.with(oddity));
        Resumption resumption = talkAndLoseIt();
        Stage.Scene second = stage.open(resumption);
        second.next(SpeechEvent.Ready.class);
        assertThat(second.next(SpeechEvent.Resumable.class).resumption()).isNotEqualTo(resumption);
        assertThat(second.replyTo("Go on.").end()).isEqualTo(SpeechEvent.ReplyEnd.COMPLETE);
        assertThat(second.events().all(SpeechEvent.Faulted.class)).isEmpty();
        assertThat(stage.report(2).complaints()).isEmpty();
        assertThat(stage.model.counts().refusedResumptions()).isEqualTo(1);
        assertThat(stage.model.counts().resumedSessions()).isZero();
    }

    @Test
    void o2_a_conversation_that_was_refused_at_the_handshake_is_not_tried_again() {
        serve(XaiMisbehaviour.with(Oddity.REFUSES_RESUMPTION_AT_HANDSHAKE));
        Resumption unknown = new Resumption("xai", "conv_nobody_knows");
        for (int time = 0; time < 2; time++) {
            stage.open(unknown).next(SpeechEvent.Ready.class);
        }
        assertThat(stage.model.counts().refusedResumptions()).isEqualTo(1);
    }

    @Test
    void o3_a_conversation_is_not_taken_up_beside_a_session_that_is_still_in_it() {
        serve(XaiMisbehaviour.none());
        Stage.Scene first = stage.open();
        Resumption resumption = first.next(SpeechEvent.Resumable.class).resumption();
        Stage.Scene beside = stage.open(resumption);
        assertThat(beside.next(SpeechEvent.Resumable.class).resumption()).isNotEqualTo(resumption);
        first.session().close();
        first.next(SpeechEvent.Closed.class);
        Stage.Scene after = stage.open(resumption);
        assertThat(after.next(SpeechEvent.Resumable.class).resumption()).isEqualTo(resumption);
        assertThat(stage.model.counts().refusedResumptions()).isZero();
        assertThat(stage.model.counts().resumedSessions()).isEqualTo(1);
    }

    @Test
    void what_another_provider_gave_and_what_cannot_be_an_id_is_not_tried() {
        serve(XaiMisbehaviour.with(Oddity.REFUSES_RESUMPTION_AT_HANDSHAKE));
        for (Resumption foreign : List.of(
                new Resumption("openai", "conv_1"), new Resumption("xai", "two words"), new Resumption("xai", ""))) {
            stage.open(foreign).next(SpeechEvent.Ready.class);
        }
        assertThat(stage.model.counts().refusedResumptions()).isZero();
    }

    @Test
    void without_the_setting_nothing_is_kept_and_nothing_is_taken_up() {
        stage = new Stage(
                context,
                receptionist(),
                XaiMisbehaviour.with(Oddity.REFUSES_RESUMPTION_AT_HANDSHAKE),
                Map.of("xai.resumption", "false"),
                Limits.STANDARD);
        Stage.Scene scene = stage.open(new Resumption("xai", "conv_1"));
        scene.next(SpeechEvent.Ready.class);
        scene.replyTo("Greet.");
        assertThat(scene.events().all(SpeechEvent.Resumable.class)).isEmpty();
        assertThat(stage.model.counts().refusedResumptions()).isZero();
        assertThat(stage.model.capabilities().resumes()).isFalse();
    }
}
