package dev.switchhook.domain.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechEvent.ReplyEnd;
import dev.switchhook.domain.rehearsal.Act;
import dev.switchhook.domain.rehearsal.Cue;
import dev.switchhook.domain.rehearsal.Role;
import dev.switchhook.domain.turn.ReplyId;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Lines that are to be said as they are, and texts that nobody has spoken.
interface LinePromises extends SpeechPromises {

    String LINE = "This call is answered by a machine and may be recorded.";
    AudioChunk LINE_SOUND = TestSound.speech(31, 1200);

    /// Says the line when asked for it, a short line at a fence, and upon the caller's words nothing.
    private static ScriptedRole reader() {
        return new ScriptedRole(cue -> switch (cue) {
            case Cue.Asked(String wanted) when wanted.contains(LINE) -> List.of(SpeechPromises.say(LINE, LINE_SOUND));
            case Cue.Asked _ -> List.of(SpeechPromises.fenceLine());
            case Cue.CallerSpoke _, Cue.ToolsAnswered _ -> List.of();
        });
    }

    private static SpeechCommand line(boolean interruptible) {
        return new SpeechCommand.SayExactly(LINE, interruptible);
    }

    @Test
    default void one_reply_comes_of_a_line() {
        try (SpeechTalk talk = readyWith(reader())) {
            talk.send(line(true));
            ReplyId reply = talk.started();
            assertThat(talk.awaitFinished(reply)).isEqualTo(ReplyEnd.COMPLETE);
            assertThat(talk.soundOf(reply).byteCount()).isPositive();
            assertThat(talk.said()).containsExactly(LINE);
            talk.fence();
            talk.closeAndReport();
            assertThat(talk.all(SpeechEvent.ReplyStarted.class)).hasSize(2);
            assertThat(talk.all(SpeechEvent.ReplyFinished.class)).hasSize(2);
        }
    }

    @Test
    default void a_line_is_said_word_for_word_by_whom_promises_that() {
        try (SpeechTalk talk = anyReady()) {
            assumeTrue(talk.bench().model().capabilities().saysExactly(), "this model is only asked for the words");
            talk.send(line(true));
            assertThat(talk.awaitFinished(talk.started())).isEqualTo(ReplyEnd.COMPLETE);
            assertThat(talk.said()).containsExactly(LINE);
        }
    }

    @Test
    default void a_line_is_asked_for_in_its_words_from_whom_cannot_promise_them() {
        ScriptedRole role = reader();
        try (SpeechTalk talk = readyWith(role)) {
            assumeFalse(talk.bench().model().capabilities().saysExactly(), "this model promises the words");
            talk.send(line(true));
            talk.awaitFinished(talk.started());
            talk.closeAndReport();
            assertThat(role.cues().next(Cue.Asked.class).instructions()).contains(LINE);
        }
    }

    @Test
    default void a_line_that_may_be_interrupted_gives_way_to_the_caller() {
        // A provider that says it by itself takes its time for so many words.
        String longLine = (LINE + " ").repeat(20).strip();
        Act endless = SpeechPromises.say(longLine, TestSound.speech(32, 40_000));
        ScriptedRole role = new ScriptedRole(cue -> switch (cue) {
            case Cue.Asked(String wanted) when wanted.contains(LINE) -> List.of(endless);
            case Cue.Asked _ -> List.of(SpeechPromises.fenceLine());
            case Cue.CallerSpoke _, Cue.ToolsAnswered _ -> List.of();
        });
        try (SpeechTalk talk = readyWith(role)) {
            talk.send(new SpeechCommand.SayExactly(longLine, true));
            ReplyId reply = talk.next(SpeechEvent.ReplyAudio.class).reply();
            talk.hear(TestSound.speech(11, 700));
            talk.hear(TestSound.silence(1500));
            assertThat(talk.awaitFinished(reply)).isEqualTo(ReplyEnd.INTERRUPTED);
            talk.fence();
            talk.closeAndReport();
        }
    }

    @Test
    default void a_line_that_may_not_be_interrupted_is_said_to_its_end_by_whom_can_tell_the_two_apart() {
        try (SpeechTalk talk = readyWith(reader())) {
            assumeTrue(talk.bench().model().capabilities().saysExactly(), "this model lets the caller speak into it");
            talk.send(line(false));
            ReplyId reply = talk.next(SpeechEvent.ReplyAudio.class).reply();
            talk.hear(TestSound.speech(11, 700));
            talk.hear(TestSound.silence(1500));
            assertThat(talk.awaitFinished(reply)).isEqualTo(ReplyEnd.COMPLETE);
            assertThat(talk.said()).containsExactly(LINE);
            talk.closeAndReport();
        }
    }

    @Test
    default void a_line_that_is_wanted_before_ready_is_the_first_to_be_said() {
        try (SpeechTalk talk = talk(reader())) {
            talk.send(line(true));
            assertThat(talk.awaitFinished(talk.started())).isEqualTo(ReplyEnd.COMPLETE);
            talk.fence();
            talk.closeAndReport();
            assertThat(talk.said()).containsExactly(LINE, "The fence.");
        }
    }

    @Test
    default void a_text_brings_no_reply_by_itself() {
        ScriptedRole role = reader();
        try (SpeechTalk talk = readyWith(role)) {
            talk.send(new SpeechCommand.Tell("The caller pressed the key 5."));
            talk.fence();
            talk.closeAndReport();
            assertThat(role.cues().all()).hasSize(1);
            assertThat(talk.all(SpeechEvent.ReplyStarted.class)).hasSize(1);
            assertThat(talk.all(SpeechEvent.Faulted.class)).isEmpty();
        }
    }

    @Test
    default void a_text_is_known_to_the_model_at_the_next_reply() {
        Recorded<String> known = new Recorded<>();
        Role role = new Role() {
            @Override
            public void told(String text) {
                known.add("told: " + text);
            }

            @Override
            public String heard(int number) {
                return "";
            }

            @Override
            public List<Act> play(Cue cue) {
                known.add("asked");
                return List.of(SpeechPromises.fenceLine());
            }
        };
        try (SpeechTalk talk = readyWith(role)) {
            talk.send(new SpeechCommand.Tell("The caller pressed the key 5."));
            talk.fence();
            talk.closeAndReport();
            assertThat(known.all()).containsExactly("told: The caller pressed the key 5.", "asked");
        }
    }
}
