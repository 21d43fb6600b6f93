package dev.switchhook.domain.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechFault;
import dev.switchhook.domain.port.speech.SpeechSession;
import dev.switchhook.domain.rehearsal.Act;
import dev.switchhook.domain.rehearsal.Cue;
import dev.switchhook.domain.rehearsal.Role;
import dev.switchhook.domain.testkit.SpeechModelContract.Mishap;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a session makes of a provider that refuses, fails, or sends what nobody expects.
interface TroublePromises extends SpeechPromises {

    @Test
    default void o1_a_wrong_key_is_told_as_a_refusal_and_closed() {
        Recorded<SpeechEvent> events = new Recorded<>();
        try (SpeechModelContract.Bench bench = contract().benchRefusing()) {
            SpeechSession session = bench.model().open(SpeechPromises.briefing(), events::add);
            assertThat(events.next(SpeechEvent.Faulted.class).fault()).isInstanceOf(SpeechFault.Refused.class);
            events.next(SpeechEvent.Closed.class);
            session.close();
        }
        assertThat(events.all(SpeechEvent.Ready.class)).isEmpty();
        SpeechTalk.assertEndsWithOneClosed(events);
    }

    @Test
    default void o1_a_provider_without_room_is_busy() {
        try (SpeechTalk talk = troubled(Mishap.NO_ROOM, SpeechPromises.greeting())) {
            assertThat(talk.next(SpeechEvent.Faulted.class).fault()).isInstanceOf(SpeechFault.Busy.class);
            talk.next(SpeechEvent.Closed.class);
            assertThat(talk.all(SpeechEvent.Ready.class)).isEmpty();
        }
    }

    @Test
    default void o1_an_unreachable_provider_is_told_as_a_lost_connection_and_closed() throws IOException {
        int port;
        try (ServerSocket free = SpeechPromises.loopback()) {
            port = free.getLocalPort();
        }
        Recorded<SpeechEvent> events = new Recorded<>();
        SpeechSession session = contract().modelDialling(port).open(SpeechPromises.briefing(), events::add);
        session.send(new SpeechCommand.Reply(GREET));
        assertThat(events.next(SpeechEvent.Faulted.class).fault()).isInstanceOf(SpeechFault.Disconnected.class);
        events.next(SpeechEvent.Closed.class);
        session.close();
        assertThat(events.all(SpeechEvent.Ready.class)).isEmpty();
        SpeechTalk.assertEndsWithOneClosed(events);
    }

    @Test
    default void o1_a_provider_that_never_answers_is_given_up() throws IOException {
        try (ServerSocket deaf = SpeechPromises.loopback()) {
            Recorded<SpeechEvent> events = new Recorded<>();
            contract().modelDialling(deaf.getLocalPort()).open(SpeechPromises.briefing(), events::add);
            assertThat(events.next(SpeechEvent.Faulted.class).fault()).isInstanceOf(SpeechFault.Disconnected.class);
            events.next(SpeechEvent.Closed.class);
            SpeechTalk.assertEndsWithOneClosed(events);
        }
    }

    @Test
    default void o2_an_abrupt_loss_is_told_as_a_fault_and_closed() {
        try (SpeechTalk talk = readyWith(SpeechPromises.greeting(SpeechPromises.longStory()))) {
            talk.send(new SpeechCommand.Reply(GREET));
            talk.next(SpeechEvent.ReplyAudio.class);
            talk.bench().cutConnection();
            assertThat(talk.next(SpeechEvent.Faulted.class).fault()).isInstanceOf(SpeechFault.Disconnected.class);
            talk.next(SpeechEvent.Closed.class);
            assertThat(talk.bench().report().complaints()).isEmpty();
            assertThat(talk.all(SpeechEvent.Faulted.class)).hasSize(1);
        }
    }

    @Test
    default void o2_a_loss_while_nobody_speaks_is_told_too() {
        try (SpeechTalk talk = readyWith(SpeechPromises.greeting())) {
            talk.fence();
            talk.bench().cutConnection();
            assertThat(talk.next(SpeechEvent.Faulted.class).fault()).isInstanceOf(SpeechFault.Disconnected.class);
            talk.next(SpeechEvent.Closed.class);
        }
    }

    @Test
    default void o3_a_session_that_has_lasted_as_long_as_it_may_says_so_and_closes() {
        try (SpeechTalk talk = troubled(Mishap.EXPIRES, SpeechPromises.greeting(SpeechPromises.longStory()))) {
            talk.next(SpeechEvent.Ready.class);
            talk.send(new SpeechCommand.Reply(GREET));
            assertThat(talk.next(SpeechEvent.Faulted.class).fault()).isEqualTo(new SpeechFault.SessionExpired());
            talk.next(SpeechEvent.Closed.class);
        }
    }

    @Test
    default void o4_a_session_that_is_never_confirmed_is_never_ready_and_can_be_closed() {
        try (SpeechTalk talk = troubled(Mishap.NEVER_READY, SpeechPromises.greeting())) {
            talk.hear(TestSound.murmur(41, 500));
            talk.session().close();
            talk.next(SpeechEvent.Closed.class);
            assertThat(talk.all(SpeechEvent.Ready.class)).isEmpty();
        }
    }

    @Test
    default void o6_an_error_that_does_not_matter_does_not_end_the_session() {
        try (SpeechTalk talk = troubled(Mishap.HARMLESS_ERROR, SpeechPromises.greeting())) {
            talk.next(SpeechEvent.Ready.class);
            talk.fence();
            talk.closeAndReport();
            assertThat(talk.all(SpeechEvent.Faulted.class)).isEmpty();
        }
    }

    @Test
    default void o7_a_message_of_more_than_64_kib_is_understood() {
        AudioChunk line = TestSound.speech(42, 20_000);
        ScriptedRole role = SpeechPromises.greeting(SpeechPromises.say("A long line.", line));
        try (SpeechTalk talk = troubled(Mishap.HUGE_MESSAGES, role)) {
            talk.next(SpeechEvent.Ready.class);
            var reply = talk.ask(GREET);
            talk.closeAndReport();
            contract().assertSameSound(line, talk.soundOf(reply));
            assertThat(talk.said()).containsExactly("A long line.");
        }
    }

    @Test
    default void o7_a_text_of_100_kib_is_told_whole() {
        String text = "All our offers: " + "hot stones, ".repeat(9_000);
        try (SpeechTalk talk =
                readyWith(SpeechPromises.greeting(SpeechPromises.say(text, TestSound.speech(43, 300))))) {
            talk.ask(GREET);
            talk.closeAndReport();
            assertThat(talk.said()).hasSize(1);
            assertThat(talk.said().getFirst().replace(" ", "")).isEqualTo(text.replace(" ", ""));
        }
    }

    @Test
    default void o8_strange_characters_are_told_as_they_are() {
        String strange = "Søren \u0000 \u202Eשלום 🧖🏽‍♀️ \"quoted\" \\ back </Say> \t";
        ScriptedRole role = SpeechPromises.greeting(SpeechPromises.say(strange, TestSound.speech(44, 300)));
        try (SpeechTalk talk = readyWith(role)) {
            talk.ask(GREET);
            talk.closeAndReport();
            assertThat(talk.said()).hasSize(1);
            assertThat(talk.said().getFirst().strip()).isEqualTo(strange.strip());
        }
    }

    @Test
    default void o8_half_a_character_harms_nothing_but_itself() {
        ScriptedRole role =
                SpeechPromises.greeting(SpeechPromises.say("Half \uD83E a character.", TestSound.speech(45, 300)));
        try (SpeechTalk talk = readyWith(role)) {
            talk.ask(GREET);
            talk.fence();
            talk.closeAndReport();
            assertThat(talk.said()).hasSize(2);
            assertThat(talk.said().getFirst()).startsWith("Half ").endsWith(" a character.");
        }
    }

    @Test
    default void o8_strange_words_of_the_caller_are_told_as_they_are() {
        String strange = "I am Zoë \u0007 O'Connor-Müller 🙂";
        Role role = new Role() {
            @Override
            public String heard(int number) {
                return strange;
            }

            @Override
            public List<Act> play(Cue cue) {
                return List.of(cue instanceof Cue.CallerSpoke ? SpeechPromises.hello() : SpeechPromises.fenceLine());
            }
        };
        try (SpeechTalk talk = readyWith(role)) {
            talk.hear(TestSound.speech(46, 700));
            talk.hear(TestSound.silence(1500));
            talk.awaitFinished(talk.started());
            talk.fence();
            talk.closeAndReport();
            assertThat(talk.all(SpeechEvent.CallerSaid.class))
                    .extracting(SpeechEvent.CallerSaid::text)
                    .containsExactly(strange);
        }
    }

    @Test
    default void o9_messages_that_nobody_knows_are_ignored() {
        try (SpeechTalk talk = troubled(Mishap.STRANGE_MESSAGES, SpeechPromises.greeting())) {
            assertThat(talk.events().next()).isInstanceOf(SpeechEvent.Ready.class);
            talk.fence();
            talk.closeAndReport();
            assertThat(talk.all(SpeechEvent.Faulted.class)).isEmpty();
            assertThat(talk.said()).containsExactly("The fence.");
        }
    }

    @Test
    default void another_sound_format_than_was_asked_for_makes_no_sense() {
        try (SpeechTalk talk = troubled(Mishap.OTHER_FORMAT, SpeechPromises.greeting())) {
            assertThat(talk.next(SpeechEvent.Faulted.class).fault()).isInstanceOf(SpeechFault.Unintelligible.class);
            talk.next(SpeechEvent.Closed.class);
            assertThat(talk.all(SpeechEvent.Ready.class)).isEmpty();
        }
    }

    @Test
    default void words_of_the_caller_that_come_late_are_told_once_under_their_item() {
        ScriptedRole role = new ScriptedRole(
                cue -> List.of(cue instanceof Cue.CallerSpoke ? SpeechPromises.hello() : SpeechPromises.fenceLine()));
        try (SpeechTalk talk = troubled(Mishap.LATE_TRANSCRIPTS, role)) {
            talk.next(SpeechEvent.Ready.class);
            talk.hear(TestSound.speech(47, 700));
            talk.hear(TestSound.silence(1500));
            talk.awaitFinished(talk.started());
            assertThat(talk.next(SpeechEvent.CallerSaid.class).text()).isEqualTo("utterance 1");
            talk.fence();
            talk.closeAndReport();
            assertThat(talk.all(SpeechEvent.CallerSaid.class)).hasSize(1);
        }
    }

    @Test
    default void i8_a_provider_that_reads_no_more_loses_the_session_when_the_bound_is_crossed() {
        AudioChunk tenSeconds = TestSound.murmur(48, 10_000);
        try (SpeechTalk talk = troubled(Mishap.DEAF, SpeechPromises.greeting())) {
            talk.next(SpeechEvent.Ready.class);
            // 40 minutes of sound: more than the bound and what sockets hold together, however slow the machine is.
            for (int i = 0; i < 240 && talk.all(SpeechEvent.Closed.class).isEmpty(); i++) {
                talk.send(new SpeechCommand.Hear(tenSeconds));
            }
            assertThat(talk.next(SpeechEvent.Faulted.class).fault()).isInstanceOf(SpeechFault.Disconnected.class);
            talk.next(SpeechEvent.Closed.class);
        }
    }
}
