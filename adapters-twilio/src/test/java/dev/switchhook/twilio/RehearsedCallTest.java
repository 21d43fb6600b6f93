package dev.switchhook.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.port.control.ControlOutcome;
import dev.switchhook.domain.port.line.LineCommand;
import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.port.line.LineStatus;
import dev.switchhook.twilio.rehearsal.CallPlan;
import dev.switchhook.twilio.rehearsal.CallerStep;
import dev.switchhook.twilio.rehearsal.Mischief;
import dev.switchhook.twilio.rehearsal.PhoneReport;
import dev.switchhook.twilio.rehearsal.PhoneReport.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The adapter against the rehearsed Twilio, which was written apart from it: what one of them has misread, the
/// other shows.
@Execution(ExecutionMode.CONCURRENT)
@Timeout(60)
class RehearsedCallTest extends AgainstRehearsedTwilio {

    @Test
    void a_greeting_is_heard_a_caller_is_heard_and_the_rest_api_ends_the_call() throws Exception {
        CompletableFuture<PhoneReport> call = twilio.phone()
                .call(List.of(new CallerStep.Listen(Duration.ofMillis(400)), new CallerStep.Speak(QUESTION), WAIT));
        House.Guest guest = house.guest();
        guest.greet();
        guest.awaits(new LineEvent.Played(GREETED));
        guest.hears(QUESTION);
        ControlOutcome outcome = control().hangUp(guest.call);

        PhoneReport report = call.get(20, TimeUnit.SECONDS);
        assertThat(report.complaints()).isEmpty();
        assertThat(outcome).isEqualTo(new ControlOutcome.LineDown());
        assertThat(report.outcome()).isEqualTo(Outcome.ENDED_BY_REST);
        assertThat(report.unplayedMilliseconds()).isZero();
        assertThat(report.bytesPlayed()).isEqualTo(GREETING.byteCount());
        guest.awaits(new LineEvent.Stopped());
        guest.awaits(new LineEvent.Lost());
        house.awaits(LineStatus.DOWN);
        byte[] sent = report.said().bytes();
        assertThat(Arrays.copyOf(sent, guest.heard.size())).isEqualTo(guest.heard.toByteArray());
        assertThat(control().lookUp(guest.call)).isEqualTo(new ControlOutcome.LineDown());
        assertThat(control().hangUp(guest.call)).isEqualTo(new ControlOutcome.LineDown());
    }

    @Test
    void keys_are_pressed_and_playing_is_stopped() throws Exception {
        CompletableFuture<PhoneReport> call = twilio.phone().call(List.of(new CallerStep.Press('7'), WAIT));
        House.Guest guest = house.guest();
        guest.awaits(new LineEvent.KeyPressed('7'));
        guest.line.send(new LineCommand.Play(sound(5_000, 1)));
        guest.line.send(new LineCommand.Mark(GREETED));
        guest.line.send(new LineCommand.StopPlaying());
        guest.awaits(new LineEvent.Played(GREETED));
        guest.line.close();

        PhoneReport report = call.get(20, TimeUnit.SECONDS);
        assertThat(report.complaints()).isEmpty();
        assertThat(report.outcome()).isEqualTo(Outcome.ENDED_BY_TWIML);
        assertThat(report.clears()).hasSize(1);
        assertThat(report.sockets())
                .singleElement()
                .satisfies(end -> assertThat(end.byBridge()).isTrue());
    }

    @Test
    void a_caller_who_hangs_up_is_lost_at_once() throws Exception {
        CompletableFuture<PhoneReport> call = twilio.phone().call(List.of(new CallerStep.HangUp()));
        House.Guest guest = house.guest();
        guest.awaits(new LineEvent.Stopped());
        guest.awaits(new LineEvent.Lost());

        assertThat(call.get(20, TimeUnit.SECONDS).complaints()).isEmpty();
        house.awaits(LineStatus.DOWN);
    }

    @Test
    void forgers_are_refused_and_a_trailing_slash_is_not_forgery() throws Exception {
        assertThat(outcomeOf(new Mischief.ForgedWebhook()).complaints())
                .extracting("code")
                .containsExactly(11200);
        assertThat(outcomeOf(new Mischief.ForgedHandshake()).complaints())
                .extracting("code")
                .containsExactly(31920);
        CompletableFuture<PhoneReport> call = twilio.phone()
                .call(CallPlan.of(List.of(new CallerStep.HangUp())).with(new Mischief.TrailingSlash()));
        house.guest().awaits(new LineEvent.Lost());
        assertThat(call.get(20, TimeUnit.SECONDS).complaints()).isEmpty();
    }

    @Test
    void misbehaviour_of_the_stream_does_not_disturb_the_call() throws Exception {
        for (Mischief mischief : List.of(
                new Mischief.OddFrames(),
                new Mischief.UnknownEvents(3),
                new Mischief.NoConnected(),
                new Mischief.MissingStop())) {
            CompletableFuture<PhoneReport> call = twilio.phone()
                    .call(CallPlan.of(List.of(new CallerStep.Speak(QUESTION), WAIT))
                            .with(mischief));
            House.Guest guest = house.guest();
            guest.hears(QUESTION);
            control().hangUp(guest.call);
            guest.awaits(new LineEvent.Lost());
            PhoneReport report = call.get(20, TimeUnit.SECONDS);
            assertThat(report.complaints()).as("%s", mischief).isEmpty();
            assertThat(Arrays.copyOf(report.said().bytes(), guest.heard.size()))
                    .as("%s", mischief)
                    .isEqualTo(guest.heard.toByteArray());
        }
    }

    @Test
    void a_reset_connection_is_lost() throws Exception {
        CompletableFuture<PhoneReport> call =
                twilio.phone().call(CallPlan.of(List.of(WAIT)).with(new Mischief.Reset(Duration.ofMillis(200))));
        house.guest().awaits(new LineEvent.Lost());
        assertThat(call.get(20, TimeUnit.SECONDS).outcome()).isEqualTo(Outcome.ENDED_BY_TWIML);
    }

    @Test
    void twenty_callers_at_once_lose_nothing() throws Exception {
        List<CompletableFuture<PhoneReport>> calls = Stream.generate(
                        () -> twilio.phone().call(List.of(new CallerStep.Speak(QUESTION), WAIT)))
                .limit(20)
                .toList();
        List<House.Guest> guests = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            House.Guest guest = house.guest();
            guest.greet();
            guests.add(guest);
        }
        for (House.Guest guest : guests) {
            guest.awaits(new LineEvent.Played(GREETED));
            control().hangUp(guest.call);
        }
        for (CompletableFuture<PhoneReport> call : calls) {
            PhoneReport report = call.get(20, TimeUnit.SECONDS);
            assertThat(report.complaints()).isEmpty();
            assertThat(report.bytesPlayed()).isEqualTo(GREETING.byteCount());
        }
        assertThat(twilio.ledger().unfinishedCalls()).isEmpty();
    }

    private PhoneReport outcomeOf(Mischief mischief) throws Exception {
        return twilio.phone().call(CallPlan.of(List.of(WAIT)).with(mischief)).get(20, TimeUnit.SECONDS);
    }
}
