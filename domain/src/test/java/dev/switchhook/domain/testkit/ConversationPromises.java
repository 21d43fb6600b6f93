package dev.switchhook.domain.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechEvent.ReplyEnd;
import dev.switchhook.domain.port.speech.SpeechSession;
import dev.switchhook.domain.rehearsal.Act;
import dev.switchhook.domain.rehearsal.Cue;
import dev.switchhook.domain.rehearsal.SessionReport;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.ReplyId;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Sound and words in both directions, while nobody interrupts anybody.
interface ConversationPromises extends SpeechPromises {

    @Test
    default void a_requested_reply_is_started_heard_said_and_finished() {
        ScriptedRole role =
                SpeechPromises.greeting(SpeechPromises.say("Good morning, the spa.", TestSound.speech(1, 1500)));
        try (SpeechTalk talk = readyWith(role)) {
            ReplyId reply = talk.ask(GREET);
            talk.closeAndReport();

            assertThat(role.cues().next(Cue.Asked.class).instructions()).contains(GREET);
            List<SpeechEvent> all = talk.events().all();
            int started = all.indexOf(new SpeechEvent.ReplyStarted(reply));
            int finished = all.indexOf(new SpeechEvent.ReplyFinished(reply, ReplyEnd.COMPLETE));
            List<SpeechEvent> between = all.subList(started + 1, finished);
            assertThat(between.stream().filter(SpeechEvent.ReplyAudio.class::isInstance))
                    .isNotEmpty();
            assertThat(talk.all(SpeechEvent.ReplyAudio.class))
                    .allMatch(audio -> audio.reply().equals(reply))
                    .allMatch(between::contains);
            assertThat(talk.said()).containsExactly("Good morning, the spa.");
            assertThat(between).containsAll(talk.all(SpeechEvent.ReplySaid.class));
            assertThat(talk.all(SpeechEvent.ReplyFinished.class)).hasSize(1);
        }
    }

    @Test
    default void whoever_answers_speaks_when_it_is_asked_to() {
        try (SpeechTalk talk = anyReady()) {
            ReplyId reply = talk.ask("Say hello to the caller in one short sentence.");
            assertThat(talk.soundOf(reply).milliseconds()).isGreaterThan(100);
            assertThat(talk.said()).isNotEmpty().noneMatch(String::isBlank);
        }
    }

    @Test
    default void what_a_reply_is_for_reaches_the_model_as_it_was_said() {
        ScriptedRole role = SpeechPromises.greeting();
        try (SpeechTalk talk = readyWith(role)) {
            talk.fence();
            assertThat(role.cues().next(Cue.Asked.class).instructions()).isEqualTo(FENCE);
        }
    }

    @Test
    default void a_reply_for_nothing_in_particular_can_be_asked_for() {
        ScriptedRole role = SpeechPromises.greeting(SpeechPromises.hello());
        try (SpeechTalk talk = readyWith(role)) {
            talk.ask("");
            assertThat(role.cues().next(Cue.Asked.class).instructions()).isEmpty();
        }
    }

    @Test
    default void the_agents_sound_arrives_whole() {
        AudioChunk line = TestSound.speech(2, 2345);
        try (SpeechTalk talk = readyWith(SpeechPromises.greeting(SpeechPromises.say("A longer line.", line)))) {
            ReplyId reply = talk.ask(GREET);
            SessionReport report = talk.closeAndReport();
            contract().assertSameSound(line, talk.soundOf(reply));
            assertThat(report.sentItems()).hasSize(1);
            contract().assertSameSound(line, report.sentItems().getFirst().audio());
        }
    }

    @Test
    default void the_agents_sound_is_in_the_format_of_the_briefing() {
        try (SpeechTalk talk = anyReady()) {
            talk.fence();
            assertThat(talk.all(SpeechEvent.ReplyAudio.class))
                    .isNotEmpty()
                    .allMatch(audio -> audio.audio().format().equals(AudioFormat.MULAW_8K))
                    .allMatch(audio -> audio.audio().byteCount() > 0);
        }
    }

    @Test
    default void lines_of_one_reply_are_told_apart_by_item() {
        AudioChunk first = TestSound.speech(3, 500);
        AudioChunk second = TestSound.speech(4, 700);
        ScriptedRole role = SpeechPromises.greeting(
                SpeechPromises.say("One moment.", first), SpeechPromises.say("There is a slot.", second));
        try (SpeechTalk talk = readyWith(role)) {
            ReplyId reply = talk.ask(GREET);
            SessionReport report = talk.closeAndReport();
            AudioChunk both = AudioChunk.of(AudioFormat.MULAW_8K, TestSound.join(List.of(first, second)));
            contract().assertSameSound(both, talk.soundOf(reply));
            List<ItemId> items = talk.items();
            assertThat(items).hasSize(2);
            assertThat(report.sentItems())
                    .extracting(SessionReport.SentItem::item)
                    .containsExactlyElementsOf(items.stream().map(ItemId::value).toList());
            assertThat(talk.all(SpeechEvent.ReplySaid.class))
                    .extracting(SpeechEvent.ReplySaid::item)
                    .containsExactlyElementsOf(items);
        }
    }

    @Test
    default void every_reply_and_every_line_has_an_id_of_its_own() {
        try (SpeechTalk talk = anyReady()) {
            List<ReplyId> replies = List.of(talk.fence(), talk.fence(), talk.fence());
            assertThat(replies).doesNotHaveDuplicates();
            assertThat(talk.items()).hasSizeGreaterThanOrEqualTo(3);
        }
    }

    @Test
    default void the_callers_sound_arrives_whole_and_in_order() {
        AudioChunk sound = TestSound.murmur(5, 3000);
        try (SpeechTalk talk = readyWith(SpeechPromises.greeting())) {
            talk.hear(sound);
            talk.fence();
            contract().assertSameSound(sound, talk.closeAndReport().heard());
        }
    }

    @Test
    default void the_callers_sound_may_be_cut_into_pieces_of_any_size() {
        AudioChunk sound = TestSound.murmur(15, 1000);
        int[] sizes = {1, 7, 160, 333, 2, 1601};
        try (SpeechTalk talk = readyWith(SpeechPromises.greeting())) {
            int from = 0;
            for (int i = 0; from < sound.byteCount(); i++) {
                int to = Math.min(sound.byteCount(), from + sizes[i % sizes.length]);
                byte[] piece = Arrays.copyOfRange(sound.bytes(), from, to);
                talk.send(new SpeechCommand.Hear(AudioChunk.of(AudioFormat.MULAW_8K, piece)));
                from = to;
            }
            talk.fence();
            contract().assertSameSound(sound, talk.closeAndReport().heard());
        }
    }

    @Test
    default void sound_reaches_the_model_in_the_order_of_sending_whichever_threads_send_it() {
        AudioChunk sound = TestSound.murmur(11, 400);
        Recorded<SpeechEvent> events = new Recorded<>();
        CompletableFuture<SpeechSession> opened = new CompletableFuture<>();
        assumeTrue(contract().playsRoles(), "a real provider tells nobody what it heard");
        try (SpeechModelContract.Bench bench = contract().bench(() -> SpeechPromises.greeting())) {
            SpeechSession session = bench.model().open(SpeechPromises.briefing(), event -> {
                if (event instanceof SpeechEvent.ReplyStarted) {
                    sendFromTwoThreads(opened.join(), sound);
                }
                events.add(event);
            });
            opened.complete(session);
            session.send(new SpeechCommand.Reply(FENCE));
            events.next(SpeechEvent.ReplyFinished.class);
            session.send(new SpeechCommand.Reply(FENCE));
            events.next(SpeechEvent.ReplyFinished.class);
            session.close();
            AudioChunk twice = AudioChunk.of(AudioFormat.MULAW_8K, TestSound.join(List.of(sound, sound)));
            contract().assertSameSound(twice, bench.report().heard());
        }
    }

    /// Called on a thread of the adapter: every other frame is sent by that thread itself.
    private static void sendFromTwoThreads(SpeechSession session, AudioChunk sound) {
        boolean here = false;
        for (AudioChunk frame : TestSound.frames(sound)) {
            if (here) {
                session.send(new SpeechCommand.Hear(frame));
            } else {
                CompletableFuture.runAsync(() -> session.send(new SpeechCommand.Hear(frame)))
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join();
            }
            here = !here;
        }
    }

    @Test
    default void o16_the_callers_utterance_is_noticed_transcribed_once_and_answered_once_unasked() {
        ScriptedRole role = new ScriptedRole(cue -> switch (cue) {
            case Cue.CallerSpoke _ -> List.of(SpeechPromises.say("Gladly.", TestSound.speech(7, 400)));
            case Cue.Asked _ -> List.of(SpeechPromises.fenceLine());
            case Cue.ToolsAnswered _ -> List.of();
        });
        try (SpeechTalk talk = readyWith(role)) {
            talk.hear(TestSound.speech(8, 900));
            talk.hear(TestSound.silence(1500));
            talk.next(SpeechEvent.CallerStartedSpeaking.class);
            talk.next(SpeechEvent.CallerStoppedSpeaking.class);
            assertThat(talk.awaitFinished(talk.started())).isEqualTo(ReplyEnd.COMPLETE);
            assertThat(role.cues().next()).isEqualTo(new Cue.CallerSpoke(1));
            talk.fence();
            SessionReport report = talk.closeAndReport();
            assertThat(talk.all(SpeechEvent.ReplyStarted.class)).hasSize(2);
            assertThat(talk.all(SpeechEvent.CallerSaid.class))
                    .extracting(SpeechEvent.CallerSaid::text)
                    .containsExactly("utterance 1");
            assertThat(talk.all(SpeechEvent.CallerStartedSpeaking.class)).hasSize(1);
            assertThat(talk.all(SpeechEvent.CallerStoppedSpeaking.class)).hasSize(1);
            assertThat(report.speechStartedNanos()).hasSize(1);
        }
    }

    @Test
    default void utterances_are_told_apart_by_item_and_come_in_their_order() {
        ScriptedRole role = new ScriptedRole(
                cue -> List.of(cue instanceof Cue.CallerSpoke ? SpeechPromises.hello() : SpeechPromises.fenceLine()));
        try (SpeechTalk talk = readyWith(role)) {
            for (int utterance = 1; utterance <= 2; utterance++) {
                talk.hear(TestSound.speech(utterance, 700));
                talk.hear(TestSound.silence(1500));
                talk.awaitFinished(talk.started());
            }
            talk.fence();
            talk.closeAndReport();
            List<SpeechEvent.CallerSaid> said = talk.all(SpeechEvent.CallerSaid.class);
            assertThat(said).extracting(SpeechEvent.CallerSaid::text).containsExactly("utterance 1", "utterance 2");
            assertThat(said).extracting(SpeechEvent.CallerSaid::item).doesNotHaveDuplicates();
        }
    }

    @Test
    default void the_end_of_an_utterance_and_its_words_name_the_same_item() {
        ScriptedRole role = new ScriptedRole(
                cue -> List.of(cue instanceof Cue.CallerSpoke ? SpeechPromises.hello() : SpeechPromises.fenceLine()));
        try (SpeechTalk talk = readyWith(role)) {
            talk.hear(TestSound.speech(8, 700));
            talk.hear(TestSound.silence(1500));
            var stopped = talk.next(SpeechEvent.CallerStoppedSpeaking.class);
            talk.awaitFinished(talk.started());
            talk.fence();
            talk.closeAndReport();
            List<SpeechEvent.CallerSaid> said = talk.all(SpeechEvent.CallerSaid.class);
            assertThat(said).hasSize(1);
            stopped.item().ifPresent(item -> assertThat(said.getFirst().item()).isEqualTo(item));
        }
    }

    @Test
    default void murmuring_and_silence_are_no_turn_of_the_caller() {
        ScriptedRole role = new ScriptedRole(_ -> List.of(SpeechPromises.fenceLine()));
        try (SpeechTalk talk = readyWith(role)) {
            talk.hear(TestSound.murmur(16, 2000));
            talk.hear(TestSound.silence(3000));
            talk.fence();
            talk.closeAndReport();
            assertThat(role.cues().all()).hasSize(1);
            assertThat(talk.all(SpeechEvent.CallerStartedSpeaking.class)).isEmpty();
        }
    }

    @Test
    default void o13_what_the_agent_says_is_told_as_text_whether_or_not_it_acts_upon_it() {
        Act goodbye = SpeechPromises.say("Thank you for calling. Goodbye!", TestSound.speech(17, 900));
        try (SpeechTalk talk = readyWith(SpeechPromises.greeting(goodbye))) {
            talk.ask(GREET);
            talk.closeAndReport();
            assertThat(talk.said()).containsExactly("Thank you for calling. Goodbye!");
            assertThat(talk.all(SpeechEvent.ToolWanted.class)).isEmpty();
        }
    }
}
