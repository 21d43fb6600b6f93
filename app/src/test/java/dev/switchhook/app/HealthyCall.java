package dev.switchhook.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.rehearsal.SessionReport;
import dev.switchhook.domain.testkit.TestSound;
import dev.switchhook.twilio.rehearsal.CallPlan;
import dev.switchhook.twilio.rehearsal.CallerStep;
import dev.switchhook.twilio.rehearsal.PhoneReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// A call in which nothing goes wrong: caller and agent take turns for as long as it is wished, while other calls do
/// what they should not.
final class HealthyCall {

    private static final int MOST_TURNS = 200;
    static final int FRAME = 160;
    /// The model may miss what the caller said while its session was being closed and the line was being ended, which
    /// on a busy machine takes up to 3 s.
    static final int FRAMES_AFTER_THE_END = 150;

    private final AtomicBoolean over = new AtomicBoolean();
    private final Scene scene;
    private final CompletableFuture<PhoneReport> phone;

    /// Calls.
    HealthyCall(Theatre theatre) {
        scene = theatre.scene(() -> Clerk.chatting(over::get));
        List<CallerStep> script = new ArrayList<>();
        for (int turn = 0; turn < MOST_TURNS; turn++) {
            script.add(new CallerStep.Listen(Duration.ofMillis(900)));
            script.add(new CallerStep.Speak(TestSound.speech(turn, 400)));
        }
        phone = scene.call(CallPlan.of(script).within(Duration.ofSeconds(15), Duration.ofMinutes(5)));
    }

    /// Fails when the call was ended by anything.
    void assertGoesOn() {
        assertThat(phone).as("the healthy call").isNotDone();
    }

    /// Lets the agent say goodbye, and checks the whole call.
    void assertEndsWell() throws Exception {
        over.set(true);
        PhoneReport report = phone.get(40, TimeUnit.SECONDS);
        assertThat(report.complaints()).isEmpty();
        assertThat(report.outcome()).isEqualTo(PhoneReport.Outcome.ENDED_BY_REST);
        assertThat(report.clears()).as("interruptions").isEmpty();
        assertThat(report.bytesUnplayed()).isZero();
        assertThat(scene.ending(report).reason()).isEqualTo(EndReason.AGENT_SAID_GOODBYE);
        SessionReport session = scene.session();
        assertThat(session.complaints()).isEmpty();
        assertThat(session.closed()).isTrue();
        assertThat(framesLost(report, session)).isZero();
        assertThat(report.bytesReceived())
                .isEqualTo(session.sentItems().stream()
                        .mapToLong(item -> item.audio().byteCount())
                        .sum());
    }

    /// How many frames of the caller the model did not hear, or heard elsewhere.
    static int framesLost(PhoneReport phone, SessionReport session) {
        byte[] said = phone.said().bytes();
        byte[] heard = session.heard().bytes();
        int same = Arrays.mismatch(said, heard);
        int right = same < 0 ? said.length : same;
        int missing = (said.length - right) / FRAME;
        return right < heard.length ? Math.max(1, missing) : Math.max(0, missing - FRAMES_AFTER_THE_END);
    }
}
