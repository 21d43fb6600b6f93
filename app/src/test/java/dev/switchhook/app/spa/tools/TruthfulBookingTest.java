package dev.switchhook.app.spa.tools;

import static dev.switchhook.app.spa.tools.SpaTrial.MONDAY;
import static dev.switchhook.app.spa.tools.SpaTrial.json;
import static dev.switchhook.app.spa.tools.SpaTrial.order;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchhook.app.spa.book.Appointment;
import dev.switchhook.app.spa.book.AppointmentBook;
import dev.switchhook.app.spa.book.Hold;
import dev.switchhook.app.spa.book.Slot;
import dev.switchhook.app.spa.tools.SpaTrial.Talk;
import dev.switchhook.domain.caller.Attestation;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.tool.ToolOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// What is told as booked is booked, it is what the caller has agreed to, and nobody hears of anybody else's.
class TruthfulBookingTest {

    private static final String TEN = order("classic massage", MONDAY, "10:00", "Anna", "Mia Weber");
    private static final String NUMBER = "+4930123456";

    private static String outcome(ToolOutcome outcome) {
        return json(outcome).path("outcome").asText();
    }

    private static SpaTrial trial(UnaryOperator<AppointmentBook> between) {
        return new SpaTrial(between, Consent.Check.TRANSCRIPT);
    }

    @Test
    void i7_what_was_cancelled_in_a_call_is_booked_again_when_it_is_wished_again_in_the_same_words() {
        try (SpaTrial spa = new SpaTrial()) {
            Talk anne = spa.call("CA1", NUMBER);
            String code = "{\"code\":\"" + json(anne.book(TEN)).path("code").asText() + "\"}";
            anne.use("cancel_appointment", code);
            assertThat(outcome(anne.answers("Yes.").confirm("cancel_appointment", code)))
                    .isEqualTo("done");
            // The words of the first booking, sent once more by a connection that was lost, book nothing by themselves.
            assertThat(outcome(anne.confirm("book_appointment", TEN))).isEqualTo("not_yet");
            assertThat(spa.booked()).isEmpty();

            JsonNode again = json(anne.book(TEN));

            assertThat(again.path("outcome").asText()).isEqualTo("done");
            assertThat(spa.booked()).containsExactly(again.path("code").asText());
            assertThat(json(anne.confirm("book_appointment", TEN))).isEqualTo(again);
        }
    }

    @Test
    void i7_what_was_moved_away_in_a_call_is_booked_again_when_it_is_wished_again_in_the_same_words() {
        try (SpaTrial spa = new SpaTrial()) {
            Talk anne = spa.call("CA1", NUMBER);
            String move = "{\"code\":\"" + json(anne.book(TEN)).path("code").asText() + "\",\"date\":\"" + MONDAY
                    + "\",\"time\":\"15:00\"}";
            anne.use("reschedule_appointment", move);
            assertThat(outcome(anne.answers("Yes.").confirm("reschedule_appointment", move)))
                    .isEqualTo("done");

            JsonNode again = json(anne.book(TEN));

            assertThat(spa.booked()).hasSize(2).contains(again.path("code").asText());
        }
    }

    @Test
    void callers_who_withhold_their_number_are_not_taken_for_one_guest() {
        try (SpaTrial spa = new SpaTrial()) {
            spa.call("CA1", "anonymous").book(order("facial", MONDAY, "10:00"));

            JsonNode other = json(
                    spa.call("CA2", "anonymous").use("book_appointment", order("classic massage", MONDAY, "10:00")));

            assertThat(other.path("outcome").asText()).isEqualTo("not_yet");
            assertThat(other.path("note").asText()).isEmpty();
        }
    }

    @Test
    void a_number_that_spells_anonymous_belongs_to_nobody_and_tells_nothing_of_another_caller() {
        try (SpaTrial spa = new SpaTrial()) {
            spa.call("CA1", "+266696687").book(TEN);
            Talk other = spa.call("CA2", "+266696687");

            assertThat(other.use("get_customer_history", "{}").answer()).doesNotContain("Mia");
            assertThat(outcome(other.use("cancel_appointment", "{\"date\":\"" + MONDAY + "\",\"name\":\"Mia\"}")))
                    .isEqualTo("refused");
        }
    }

    @Test
    void a_caller_whose_number_is_false_gives_its_owner_no_name_and_no_visits() {
        try (SpaTrial spa = new SpaTrial()) {
            assertThat(outcome(spa.call("CA1", NUMBER, Attestation.FAILED).book(TEN)))
                    .isEqualTo("done");

            assertThat(spa.guests().find(NUMBER)).isEmpty();
        }
    }

    @Test
    void i7_two_tool_calls_of_one_caller_book_what_was_agreed_and_not_what_was_held_meanwhile() {
        AtomicBoolean armed = new AtomicBoolean();
        try (SpaTrial spa = trial(book -> new BookBetween(book) {
            @Override
            public Optional<Hold> heldBy(CallId call, Instant now) {
                Optional<Hold> held = super.heldBy(call, now);
                if (armed.compareAndSet(true, false)) {
                    Hold agreed = held.orElseThrow();
                    Appointment wished = agreed.wished();
                    Slot later = new Slot(
                            wished.treatment().start().plus(Duration.ofHours(5)),
                            wished.treatment().length());
                    super.hold(
                            new Hold(
                                    call,
                                    new Appointment(
                                            "",
                                            wished.service(),
                                            wished.therapist(),
                                            wished.room(),
                                            later,
                                            wished.zone(),
                                            wished.guest()),
                                    agreed.replaces(),
                                    agreed.until(),
                                    agreed.readBackAt()),
                            now);
                }
                return held;
            }
        })) {
            Talk anne = spa.call("CA1", NUMBER);
            anne.use("book_appointment", TEN);
            anne.answers("Yes.");
            armed.set(true);

            assertThat(outcome(anne.confirm("book_appointment", TEN))).isEqualTo("not_yet");
            assertThat(spa.booked()).isEmpty();
        }
    }

    @Test
    void i7_a_hold_that_somebody_else_gets_at_the_moment_of_the_yes_is_read_back_anew() {
        AtomicBoolean armed = new AtomicBoolean();
        try (SpaTrial spa = trial(book -> new BookBetween(book) {
            @Override
            public HoldOutcome hold(Hold wish, Instant now) {
                return armed.compareAndSet(true, false) ? new HoldOutcome.Taken() : super.hold(wish, now);
            }
        })) {
            Talk anne = spa.call("CA1", NUMBER);
            String facial = order("facial", MONDAY, "10:00");
            anne.use("book_appointment", facial);
            anne.answers("Yes, for Mia.");
            armed.set(true);

            ToolOutcome named = anne.confirm("book_appointment", facial.replace("}", ",\"name\":\"Mia\"}"));

            assertThat(outcome(named)).isEqualTo("not_yet");
            assertThat(spa.booked()).isEmpty();
        }
    }

    @Test
    void d3_a_failing_sweep_of_lapsed_holds_is_nobodys_trouble() {
        try (SpaTrial spa = trial(book -> new BookBetween(book) {
            @Override
            public int releaseLapsed(Instant now) {
                throw new BookUnavailable("too slow", new IllegalStateException());
            }
        })) {
            assertThat(outcome(spa.call("CA1", NUMBER).book(TEN))).isEqualTo("done");
        }
    }

    @Test
    void where_no_words_are_written_down_the_caller_must_have_spoken_after_the_read_back_all_the_same() {
        try (SpaTrial spa = new SpaTrial()) {
            Talk anne = spa.call("CA1", NUMBER).unwritten().caller("");
            anne.use("book_appointment", TEN);
            anne.agent("Is that right?");

            assertThat(outcome(anne.confirm("book_appointment", TEN))).isEqualTo("not_yet");
            assertThat(outcome(anne.caller("").confirm("book_appointment", TEN)))
                    .isEqualTo("done");
        }
    }

    @Test
    void what_was_held_in_time_is_booked_though_the_notice_ends_while_it_is_read_back() {
        try (SpaTrial spa = new SpaTrial()) {
            // It is five past two: at three it is 55 minutes away.
            spa.notice(Duration.ofMinutes(55));
            Talk anne = spa.call("CA1", NUMBER);
            String soon = order("facial", "2026-11-20", "15:00");
            assertThat(outcome(anne.use("book_appointment", soon))).isEqualTo("not_yet");
            spa.passes(Duration.ofMinutes(1));

            assertThat(outcome(anne.answers("Yes.").confirm("book_appointment", soon)))
                    .isEqualTo("done");
            assertThat(json(anne.use("book_appointment", order("facial", "2026-11-20", "14:45")))
                            .path("reason")
                            .asText())
                    .isEqualTo("too_soon");
        }
    }

    @Test
    void whoever_moves_an_appointment_stays_with_the_same_therapist_when_that_is_possible() {
        try (SpaTrial spa = new SpaTrial()) {
            Talk anne = spa.call("CA1", NUMBER);
            String asked = "{\"service\":\"classic massage\",\"date\":\"" + MONDAY + "\"}";
            JsonNode openings = json(anne.use("check_availability", asked)).path("openings");
            JsonNode then = openings.valueStream()
                    .filter(it -> it.path("therapists").size() > 1)
                    .findFirst()
                    .orElseThrow();
            String second = then.path("therapists").path(1).asText();
            JsonNode before = openings.valueStream()
                    .filter(it ->
                            !it.equals(then) && it.path("therapists").toString().contains(second))
                    .findFirst()
                    .orElseThrow();
            JsonNode booked = json(anne.book(
                    order("classic massage", MONDAY, before.path("time").asText(), second, "Mia")));

            String readBack = json(anne.use(
                            "reschedule_appointment",
                            "{\"code\":\"" + booked.path("code").asText() + "\",\"date\":\"" + MONDAY + "\",\"time\":\""
                                    + then.path("time").asText() + "\"}"))
                    .path("readBack")
                    .asText();

            assertThat(readBack.substring(readBack.indexOf(": "))).contains("with " + second);
        }
    }
}
