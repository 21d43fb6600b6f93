package dev.switchhook.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechListener;
import dev.switchhook.domain.testkit.TestSound;
import dev.switchhook.twilio.rehearsal.CallPlan;
import dev.switchhook.twilio.rehearsal.CallerStep;
import dev.switchhook.twilio.rehearsal.PhoneReport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// A call in the middle of which something happens: the caller talks, waits until it has been quiet for a while, says
/// something, and hears the goodbye.
final class LongCall implements SpeechListener {

    /// The caller is more patient than most: starting a process takes its time.
    ///
    /// @param gap longer than the caller is left alone
    static CallPlan plan(Duration gap) {
        return CallPlan.of(List.of(
                        new CallerStep.Listen(Duration.ofMillis(200)),
                        new CallerStep.Speak(TestSound.speech(7, 300)),
                        new CallerStep.Listen(gap),
                        new CallerStep.Speak(TestSound.speech(8, 300)),
                        new CallerStep.WaitForHangup(Duration.ofSeconds(25))))
                .within(Duration.ofSeconds(40), Duration.ofMinutes(2));
    }

    private final AtomicBoolean mayEnd = new AtomicBoolean();
    private final CountDownLatch greeted = new CountDownLatch(1);
    private final CountDownLatch answered = new CountDownLatch(2);
    private final Scene scene;

    LongCall(Theatre theatre) {
        scene = theatre.scene(() -> Clerk.chatting(mayEnd::get)).watching(this);
    }

    @Override
    public void on(SpeechEvent event) {
        if (event instanceof SpeechEvent.ReplyFinished) {
            greeted.countDown();
            answered.countDown();
        }
    }

    Scene scene() {
        return scene;
    }

    /// Waits until the agent has greeted and answered the caller; the goodbye may follow the caller's next words.
    void awaitTalk() throws InterruptedException {
        assertThat(answered.await(20, TimeUnit.SECONDS)).isTrue();
        mayEnd.set(true);
    }

    /// Waits until the agent has begun to greet; the goodbye may follow the caller's first words.
    void awaitGreeting() throws InterruptedException {
        assertThat(greeted.await(20, TimeUnit.SECONDS)).isTrue();
        mayEnd.set(true);
    }

    /// The caller was resumed in the same conversation, heard the goodbye wholly, and nobody was cut off.
    void assertResumed(PhoneReport phone, int streams) throws Exception {
        assertThat(phone.outcome()).isEqualTo(PhoneReport.Outcome.ENDED_BY_REST);
        assertThat(phone.streams()).hasSize(streams);
        assertThat(phone.streams().getLast().unplayedBytes()).isZero();
        assertThat(scene.ending(phone).reason()).isEqualTo(EndReason.AGENT_SAID_GOODBYE);
    }

    /// Another model was told what had been said; the last second may not have been written.
    void assertRemembered() {
        assertThat(scene.sessions()).isEqualTo(2);
        assertThat(scene.told()).anyMatch(text -> text.contains("You: Hello."));
    }
}
