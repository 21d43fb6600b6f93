package dev.switchhook.app.spa.tools;

import static dev.switchhook.app.spa.tools.SpaTrial.MONDAY;
import static dev.switchhook.app.spa.tools.SpaTrial.json;
import static dev.switchhook.app.spa.tools.SpaTrial.order;
import static dev.switchhook.app.spa.tools.SpaTrial.times;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.spa.tools.SpaTrial.Talk;
import dev.switchhook.domain.tool.ToolOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// What the model is told when the book is out of reach, or does not know what it has done, or two want the
/// same.
class ToolFaultRowsTest {

    private static final String TEN = order("classic massage", MONDAY, "10:00", "Anna", "Mia");
    private static final Map<String, String> TOOLS_THAT_NEED_IT = Map.of(
            "check_availability",
            "{\"service\":\"facial\",\"date\":\"" + MONDAY + "\"}",
            "book_appointment",
            TEN,
            "reschedule_appointment",
            "{\"code\":\"H2H2H2\",\"date\":\"" + MONDAY + "\",\"time\":\"10:00\"}",
            "cancel_appointment",
            "{\"code\":\"H2H2H2\"}",
            "get_customer_history",
            "{}");

    @Test
    void d1_d2_when_the_database_is_gone_the_tools_say_so_honestly_and_claims_nothing() {
        try (SpaTrial spa = new SpaTrial()) {
            Talk call = spa.call("CA1", "+4930123456");
            call.use("book_appointment", TEN);
            spa.outage();

            TOOLS_THAT_NEED_IT.forEach((tool, arguments) -> assertHonest(call.use(tool, arguments)));
            assertHonest(call.answers("Yes.").confirm("book_appointment", TEN));
            // What is fixed about the house is known for a while without it.
            assertThat(call.use("list_services", "{}")).isInstanceOf(ToolOutcome.Done.class);
        }
    }

    private static void assertHonest(ToolOutcome outcome) {
        assertThat(outcome).as(outcome.answer()).isInstanceOf(ToolOutcome.Refused.class);
        assertThat(json(outcome).path("problem").asText()).contains("cannot be reached", "Nothing was changed");
        assertThat(json(outcome).path("say").asText()).contains("call back", "Claim nothing");
        assertThat(outcome.answer()).doesNotContain("\"done\"", "code\":");
    }

    @Test
    void d4_a_commit_that_nobody_has_answered_is_looked_up_and_found() {
        try (SpaTrial spa = new SpaTrial(book -> new DoubtfulBook(book, true), Consent.Check.TRANSCRIPT)) {
            Talk call = spa.call("CA1", "+4930123456");

            ToolOutcome booked = call.book(TEN);

            assertThat(booked).isInstanceOf(ToolOutcome.Done.class);
            assertThat(spa.booked()).containsExactly(json(booked).path("code").asText());
            String code = "{\"code\":\"" + json(booked).path("code").asText() + "\"}";
            call.use("cancel_appointment", code);
            assertThat(call.answers("Yes.").confirm("cancel_appointment", code)).isInstanceOf(ToolOutcome.Done.class);
            assertThat(spa.booked()).isEmpty();
        }
    }

    @Test
    void d4_i7_a_commit_that_cannot_be_found_is_unknown_and_never_called_done() {
        try (SpaTrial spa = new SpaTrial(book -> new DoubtfulBook(book, false), Consent.Check.TRANSCRIPT)) {
            Talk call = spa.call("CA1", "+4930123456");

            assertThat(call.book(TEN)).isInstanceOf(ToolOutcome.TimedOut.class);
            assertThat(spa.booked()).isEmpty();
        }
    }

    @Test
    void d5_of_many_callers_who_want_one_slot_one_gets_it_and_the_others_get_alternatives() throws Exception {
        try (SpaTrial spa = new SpaTrial();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<ToolOutcome>> racing = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                Talk call = spa.call("CA" + i, "+493012345" + i);
                racing.add(CompletableFuture.supplyAsync(() -> call.book(TEN), threads));
            }
            List<ToolOutcome> outcomes =
                    racing.stream().map(CompletableFuture::join).toList();

            assertThat(outcomes.stream().filter(ToolOutcome.Done.class::isInstance))
                    .hasSize(1);
            assertThat(spa.booked()).hasSize(1);
            assertThat(outcomes.stream().filter(ToolOutcome.Refused.class::isInstance))
                    .hasSize(11)
                    .allSatisfy(refused -> assertThat(times(json(refused).path("alternatives")))
                            .isNotEmpty()
                            .doesNotContain(MONDAY + " 10:00"));
        }
    }

    @Test
    void d5_without_a_wished_therapist_everybody_who_is_free_gets_one_guest() {
        try (SpaTrial spa = new SpaTrial()) {
            List<String> therapists = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                ToolOutcome outcome = spa.call("CB" + i, "").book(order("facial", MONDAY, "10:00"));
                therapists.add(json(outcome).path("therapist").asText());
            }

            assertThat(therapists).containsExactly("Anna", "Clara", "Elif", "");
        }
    }
}
