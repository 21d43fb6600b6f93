package dev.switchhook.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechSession;
import dev.switchhook.twilio.rehearsal.Mischief;
import dev.switchhook.twilio.rehearsal.PhoneReport;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Faults of processes, in whole calls through the running program; where there are several processes, they share a
/// database, and the carrier asks them in turn.
@Execution(ExecutionMode.CONCURRENT)
class ProcessFaultRowsTest {

    private static final int PATIENCE = 90;

    @Test
    void p1_p2_a_process_that_stops_hands_its_call_over_to_another_one() throws Exception {
        try (Theatre theatre = new Theatre(Map.of())) {
            LongCall call = new LongCall(theatre);
            CompletableFuture<PhoneReport> phone = call.scene().call(LongCall.plan(Duration.ofSeconds(4)));
            call.awaitTalk();
            theatre.another();
            theatre.reach(1);
            theatre.stop(0, Duration.ZERO);

            call.assertResumed(phone.get(PATIENCE, TimeUnit.SECONDS), 2);
            call.assertRemembered();
        }
    }

    @Test
    void p3_the_call_of_a_killed_process_goes_on_in_another_one() throws Exception {
        try (Theatre theatre = new Theatre(Map.of())) {
            LongCall call = new LongCall(theatre);
            CompletableFuture<PhoneReport> phone = call.scene().call(LongCall.plan(Duration.ofSeconds(4)));
            call.awaitTalk();
            theatre.another();
            theatre.reach(1);
            theatre.crash(0);

            call.assertResumed(phone.get(PATIENCE, TimeUnit.SECONDS), 2);
            call.assertRemembered();
        }
    }

    @Test
    void p4_when_the_carrier_does_not_ask_either_the_call_is_resumed_by_request_within_ten_seconds() throws Exception {
        try (Theatre theatre = new Theatre(Map.of())) {
            LongCall call = new LongCall(theatre);
            CompletableFuture<PhoneReport> phone =
                    call.scene().call(LongCall.plan(Duration.ofSeconds(15)).with(new Mischief.LostAction()));
            call.awaitTalk();
            theatre.another();
            theatre.reach(1);
            theatre.crash(0);

            PhoneReport report = phone.get(PATIENCE, TimeUnit.SECONDS);
            call.assertResumed(report, 2);
            call.assertRemembered();
            long gap = report.streams().getLast().startedNanos()
                    - report.streams().getFirst().endedNanos().orElseThrow();
            assertThat(Duration.ofNanos(gap)).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void p5_a_process_that_starts_finds_the_call_of_the_dead_one_and_resumes_it() throws Exception {
        try (Theatre theatre = new Theatre(Map.of())) {
            LongCall call = new LongCall(theatre);
            CompletableFuture<PhoneReport> phone =
                    call.scene().call(LongCall.plan(Duration.ofSeconds(15)).with(new Mischief.LostAction()));
            call.awaitTalk();
            theatre.crash(0);
            theatre.another();
            theatre.reach(1);

            call.assertResumed(phone.get(PATIENCE, TimeUnit.SECONDS), 2);
            call.assertRemembered();
        }
    }

    @Test
    void p6_two_healthy_processes_leave_each_other_their_calls() throws Exception {
        try (Theatre theatre = new Theatre(Map.of())) {
            theatre.another();
            Scene first = theatre.scene(Clerk::longWinded);
            Scene second = theatre.scene(Clerk::longWinded);
            CompletableFuture<PhoneReport> one = first.call(ShortCall.PLAN);
            CompletableFuture<PhoneReport> two = second.call(ShortCall.PLAN);

            ShortCall.assertEndedByUs(first, one.get(PATIENCE, TimeUnit.SECONDS));
            ShortCall.assertEndedByUs(second, two.get(PATIENCE, TimeUnit.SECONDS));
            assertThat(first.sessions() + second.sessions()).isEqualTo(2);
        }
    }

    @Test
    void p9_a_defect_in_one_call_gives_it_the_apology_and_leaves_others_alone() throws Exception {
        try (Theatre theatre = new Theatre(Map.of())) {
            Scene broken = theatre.scene(Clerk::brief).with((real, _) -> new SpeechSession() {
                @Override
                public void send(SpeechCommand command) {
                    throw new IllegalStateException("a defect of this test");
                }

                @Override
                public void close() {
                    real.close();
                }
            });
            Scene healthy = theatre.scene(Clerk::brief);
            CompletableFuture<PhoneReport> other = healthy.call(ShortCall.PLAN);

            PhoneReport phone = broken.callAndWait(ShortCall.PLAN);

            assertThat(phone.spokenLines()).containsExactly(ShortCall.APOLOGY);
            assertThat(phone.outcome()).isEqualTo(PhoneReport.Outcome.ENDED_BY_TWIML);
            ShortCall.assertEndedByUs(healthy, other.get(PATIENCE, TimeUnit.SECONDS));
        }
    }
}
