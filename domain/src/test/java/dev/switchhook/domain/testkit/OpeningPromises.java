package dev.switchhook.domain.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.speech.Capabilities;
import dev.switchhook.domain.port.speech.SessionOption;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechModel;
import dev.switchhook.domain.port.speech.SpeechSession;
import dev.switchhook.domain.rehearsal.Act;
import dev.switchhook.domain.rehearsal.Cue;
import dev.switchhook.domain.rehearsal.Role;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How a session comes to be, and what a model says of itself.
interface OpeningPromises extends SpeechPromises {

    @Test
    default void ready_comes_first_and_only_once() {
        try (SpeechTalk talk = anyTalk()) {
            assertThat(talk.events().next()).isInstanceOf(SpeechEvent.Ready.class);
            talk.fence();
            assertThat(talk.all(SpeechEvent.Ready.class)).hasSize(1);
        }
    }

    @Test
    default void ready_names_the_provider_as_the_model_is_named_and_the_model_that_answers() {
        try (SpeechTalk talk = anyTalk()) {
            SpeechEvent.Ready ready = talk.next(SpeechEvent.Ready.class);
            assertThat(ready.provider()).isEqualTo(talk.bench().model().name());
            assertThat(ready.model()).isNotBlank();
        }
    }

    @Test
    default void o3_ready_tells_how_long_the_session_lasts_and_never_more_than_the_capabilities_promise() {
        try (SpeechTalk talk = anyTalk()) {
            Duration longest = talk.next(SpeechEvent.Ready.class).longest();
            assertThat(longest)
                    .isPositive()
                    .isLessThanOrEqualTo(talk.bench().model().capabilities().longestSession());
        }
    }

    @Test
    default void a_model_says_of_itself_what_the_core_needs() {
        try (SpeechModelContract.Bench bench = contract().bench(() -> SpeechPromises.greeting())) {
            Capabilities capabilities = bench.model().capabilities();
            assertThat(bench.model().name()).matches("[a-z][a-z0-9-]*");
            assertThat(capabilities.formats()).contains(AudioFormat.MULAW_8K);
            assertThat(capabilities.longestSession()).isGreaterThanOrEqualTo(Duration.ofMinutes(1));
            assertThat(capabilities.billing()).isNotBlank();
        }
    }

    @Test
    default void options_name_each_kind_once_and_say_something_about_it() {
        try (SpeechModelContract.Bench bench = contract().bench(() -> SpeechPromises.greeting())) {
            List<SessionOption> options = bench.model().options();
            assumeFalse(options.isEmpty(), "this model names no options");
            assertThat(options).extracting(SessionOption::kind).doesNotHaveDuplicates();
            assertThat(options).allMatch(option -> !option.value().isBlank());
        }
    }

    @Test
    default void options_hold_no_secret() {
        try (SpeechModelContract.Bench bench = contract().bench(() -> SpeechPromises.greeting())) {
            assumeFalse(bench.secrets().isEmpty(), "this bench has no secrets");
            for (String secret : bench.secrets()) {
                assertThat(bench.model().options())
                        .noneMatch(option -> option.value().contains(secret));
            }
        }
    }

    @Test
    default void the_standing_instructions_reach_the_model() {
        Recorded<String> briefed = new Recorded<>();
        Role role = new Role() {
            @Override
            public void briefed(String instructions) {
                briefed.add(instructions);
            }

            @Override
            public String heard(int number) {
                return "";
            }

            @Override
            public List<Act> play(Cue cue) {
                return List.of(SpeechPromises.fenceLine());
            }
        };
        try (SpeechTalk talk = readyWith(role)) {
            assertThat(briefed.next()).contains("You are the receptionist of a spa.");
            talk.closeAndReport();
        }
    }

    @Test
    default void what_is_sent_before_ready_is_kept_in_order() {
        AudioChunk sound = TestSound.murmur(6, 1000);
        try (SpeechTalk talk = talk(SpeechPromises.greeting(SpeechPromises.hello()))) {
            talk.hear(sound);
            talk.send(new SpeechCommand.Reply(GREET));
            assertThat(talk.events().next()).isInstanceOf(SpeechEvent.Ready.class);
            assertThat(talk.awaitFinished(talk.started())).isEqualTo(SpeechEvent.ReplyEnd.COMPLETE);
            contract().assertSameSound(sound, talk.closeAndReport().heard());
        }
    }

    @Test
    default void opening_does_not_wait_and_an_unanswered_session_can_be_closed() throws IOException {
        try (ServerSocket deaf = SpeechPromises.loopback()) {
            SpeechModel model = contract().modelDialling(deaf.getLocalPort());
            Recorded<SpeechEvent> first = new Recorded<>();
            model.open(SpeechPromises.briefing(), first::add).close();
            first.next(SpeechEvent.Closed.class);

            Recorded<SpeechEvent> second = new Recorded<>();
            long from = System.nanoTime();
            SpeechSession session = model.open(SpeechPromises.briefing(), second::add);
            Duration opening = Duration.ofNanos(System.nanoTime() - from);
            session.close();
            second.next(SpeechEvent.Closed.class);
            assertThat(opening).isLessThan(Duration.ofSeconds(1));
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(6));
            SpeechTalk.assertEndsWithOneClosed(second);
        }
    }

    @Test
    default void a_session_that_is_closed_at_once_ends_like_any_other() {
        try (SpeechModelContract.Bench bench = contract().bench(() -> SpeechPromises.greeting())) {
            Recorded<SpeechEvent> events = new Recorded<>();
            SpeechSession session = bench.model().open(SpeechPromises.briefing(), events::add);
            session.close();
            events.next(SpeechEvent.Closed.class);
            SpeechTalk.assertEndsWithOneClosed(events);
            assertThat(events.all(SpeechEvent.Faulted.class)).isEmpty();
        }
    }

    @Test
    default void preparing_a_session_and_opening_it_gives_one_session() {
        try (SpeechModelContract.Bench bench = contract().bench(() -> SpeechPromises.greeting())) {
            bench.model().prepare(SpeechPromises.briefing());
            Recorded<SpeechEvent> events = new Recorded<>();
            SpeechSession session = bench.model().open(SpeechPromises.briefing(), events::add);
            events.next(SpeechEvent.Ready.class);
            bench.model().dismiss(SpeechPromises.briefing().call());
            session.send(new SpeechCommand.Reply(FENCE));
            events.next(SpeechEvent.ReplyFinished.class);
            session.close();
            events.next(SpeechEvent.Closed.class);
            SpeechTalk.assertEndsWithOneClosed(events);
        }
    }

    @Test
    default void dismissing_what_was_never_prepared_is_harmless() {
        try (SpeechTalk talk = anyTalk()) {
            talk.bench().model().dismiss(new CallId("CAffffffffffffffffffffffffffffffff"));
            talk.next(SpeechEvent.Ready.class);
            talk.fence();
        }
    }

    @Test
    default void a_briefing_in_a_format_that_is_not_spoken_is_refused_at_once() {
        AudioFormat foreign = new AudioFormat("opus/48000", 6);
        try (SpeechModelContract.Bench bench = contract().bench(() -> SpeechPromises.greeting())) {
            assumeTrue(!bench.model().capabilities().formats().contains(foreign), "it speaks every format");
            Recorded<SpeechEvent> events = new Recorded<>();
            SpeechBriefing briefing = SpeechPromises.briefing().inFormat(foreign);
            try {
                bench.model().open(briefing, events::add);
                events.next(SpeechEvent.Faulted.class);
                events.next(SpeechEvent.Closed.class);
            } catch (IllegalArgumentException refused) {
                assertThat(refused).hasMessageContaining(" ");
            }
            assertThat(events.all(SpeechEvent.Ready.class)).isEmpty();
        }
    }
}
