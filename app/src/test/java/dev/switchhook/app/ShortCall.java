package dev.switchhook.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.rehearsal.SessionReport;
import dev.switchhook.domain.testkit.TestSound;
import dev.switchhook.twilio.rehearsal.CallPlan;
import dev.switchhook.twilio.rehearsal.CallerStep;
import dev.switchhook.twilio.rehearsal.PhoneReport;
import dev.switchhook.twilio.rehearsal.PhoneReport.Outcome;
import java.time.Duration;
import java.util.List;

/// A call of a few seconds: the caller listens to the greeting, says something, and hears the goodbye.
final class ShortCall {

    static final String APOLOGY = "We are sorry, we have a technical problem. Please call again in a few minutes.";

    /// Listens to the greeting, says something, and hears the goodbye.
    static final CallPlan PLAN = CallPlan.of(List.of(
            new CallerStep.Listen(Duration.ofMillis(200)),
            new CallerStep.Speak(TestSound.speech(7, 300)),
            new CallerStep.WaitForHangup(Duration.ofSeconds(25))));

    private ShortCall() {}

    /// The agent said goodbye, was heard to the last word, and ended the call.
    static void assertEndedByUs(Scene scene, PhoneReport phone) throws Exception {
        assertEnded(scene, phone);
        assertThat(HealthyCall.framesLost(phone, scene.session())).isZero();
    }

    /// The same for a call of which not all sound arrives: what arrives is heard in order, with silence in between.
    static void assertEndedByUsDespiteGaps(Scene scene, PhoneReport phone) throws Exception {
        assertEnded(scene, phone);
        byte[] said = phone.said().bytes();
        int found = 0;
        for (byte heard : scene.session().heard().bytes()) {
            found += found < said.length && said[found] == heard ? 1 : 0;
        }
        assertThat(said.length - found).isLessThanOrEqualTo(HealthyCall.FRAMES_AFTER_THE_END * HealthyCall.FRAME);
    }

    private static void assertEnded(Scene scene, PhoneReport phone) throws Exception {
        assertThat(phone.complaints()).isEmpty();
        assertThat(phone.outcome()).isEqualTo(Outcome.ENDED_BY_REST);
        assertThat(phone.bytesUnplayed()).isZero();
        assertThat(phone.spokenLines()).isEmpty();
        assertThat(scene.ending(phone).reason()).isEqualTo(EndReason.AGENT_SAID_GOODBYE);
        SessionReport session = scene.session();
        assertThat(session.closed()).isTrue();
        assertThat(session.complaints()).isEmpty();
    }
}
