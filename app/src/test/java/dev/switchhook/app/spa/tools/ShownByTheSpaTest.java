package dev.switchhook.app.spa.tools;

import static dev.switchhook.app.spa.tools.SpaTrial.MONDAY;
import static dev.switchhook.app.spa.tools.SpaTrial.json;
import static dev.switchhook.app.spa.tools.SpaTrial.order;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.journal.JournalText;
import dev.switchhook.app.spa.book.AppointmentBook;
import dev.switchhook.app.spa.tools.SpaTrial.Talk;
import dev.switchhook.app.tools.ToolCatalogue;
import dev.switchhook.domain.call.CallRules;
import dev.switchhook.domain.call.Past;
import dev.switchhook.domain.caller.Attestation;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.claim.ClaimPack;
import dev.switchhook.domain.claim.Claims;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.journal.Noted;
import dev.switchhook.domain.port.registry.CallRecord;
import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.testkit.CallScript;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.Turn;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the spa's tools show to be so on the way to something else, so that the agent may say it, and no more.
class ShownByTheSpaTest {

    private static final String NUMBER = "+4930123456";

    private final SpaTrial spa = new SpaTrial(
            book -> new BookBetween(book) {
                @Override
                public AppointmentBook.CancelOutcome cancel(String code, String key, Instant now) {
                    return gone ? new AppointmentBook.CancelOutcome.NoneSuch() : super.cancel(code, key, now);
                }
            },
            Consent.Check.TRANSCRIPT);

    private boolean gone;

    @AfterEach
    void close() {
        spa.close();
    }

    private String booked(String time) {
        return json(spa.call("CA0", NUMBER).book(order("classic massage", MONDAY, time, "Anna", "Mia Weber")))
                .path("code")
                .asText();
    }

    private static String byCode(String code) {
        return "{\"code\":\"" + code + "\"}";
    }

    private static String move(String code, String time) {
        return "{\"code\":\"" + code + "\",\"date\":\"" + MONDAY + "\",\"time\":\"" + time + "\"}";
    }

    @Test
    void an_appointment_that_is_read_back_before_it_is_cancelled_or_moved_is_booked() {
        String code = booked("10:00");
        Talk anne = spa.call("CA1", NUMBER);
        ToolOutcome cancelling = anne.use("cancel_appointment", byCode(code));
        ToolOutcome moving = anne.use("reschedule_appointment", move(code, "15:00"));
        ToolOutcome tooEarly = anne.use("reschedule_appointment", move(code, "03:00"));

        assertThat(List.of(cancelling, moving, tooEarly)).allSatisfy(outcome -> {
            assertThat(outcome).isInstanceOf(ToolOutcome.Refused.class);
            assertThat(outcome.shown()).containsExactly("booked");
        });
        expectTrue(cancelling, "You're booked for Monday at ten. Shall I cancel it?");
        expectFalse(cancelling, "I've cancelled it for you.");
        expectFalse(cancelling, "Your massage is cancelled.");
        expectFalse(cancelling, "I've booked you for Monday at ten.");
        expectTrue(moving, "You're booked for Monday at ten. Shall I move it to three?");
        expectFalse(moving, "I've moved it to three o'clock.");
    }

    @Test
    void what_is_only_held_or_not_found_is_not_booked() {
        Talk anne = spa.call("CA1", NUMBER);
        ToolOutcome held = anne.use("book_appointment", order("facial", MONDAY, "10:00"));

        assertThat(held.shown()).isEmpty();
        assertThat(anne.use("cancel_appointment", byCode("H2H2H2")).shown()).isEmpty();
        assertThat(anne.use("reschedule_appointment", move("H2H2H2", "15:00")).shown())
                .isEmpty();
        expectFalse(held, "You're booked for Monday at ten.");
    }

    @Test
    void what_somebody_else_has_cancelled_meanwhile_is_cancelled_and_not_by_the_agent() {
        String code = booked("10:00");
        Talk anne = spa.call("CA1", NUMBER);
        anne.use("cancel_appointment", byCode(code));
        gone = true;
        ToolOutcome refused = anne.answers("Yes, cancel it.").confirm("cancel_appointment", byCode(code));

        assertThat(refused).isInstanceOf(ToolOutcome.Refused.class);
        assertThat(refused.shown()).containsExactly("cancelled");
        expectTrue(refused, "Your massage has been cancelled already.");
        expectFalse(refused, "I've cancelled it for you.");
    }

    @Test
    void several_appointments_of_one_day_are_booked_though_it_is_not_known_which_is_meant() {
        booked("10:00");
        booked("15:00");

        ToolOutcome several = spa.call("CA1", NUMBER)
                .use("cancel_appointment", "{\"date\":\"" + MONDAY + "\",\"name\":\"Mia Weber\"}");

        assertThat(json(several).path("reason").asText()).isEqualTo("several");
        assertThat(several.shown()).containsExactly("booked");
    }

    @Test
    void the_history_shows_a_booking_only_when_it_tells_of_one_that_lies_ahead() {
        String code = booked("10:00");
        spa.guests().note(NUMBER, "Mia Weber", "likes lavender oil");
        Talk vouched = spa.call("CA1", NUMBER, Attestation.FULL);
        ToolOutcome coming = vouched.use("get_customer_history", "{}");
        ToolOutcome hint = spa.call("CA2", NUMBER).use("get_customer_history", "{}");
        vouched.use("cancel_appointment", byCode(code));
        vouched.answers("Yes, cancel it.").confirm("cancel_appointment", byCode(code));
        ToolOutcome none = vouched.use("get_customer_history", "{}");

        assertThat(coming.shown()).containsExactly("booked");
        assertThat(List.of(hint, none)).hasOnlyElementsOfType(ToolOutcome.Done.class);
        assertThat(hint.shown()).isEmpty();
        assertThat(none.shown()).isEmpty();
        expectTrue(coming, "You're booked for Monday at ten.");
        expectFalse(coming, "I've booked you for Monday at ten.");
        expectFalse(none, "You're booked for Monday at ten.");
    }

    private void expectTrue(ToolOutcome outcome, String words) {
        says(outcome, words).expectNothing();
    }

    private void expectFalse(ToolOutcome outcome, String words) {
        says(outcome, words).expect("ask for correction");
    }

    /// The agent has said that after this outcome, and another process, which has nothing but the journal, judges it.
    private CallScript says(ToolOutcome outcome, String words) {
        Instant at = Instant.parse("2026-11-20T11:59:00Z");
        JournalEntry ended = new ToolCatalogue(spa.tools())
                .withoutPersonalData(
                        new JournalEntry.ToolEnded("get_customer_history", outcome, Duration.ofSeconds(1)));
        List<Noted> notes = List.of(
                new Noted(at, JournalText.read(JournalText.write(ended)).orElseThrow()),
                new Noted(at, new JournalEntry.Spoken(new Turn.Agent(new ItemId("i"), words))));
        IncomingCall call = new IncomingCall(new CallId("CA1"), new PhoneNumber(NUMBER), new PhoneNumber(NUMBER));
        Past past = Past.of(new CallRecord(call, CallState.LIVE, Optional.empty(), Optional.empty(), 1, at, at), notes);
        return CallScript.leftBehind(past, CallRules.standard().withClaims(english()))
                .lineOpens()
                .modelReady()
                .says("back", 1000)
                .forget()
                .plays(1000)
                .passes(2000);
    }

    private static Claims english() {
        try (InputStream pack = Objects.requireNonNull(
                ShownByTheSpaTest.class.getResourceAsStream("/phrases/claims/en.txt"), "the pack")) {
            return new Claims(List.of(ClaimPack.parse("en", new String(pack.readAllBytes(), StandardCharsets.UTF_8))));
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }
}
