package dev.switchhook.domain.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.switchhook.domain.port.speech.Resumption;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechSession;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How a lost session is taken up again.
interface ResumptionPromises extends SpeechPromises {

    private static SpeechBriefing resuming(Resumption resumption) {
        SpeechBriefing plain = SpeechPromises.briefing();
        return new SpeechBriefing(
                plain.call(), plain.instructions(), plain.tools(), plain.format(), Optional.of(resumption));
    }

    @Test
    default void who_cannot_resume_never_says_so() {
        try (SpeechTalk talk = anyReady()) {
            assumeFalse(talk.bench().model().capabilities().resumes(), "this model resumes");
            talk.fence();
            talk.session().close();
            talk.next(SpeechEvent.Closed.class);
            assertThat(talk.all(SpeechEvent.Resumable.class)).isEmpty();
        }
    }

    @Test
    default void o2_what_a_session_can_be_taken_up_with_names_its_own_provider() {
        try (SpeechTalk talk = anyReady()) {
            assumeTrue(talk.bench().model().capabilities().resumes(), "this model does not resume");
            talk.fence();
            Resumption resumption =
                    talk.all(SpeechEvent.Resumable.class).getLast().resumption();
            assertThat(resumption.provider()).isEqualTo(talk.bench().model().name());
            assertThat(resumption.token()).isNotBlank();
        }
    }

    @Test
    default void o2_a_lost_session_is_taken_up_again() {
        try (SpeechTalk talk = readyWith(SpeechPromises.greeting(SpeechPromises.hello()))) {
            assumeTrue(talk.bench().model().capabilities().resumes(), "this model does not resume");
            talk.ask(GREET);
            talk.bench().cutConnection();
            talk.next(SpeechEvent.Closed.class);
            Resumption resumption =
                    talk.all(SpeechEvent.Resumable.class).getLast().resumption();
            assertSpeaks(talk.bench(), resuming(resumption));
        }
    }

    @Test
    default void o2_what_cannot_be_taken_up_any_more_begins_a_new_session() {
        try (SpeechModelContract.Bench bench = contract().bench(() -> SpeechPromises.greeting())) {
            assumeTrue(bench.model().capabilities().resumes(), "this model does not resume");
            assertSpeaks(bench, resuming(new Resumption(bench.model().name(), "conv_gone")));
        }
    }

    @Test
    default void what_another_provider_gave_begins_a_new_session() {
        try (SpeechModelContract.Bench bench = contract().bench(() -> SpeechPromises.greeting())) {
            assertSpeaks(bench, resuming(new Resumption("somebody-else", "conv_1")));
        }
    }

    private static void assertSpeaks(SpeechModelContract.Bench bench, SpeechBriefing briefing) {
        Recorded<SpeechEvent> events = new Recorded<>();
        SpeechSession session = bench.model().open(briefing, events::add);
        events.next(SpeechEvent.Ready.class);
        session.send(new SpeechCommand.Reply(FENCE));
        assertThat(events.next(SpeechEvent.ReplyFinished.class).end()).isEqualTo(SpeechEvent.ReplyEnd.COMPLETE);
        session.close();
        events.next(SpeechEvent.Closed.class);
        SpeechTalk.assertEndsWithOneClosed(events);
    }
}
