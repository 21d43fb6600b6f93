package dev.switchhook.domain.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechCommand.StopReply.Cause;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechEvent.ReplyEnd;
import dev.switchhook.domain.rehearsal.Cue;
import dev.switchhook.domain.rehearsal.SessionReport;
import dev.switchhook.domain.turn.HeardItem;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.ReplyId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What happens when a reply is cut short, by the caller or by us, and what the model is told about it.
interface InterruptionPromises extends SpeechPromises {

    @Test
    default void o5_speech_during_a_reply_interrupts_it_and_later_sound_names_the_reply_it_belongs_to() {
        AudioChunk sorry = TestSound.speech(10, 400);
        ScriptedRole role = new ScriptedRole(cue -> switch (cue) {
            case Cue.Asked _ ->
                List.of(SpeechPromises.isFence(cue) ? SpeechPromises.fenceLine() : SpeechPromises.longStory());
            case Cue.CallerSpoke _ -> List.of(SpeechPromises.say("Sorry, go on.", sorry));
            case Cue.ToolsAnswered _ -> List.of();
        });
        try (SpeechTalk talk = readyWith(role)) {
            talk.send(new SpeechCommand.Reply(GREET));
            SpeechEvent.ReplyAudio first = talk.next(SpeechEvent.ReplyAudio.class);
            ReplyId told = first.reply();
            talk.hear(TestSound.speech(11, 700));
            talk.next(SpeechEvent.CallerStartedSpeaking.class);
            talk.send(new SpeechCommand.StopReply(List.of(new HeardItem(first.item(), 20)), Cause.CALLER_SPOKE));
            talk.hear(TestSound.silence(1500));
            assertThat(talk.awaitFinished(told)).isEqualTo(ReplyEnd.INTERRUPTED);
            ReplyId answer = talk.started();
            assertThat(talk.awaitFinished(answer)).isEqualTo(ReplyEnd.COMPLETE);
            talk.fence();
            talk.closeAndReport();

            assertThat(answer).isNotEqualTo(told);
            contract().assertSameSound(sorry, talk.soundOf(answer));
            assertThat(talk.soundOf(told).milliseconds()).isLessThan(40_000);
            assertEverySoundBelongsToAStartedReply(talk.events().all());
        }
    }

    @Test
    default void o5_sound_that_comes_after_the_end_of_its_reply_still_names_it() {
        ScriptedRole role = SpeechPromises.greeting(SpeechPromises.longStory());
        try (SpeechTalk talk = troubled(SpeechModelContract.Mishap.LATE_SOUND, role)) {
            talk.next(SpeechEvent.Ready.class);
            ReplyId told = talk.begin(GREET);
            talk.next(SpeechEvent.ReplyAudio.class);
            talk.send(new SpeechCommand.StopReply(List.of(), Cause.OUR_DECISION));
            assertThat(talk.awaitFinished(told)).isEqualTo(ReplyEnd.INTERRUPTED);
            assertThat(talk.next(SpeechEvent.ReplyAudio.class).reply()).isEqualTo(told);
            ReplyId fence = talk.fence();
            talk.closeAndReport();
            contract().assertSameSound(TestSound.speech(99, 200), talk.soundOf(fence));
            assertEverySoundBelongsToAStartedReply(talk.events().all());
        }
    }

    private static void assertEverySoundBelongsToAStartedReply(List<SpeechEvent> events) {
        List<ReplyId> started = new ArrayList<>();
        for (SpeechEvent event : events) {
            switch (event) {
                case SpeechEvent.ReplyStarted(ReplyId reply) -> {
                    assertThat(started).as("replies started once").doesNotContain(reply);
                    started.add(reply);
                }
                case SpeechEvent.ReplyAudio audio -> assertThat(started).contains(audio.reply());
                default -> {}
            }
        }
    }

    @Test
    default void o15_a_reply_without_end_can_be_stopped_and_another_one_can_follow() {
        try (SpeechTalk talk = readyWith(SpeechPromises.greeting(SpeechPromises.longStory()))) {
            ReplyId told = talk.begin(GREET);
            talk.next(SpeechEvent.ReplyAudio.class);
            talk.send(new SpeechCommand.StopReply(List.of(), Cause.OUR_DECISION));
            assertThat(talk.awaitFinished(told)).isEqualTo(ReplyEnd.INTERRUPTED);
            assertThat(talk.fence()).isNotEqualTo(told);
            talk.closeAndReport();
            assertThat(talk.all(SpeechEvent.ReplyFinished.class))
                    .extracting(SpeechEvent.ReplyFinished::reply)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    default void whoever_answers_stops_when_it_is_told_to() {
        try (SpeechTalk talk = anyReady()) {
            ReplyId told = talk.begin("Count slowly from one to two hundred.");
            talk.next(SpeechEvent.ReplyAudio.class);
            talk.send(new SpeechCommand.StopReply(List.of(), Cause.OUR_DECISION));
            talk.awaitFinished(told);
            talk.fence();
            assertThat(talk.all(SpeechEvent.Faulted.class)).isEmpty();
        }
    }

    @Test
    default void a_reply_can_be_stopped_before_its_first_sound() {
        try (SpeechTalk talk = readyWith(SpeechPromises.greeting(SpeechPromises.longStory()))) {
            ReplyId told = talk.begin(GREET);
            talk.send(new SpeechCommand.StopReply(List.of(), Cause.OUR_DECISION));
            assertThat(talk.awaitFinished(told)).isEqualTo(ReplyEnd.INTERRUPTED);
            talk.fence();
            talk.closeAndReport();
        }
    }

    @Test
    default void o6_stopping_a_reply_that_has_just_finished_is_harmless() {
        try (SpeechTalk talk = readyWith(SpeechPromises.greeting(SpeechPromises.hello()))) {
            talk.ask(GREET);
            talk.send(new SpeechCommand.StopReply(List.of(), Cause.CALLER_SPOKE));
            talk.send(new SpeechCommand.StopReply(List.of(), Cause.OUR_DECISION));
            talk.fence();
            talk.closeAndReport();
            assertThat(talk.all(SpeechEvent.Faulted.class)).isEmpty();
        }
    }

    @Test
    default void o6_stopping_when_nothing_was_ever_said_is_harmless() {
        try (SpeechTalk talk = anyReady()) {
            talk.send(new SpeechCommand.StopReply(List.of(), Cause.OUR_DECISION));
            talk.send(new SpeechCommand.StopReply(List.of(), Cause.CALLER_SPOKE));
            talk.fence();
            assertThat(talk.all(SpeechEvent.Faulted.class)).isEmpty();
        }
    }

    @Test
    default void the_model_is_told_how_much_of_a_line_was_heard() {
        try (SpeechTalk talk =
                readyWith(SpeechPromises.greeting(SpeechPromises.say("Two seconds.", TestSound.speech(14, 2000))))) {
            talk.ask(GREET);
            assertTruncatedTo(talk, List.of(new HeardItem(talk.items().getFirst(), 640)));
        }
    }

    @Test
    default void a_line_of_which_nothing_was_heard_is_cut_at_its_beginning() {
        try (SpeechTalk talk = readyWith(SpeechPromises.greeting(SpeechPromises.hello()))) {
            talk.ask(GREET);
            assertTruncatedTo(talk, List.of(new HeardItem(talk.items().getFirst(), 0)));
        }
    }

    @Test
    default void several_cut_lines_are_truncated_in_the_order_of_speaking() {
        ScriptedRole role = SpeechPromises.greeting(
                SpeechPromises.say("One.", TestSound.speech(15, 1000)),
                SpeechPromises.say("Two.", TestSound.speech(16, 1000)));
        try (SpeechTalk talk = readyWith(role)) {
            talk.ask(GREET);
            List<ItemId> items = talk.items();
            assertTruncatedTo(talk, List.of(new HeardItem(items.getFirst(), 400), new HeardItem(items.getLast(), 0)));
        }
    }

    @Test
    default void the_caller_may_cut_a_line_that_was_made_long_before_it_is_heard() {
        ScriptedRole role = new ScriptedRole(cue -> switch (cue) {
            case Cue.CallerSpoke _ -> List.of(SpeechPromises.hello());
            case Cue.Asked _ ->
                List.of(
                        SpeechPromises.isFence(cue)
                                ? SpeechPromises.fenceLine()
                                : SpeechPromises.say("Six seconds.", TestSound.speech(19, 6000)));
            case Cue.ToolsAnswered _ -> List.of();
        });
        try (SpeechTalk talk = readyWith(role)) {
            talk.ask(GREET);
            ItemId line = talk.items().getFirst();
            talk.hear(TestSound.speech(11, 700));
            talk.next(SpeechEvent.CallerStartedSpeaking.class);
            talk.send(new SpeechCommand.StopReply(List.of(new HeardItem(line, 1230)), Cause.CALLER_SPOKE));
            talk.hear(TestSound.silence(1500));
            assertThat(talk.awaitFinished(talk.started())).isEqualTo(ReplyEnd.COMPLETE);
            talk.fence();
            SessionReport report = talk.closeAndReport();
            assertThat(talk.all(SpeechEvent.Faulted.class)).isEmpty();
            assumeTrue(talk.bench().model().capabilities().truncates(), "this model is not told what was heard");
            assertThat(report.truncations()).containsExactly(new SessionReport.Truncation(line.value(), 1230));
        }
    }

    /// Cuts these lines; the model is told just that.
    private static void assertTruncatedTo(SpeechTalk talk, List<HeardItem> heard) {
        talk.send(new SpeechCommand.StopReply(heard, Cause.CALLER_SPOKE));
        talk.fence();
        SessionReport report = talk.closeAndReport();
        assertThat(talk.all(SpeechEvent.Faulted.class)).isEmpty();
        assumeTrue(talk.bench().model().capabilities().truncates(), "this model is not told what was heard");
        assertThat(report.truncations())
                .containsExactlyElementsOf(heard.stream()
                        .map(item -> new SessionReport.Truncation(item.item().value(), item.milliseconds()))
                        .toList());
    }

    @Test
    default void more_heard_than_was_received_is_never_claimed() {
        try (SpeechTalk talk =
                readyWith(SpeechPromises.greeting(SpeechPromises.say("One second.", TestSound.speech(17, 1000))))) {
            talk.ask(GREET);
            talk.send(new SpeechCommand.StopReply(
                    List.of(new HeardItem(talk.items().getFirst(), 7000)), Cause.CALLER_SPOKE));
            talk.fence();
            SessionReport report = talk.closeAndReport();
            assertThat(report.truncations())
                    .allMatch(truncation -> truncation.heardMilliseconds() <= 1000)
                    .hasSizeLessThanOrEqualTo(1);
            assertThat(talk.all(SpeechEvent.Faulted.class)).isEmpty();
        }
    }

    @Test
    default void nothing_is_claimed_of_a_line_that_the_model_never_spoke() {
        try (SpeechTalk talk = readyWith(SpeechPromises.greeting(SpeechPromises.hello()))) {
            talk.ask(GREET);
            talk.send(new SpeechCommand.StopReply(
                    List.of(new HeardItem(new ItemId("spoken-elsewhere"), 100)), Cause.CALLER_SPOKE));
            talk.fence();
            assertThat(talk.closeAndReport().truncations()).isEmpty();
            assertThat(talk.all(SpeechEvent.Faulted.class)).isEmpty();
        }
    }
}
