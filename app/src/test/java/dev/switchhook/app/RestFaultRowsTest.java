package dev.switchhook.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.twilio.rehearsal.Ledger.RestExchange;
import dev.switchhook.twilio.rehearsal.Mischief;
import dev.switchhook.twilio.rehearsal.PhoneReport;
import dev.switchhook.twilio.rehearsal.PhoneReport.Outcome;
import dev.switchhook.twilio.rehearsal.RestFault;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Faults of the carrier's REST API, in whole calls through the running program.
@Execution(ExecutionMode.CONCURRENT)
class RestFaultRowsTest {

    private static Theatre theatre;

    @BeforeAll
    static void open() {
        theatre = new Theatre(Map.of());
    }

    @AfterAll
    static void close() {
        theatre.close();
    }

    private static Scene scene() {
        return theatre.scene(Clerk::brief);
    }

    @Test
    void r1_r6_a_hang_up_that_fails_is_repeated_until_the_carrier_says_that_the_call_is_over() throws Exception {
        Scene scene = scene();
        theatre.twilio().failNext(theatre.hangsUp(scene), 3, new RestFault.Status(500));
        PhoneReport phone = scene.callAndWait(ShortCall.PLAN.with(new Mischief.LostStatus()));
        assertThat(scene.ending(phone).reason()).isEqualTo(EndReason.AGENT_SAID_GOODBYE);
        // After the first failure the media were closed, which ended the call; that is what the last answer says.
        assertThat(phone.outcome()).isEqualTo(Outcome.ENDED_BY_TWIML);
        assertThat(phone.bytesUnplayed()).isZero();
        assertThat(rest(phone)).extracting(RestExchange::status).containsExactly(500, 500, 500, 400);
        assertThat(rest(phone).getLast().code()).isEqualTo(21220);
    }

    @Test
    void r3_a_hang_up_that_took_effect_without_an_answer_is_found_out_by_the_next_one() throws Exception {
        Scene scene = scene();
        theatre.twilio().failNext(theatre.hangsUp(scene), 1, new RestFault.SilenceButApplied());
        PhoneReport phone = scene.callAndWait(ShortCall.PLAN.with(new Mischief.LostStatus()));
        assertThat(phone.outcome()).isEqualTo(Outcome.ENDED_BY_REST);
        assertThat(scene.ending(phone).reason()).isEqualTo(EndReason.AGENT_SAID_GOODBYE);
        assertThat(rest(phone)).extracting(RestExchange::status).containsExactly(0, 400);
    }

    @Test
    void r4_a_call_that_is_not_found_is_looked_up_and_not_taken_for_ended() throws Exception {
        Scene scene = scene();
        theatre.twilio().failNext(theatre.hangsUp(scene), 1, new RestFault.Status(404));
        PhoneReport phone = scene.callAndWait(ShortCall.PLAN.with(new Mischief.LostStatus()));
        assertThat(phone.status()).isEqualTo("completed");
        assertThat(scene.ending(phone).reason()).isEqualTo(EndReason.AGENT_SAID_GOODBYE);
        assertThat(rest(phone).get(0).status()).isEqualTo(404);
        assertThat(rest(phone).get(1).request().method()).isEqualTo("GET");
        assertThat(rest(phone)).hasSizeGreaterThan(2);
    }

    @Test
    void r5_with_a_token_that_is_not_accepted_any_more_the_call_ends_by_its_media() throws Exception {
        Scene scene = scene();
        theatre.twilio().failNext(theatre.hangsUp(scene), 100, new RestFault.Status(401));
        PhoneReport phone = scene.callAndWait(ShortCall.PLAN);
        assertThat(phone.outcome()).isEqualTo(Outcome.ENDED_BY_TWIML);
        assertThat(phone.bytesUnplayed()).isZero();
        assertThat(phone.spokenLines()).isEmpty();
        assertThat(scene.ending(phone).reason()).isEqualTo(EndReason.AGENT_SAID_GOODBYE);
        assertThat(scene.notes(phone))
                .anyMatch(note -> note instanceof JournalEntry.ControlFailed(String why) && why.contains("401"));
    }

    private static List<RestExchange> rest(PhoneReport phone) {
        return theatre.twilio().ledger().restExchanges(phone.callSid()).stream()
                .filter(exchange -> !exchange.request().form().containsKey("TimeLimit"))
                .toList();
    }
}
