package dev.switchhook.domain.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechCommand.StopReply.Cause;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechSession;
import dev.switchhook.domain.rehearsal.SessionReport;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// How a session ends, and that it is alone.
interface EndingPromises extends SpeechPromises {

    @Test
    default void i5_closing_gives_closed_once_and_last_within_5_seconds() {
        try (SpeechTalk talk = readyWith(SpeechPromises.greeting(SpeechPromises.longStory()))) {
            talk.send(new SpeechCommand.Reply(GREET));
            talk.next(SpeechEvent.ReplyAudio.class);
            long from = System.nanoTime();
            talk.session().close();
            talk.session().close();
            talk.next(SpeechEvent.Closed.class);
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(5));
            SessionReport report = talk.bench().report();
            assertThat(report.closed()).isTrue();
            assertThat(report.complaints()).isEmpty();
            assertThat(talk.all(SpeechEvent.Faulted.class)).isEmpty();
        }
    }

    @Test
    default void i5_whoever_answers_is_left_within_5_seconds() {
        try (SpeechTalk talk = anyReady()) {
            long from = System.nanoTime();
            talk.session().close();
            talk.next(SpeechEvent.Closed.class);
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(5));
            assertThat(talk.all(SpeechEvent.Faulted.class)).isEmpty();
        }
    }

    @Test
    default void closing_while_the_caller_speaks_is_like_any_other_closing() {
        try (SpeechTalk talk = readyWith(SpeechPromises.greeting())) {
            talk.hear(TestSound.speech(11, 700));
            talk.next(SpeechEvent.CallerStartedSpeaking.class);
            talk.closeAndReport();
            assertThat(talk.all(SpeechEvent.Faulted.class)).isEmpty();
        }
    }

    @Test
    default void a_listener_may_close_the_session_that_speaks_to_it() {
        try (SpeechModelContract.Bench bench = contract().bench(() -> SpeechPromises.greeting())) {
            Recorded<SpeechEvent> events = new Recorded<>();
            CompletableFuture<SpeechSession> opened = new CompletableFuture<>();
            SpeechSession session = bench.model().open(SpeechPromises.briefing(), event -> {
                events.add(event);
                if (event instanceof SpeechEvent.Ready) {
                    opened.join().close();
                }
            });
            opened.complete(session);
            events.next(SpeechEvent.Closed.class);
            SpeechTalk.assertEndsWithOneClosed(events);
        }
    }

    @Test
    default void commands_after_closed_are_ignored() {
        try (SpeechTalk talk = anyReady()) {
            talk.session().close();
            talk.next(SpeechEvent.Closed.class);
            talk.hear(TestSound.murmur(23, 200));
            talk.send(new SpeechCommand.Reply(GREET));
            talk.send(new SpeechCommand.SayExactly("Goodbye.", true));
            talk.send(new SpeechCommand.Tell("Nobody is there."));
            talk.send(new SpeechCommand.StopReply(List.of(), Cause.OUR_DECISION));
            talk.send(new SpeechCommand.GiveToolResult(new ToolCall.Id("call_1"), new ToolOutcome.Failed()));
            talk.session().close();
            SpeechTalk.assertEndsWithOneClosed(talk.events());
        }
    }

    @Test
    default void a_session_hears_nothing_of_another_one() {
        try (SpeechTalk one =
                        readyWith(SpeechPromises.greeting(SpeechPromises.say("One.", TestSound.speech(25, 500))));
                SpeechTalk two =
                        readyWith(SpeechPromises.greeting(SpeechPromises.say("Two.", TestSound.speech(26, 500))))) {
            one.send(new SpeechCommand.Reply(GREET));
            two.send(new SpeechCommand.Reply(GREET));
            one.awaitFinished(one.started());
            two.awaitFinished(two.started());
            one.closeAndReport();
            two.fence();
            two.closeAndReport();
            assertThat(one.said()).containsExactly("One.");
            assertThat(two.said()).containsExactly("Two.", "The fence.");
        }
    }

    @Test
    default void the_loss_of_a_session_does_not_disturb_another_one() {
        try (SpeechTalk one = readyWith(SpeechPromises.greeting());
                SpeechTalk two = readyWith(SpeechPromises.greeting())) {
            one.bench().cutConnection();
            one.next(SpeechEvent.Closed.class);
            two.fence();
            two.closeAndReport();
            assertThat(two.all(SpeechEvent.Faulted.class)).isEmpty();
        }
    }
}
