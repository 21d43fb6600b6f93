package dev.switchhook.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.openai.rehearsal.Misbehaviour;
import dev.switchhook.twilio.rehearsal.DeskEvent;
import dev.switchhook.twilio.rehearsal.Fallback;
import dev.switchhook.twilio.rehearsal.FrontDesk;
import dev.switchhook.twilio.rehearsal.PhoneReport;
import dev.switchhook.twilio.rehearsal.PhoneReport.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What a caller gets when we cannot serve them, and the desk or the site is not there either; whole calls through the
/// running program.
@Execution(ExecutionMode.CONCURRENT)
class DeskFaultRowsTest {

    private static final Map<String, String> WITH_DESK = Map.of("switchhook.calls.desk", "+14155550123");
    private static final String BUSY = "All our lines are busy. Please call again in a few minutes.";

    @Test
    void r7_r8_after_the_apology_an_engaged_desk_is_dialled_once_and_the_line_goes_down() throws Exception {
        try (Theatre theatre = new Theatre(WITH_DESK)) {
            theatre.twilio().frontDesk(new FrontDesk.Busy(Duration.ofMillis(100)));
            Scene scene = theatre.scene(
                    Clerk::brief, Theatre.BRISK.but(new Misbehaviour.RefuseHandshake(503, Optional.empty())));

            PhoneReport phone = scene.callAndWait(ShortCall.PLAN);

            assertThat(phone.spokenLines()).containsExactly(ShortCall.APOLOGY, ShortCall.APOLOGY);
            assertDialledOnce(phone);
        }
    }

    @Test
    void r7_r8_without_a_line_for_the_caller_an_engaged_desk_is_dialled_once_and_the_line_goes_down() throws Exception {
        try (Theatre theatre = new Theatre(WITH_DESK)) {
            theatre.twilio().frontDesk(new FrontDesk.Busy(Duration.ofMillis(100)));
            theatre.drain();

            PhoneReport phone = theatre.scene(Clerk::brief).callAndWait(ShortCall.PLAN);

            assertThat(phone.spokenLines()).containsExactly(BUSY, BUSY);
            assertDialledOnce(phone);
        }
    }

    private static void assertDialledOnce(PhoneReport phone) {
        assertThat(phone.complaints()).isEmpty();
        assertThat(phone.desk())
                .extracting(DeskEvent::what)
                .containsExactly(DeskEvent.What.RINGS, DeskEvent.What.IS_BUSY);
        assertThat(phone.outcome()).isEqualTo(Outcome.ENDED_BY_TWIML);
        assertThat(phone.status()).isEqualTo("completed");
    }

    @Test
    void w7_a_caller_who_finds_the_site_down_hears_a_line_and_is_served_when_it_is_back() throws Exception {
        try (Theatre theatre = new Theatre(Map.of())) {
            theatre.twilio().fallback(Fallback.waitAndAskAgain("One moment, please.", Duration.ofSeconds(1)));
            theatre.crash(0);
            Scene scene = theatre.scene(Clerk::brief);

            CompletableFuture<PhoneReport> call = scene.call(ShortCall.PLAN);
            theatre.another();
            PhoneReport phone = call.get(40, TimeUnit.SECONDS);

            assertThat(phone.spokenLines()).isNotEmpty().containsOnly("One moment, please.");
            assertThat(phone.outcome()).isEqualTo(Outcome.ENDED_BY_REST);
            assertThat(scene.sessions()).isEqualTo(1);
        }
    }
}
