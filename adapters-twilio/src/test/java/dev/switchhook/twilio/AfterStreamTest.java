package dev.switchhook.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.port.control.ControlOutcome;
import dev.switchhook.domain.port.line.AfterStream;
import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.port.line.StreamTicket;
import dev.switchhook.twilio.rehearsal.CallPlan;
import dev.switchhook.twilio.rehearsal.CallerStep;
import dev.switchhook.twilio.rehearsal.DeskEvent;
import dev.switchhook.twilio.rehearsal.FrontDesk;
import dev.switchhook.twilio.rehearsal.Mischief;
import dev.switchhook.twilio.rehearsal.PhoneReport;
import dev.switchhook.twilio.rehearsal.PhoneReport.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What the carrier does with a call whose media connection has ended, or should end.
@Execution(ExecutionMode.CONCURRENT)
@Timeout(60)
class AfterStreamTest extends AgainstRehearsedTwilio {

    private static final String SORRY = "Sorry, please call again.";
    private static final Optional<PhoneNumber> DESK = Optional.of(new PhoneNumber("+4930777777"));

    @Test
    void an_apology_is_spoken_after_the_stream() throws Exception {
        house.after = new AfterStream.Apologise("Sorry, please call again.", Optional.empty());
        CompletableFuture<PhoneReport> call = twilio.phone().call(List.of(WAIT));
        house.guest().line.close();

        PhoneReport report = call.get(20, TimeUnit.SECONDS);
        assertThat(report.complaints()).isEmpty();
        assertThat(report.spokenLines()).containsExactly("Sorry, please call again.");
    }

    @Test
    void s11_a_call_whose_connection_was_reset_in_mid_sentence_goes_on_with_a_new_one() throws Exception {
        StreamTicket second = TestServer.ticket(99);
        CompletableFuture<PhoneReport> call = twilio.phone()
                .call(CallPlan.of(List.of(new CallerStep.WaitForHangup(Duration.ofSeconds(20))))
                        .with(new Mischief.Reset(Duration.ofMillis(200))));
        House.Guest before = house.guest();
        house.tickets.put(second, before.call);
        house.after = new AfterStream.Reconnect(second, Optional.of("I am back."));
        before.awaits(new LineEvent.Lost());
        House.Guest after = house.guest();
        assertThat(after.call).isEqualTo(before.call);
        after.awaits(new LineEvent.Opened());
        control().hangUp(after.call);
        PhoneReport report = call.get(20, TimeUnit.SECONDS);
        assertThat(report.outcome()).isEqualTo(Outcome.ENDED_BY_REST);
        assertThat(report.spokenLines()).containsExactly("I am back.");
    }

    @Test
    void a_redirected_call_gets_a_new_connection_and_its_old_one_is_lost() throws Exception {
        StreamTicket second = TestServer.ticket(99);
        CompletableFuture<PhoneReport> call = twilio.phone().call(List.of(WAIT));
        House.Guest before = house.guest();
        before.awaits(new LineEvent.Opened());
        house.tickets.put(second, before.call);
        assertThat(control().redirect(before.call, new AfterStream.Reconnect(second, Optional.empty())))
                .isEqualTo(new ControlOutcome.Accepted());
        before.awaits(new LineEvent.Stopped());
        before.awaits(new LineEvent.Lost());
        House.Guest after = house.guest();
        after.greet();
        after.awaits(new LineEvent.Played(GREETED));
        control().hangUp(after.call);
        PhoneReport report = call.get(20, TimeUnit.SECONDS);
        assertThat(report.complaints()).isEmpty();
        assertThat(report.bytesPlayed()).isEqualTo(GREETING.byteCount());
    }

    @Test
    void a_call_that_is_told_to_ask_us_gets_what_we_answer_then_and_not_what_we_meant_before() throws Exception {
        StreamTicket second = TestServer.ticket(99);
        house.after = new AfterStream.Reconnect(second, Optional.empty());
        CompletableFuture<PhoneReport> call = twilio.phone().call(List.of(WAIT));
        House.Guest guest = house.guest();
        guest.awaits(new LineEvent.Opened());
        house.tickets.put(second, guest.call);
        assertThat(control().redirect(guest.call, new AfterStream.AskNow())).isEqualTo(new ControlOutcome.Accepted());
        House.Guest again = house.guest();
        again.awaits(new LineEvent.Opened());

        house.after = new AfterStream.Apologise(SORRY, DESK);
        assertThat(control().redirect(again.call, new AfterStream.AskNow())).isEqualTo(new ControlOutcome.Accepted());
        again.awaits(new LineEvent.Stopped());

        PhoneReport report = call.get(20, TimeUnit.SECONDS);
        assertThat(report.complaints()).isEmpty();
        assertThat(report.spokenLines()).containsExactly(SORRY);
        assertThat(report.desk())
                .extracting(DeskEvent::what)
                .containsExactly(DeskEvent.What.RINGS, DeskEvent.What.ANSWERS, DeskEvent.What.HANGS_UP);
    }

    @Test
    void s10_a_half_open_connection_is_lost_after_10_seconds_and_the_call_goes_on_with_a_new_one() throws Exception {
        StreamTicket second = TestServer.ticket(99);
        CompletableFuture<PhoneReport> call = twilio.phone()
                .call(CallPlan.of(List.of(WAIT))
                        .with(new Mischief.HalfOpen(Duration.ofMillis(200), Duration.ofSeconds(12))));
        House.Guest before = house.guest();
        house.tickets.put(second, before.call);
        house.after = new AfterStream.Reconnect(second, Optional.empty());
        before.awaits(new LineEvent.Opened());
        long from = System.nanoTime();
        before.awaits(new LineEvent.Lost());
        assertThat(Duration.ofNanos(System.nanoTime() - from))
                .isBetween(Duration.ofMillis(9500), Duration.ofMillis(11_500));
        House.Guest after = house.guest();
        after.awaits(new LineEvent.Opened());
        control().hangUp(after.call);
        assertThat(call.get(20, TimeUnit.SECONDS).outcome()).isEqualTo(Outcome.ENDED_BY_REST);
    }

    @Test
    void s12_a_connection_that_closes_without_stop_is_lost_and_the_call_goes_on_when_it_should() throws Exception {
        StreamTicket second = TestServer.ticket(99);
        CompletableFuture<PhoneReport> call =
                twilio.phone().call(CallPlan.of(List.of(WAIT)).with(new Mischief.MissingStop()));
        House.Guest before = house.guest();
        house.tickets.put(second, before.call);
        house.after = new AfterStream.Reconnect(second, Optional.empty());
        before.line.close();
        before.awaits(new LineEvent.Lost());
        House.Guest after = house.guest();
        control().hangUp(after.call);
        after.awaits(new LineEvent.Lost());
        assertThat(call.get(20, TimeUnit.SECONDS).complaints()).isEmpty();
    }

    @Test
    void a_call_that_cannot_go_on_is_put_through_to_the_desk() throws Exception {
        house.after = new AfterStream.Apologise(SORRY, DESK);
        CompletableFuture<PhoneReport> call = twilio.phone().call(List.of(WAIT));
        house.guest().line.close();
        PhoneReport report = call.get(20, TimeUnit.SECONDS);
        assertThat(report.complaints()).isEmpty();
        assertThat(report.spokenLines()).containsExactly(SORRY);
        assertThat(report.desk())
                .extracting(DeskEvent::what)
                .containsExactly(DeskEvent.What.RINGS, DeskEvent.What.ANSWERS, DeskEvent.What.HANGS_UP);
        assertThat(report.desk()).extracting(DeskEvent::number).containsOnly("+4930777777");
        assertThat(report.outcome()).isEqualTo(Outcome.ENDED_BY_TWIML);
    }

    @Test
    void r8_a_desk_that_is_engaged_is_dialled_once_and_the_caller_is_told_again() throws Exception {
        twilio.frontDesk(new FrontDesk.Busy(Duration.ofMillis(100)));
        house.after = new AfterStream.Apologise(SORRY, DESK);
        CompletableFuture<PhoneReport> call = twilio.phone().call(List.of(WAIT));
        House.Guest guest = house.guest();
        guest.awaits(new LineEvent.Opened());
        assertThat(control().redirect(guest.call, house.after)).isEqualTo(new ControlOutcome.Accepted());
        PhoneReport report = call.get(20, TimeUnit.SECONDS);
        assertThat(report.complaints()).isEmpty();
        assertThat(report.spokenLines()).containsExactly(SORRY, SORRY);
        assertThat(report.desk())
                .extracting(DeskEvent::what)
                .containsExactly(DeskEvent.What.RINGS, DeskEvent.What.IS_BUSY);
        assertThat(report.outcome()).isEqualTo(Outcome.ENDED_BY_TWIML);
    }

    @Test
    void p1_a_call_that_nobody_can_serve_just_now_asks_again_until_somebody_can() throws Exception {
        StreamTicket second = TestServer.ticket(99);
        house.after = new AfterStream.AskAgain("One moment.");
        CompletableFuture<PhoneReport> call = twilio.phone().call(List.of(WAIT));
        House.Guest before = house.guest();
        house.tickets.put(second, before.call);
        before.line.close();
        before.awaits(new LineEvent.Lost());
        house.asked.acquire();
        house.after = new AfterStream.Reconnect(second, Optional.empty());
        House.Guest after = house.guest();
        after.awaits(new LineEvent.Opened());
        control().hangUp(after.call);
        PhoneReport report = call.get(20, TimeUnit.SECONDS);
        assertThat(report.complaints()).isEmpty();
        assertThat(report.spokenLines()).containsExactly("One moment.");
    }
}
