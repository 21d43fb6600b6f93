package dev.switchhook.app.spa.tools;

import static dev.switchhook.app.spa.tools.SpaTrial.MONDAY;
import static dev.switchhook.app.spa.tools.SpaTrial.json;
import static dev.switchhook.app.spa.tools.SpaTrial.order;
import static dev.switchhook.app.spa.tools.SpaTrial.times;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchhook.app.spa.tools.SpaTrial.Talk;
import dev.switchhook.app.tools.ToolCatalogue;
import dev.switchhook.domain.tool.Tool;
import dev.switchhook.domain.tool.ToolOutcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Held, read back, agreed, booked.
class BookingToolTest {

    private static final String TEN = order("classic massage", MONDAY, "10:00", "Anna", "Mia Weber");
    private final SpaTrial spa = new SpaTrial();
    private final Talk anne = spa.call("CA1", "+4930123456");
    private final Talk bob = spa.call("CA2", "+4930654321");

    @AfterEach
    void close() {
        spa.close();
    }

    private static String outcome(ToolOutcome outcome) {
        return json(outcome).path("outcome").asText();
    }

    @Test
    void a_slot_is_held_read_back_and_booked_after_the_callers_own_yes() {
        ToolOutcome held = anne.use("book_appointment", TEN);

        assertThat(held).isInstanceOf(ToolOutcome.Refused.class);
        assertThat(json(held).path("outcome").asText()).isEqualTo("not_yet");
        assertThat(json(held).path("readBack").asText())
                .isEqualTo("classic massage with Anna, Monday, 23 November 2026, at 10:00, 60 minutes, 79 EUR");
        assertThat(held.answer()).doesNotContain("code", "Mia");
        assertThat(spa.booked()).isEmpty();

        ToolOutcome booked = anne.answers("Yes, please.").confirm("book_appointment", TEN);

        assertThat(booked).isInstanceOf(ToolOutcome.Done.class);
        assertThat(spa.booked()).containsExactly(json(booked).path("code").asText());
        assertThat(json(booked).path("therapist").asText()).isEqualTo("Anna");
        assertThat(((ToolOutcome.Done) booked).exactly())
                .contains(json(booked).path("say_exactly").asText());
        assertThat(json(booked).path("say_exactly").asText())
                .isEqualTo("It is booked. Your code is "
                        + Wording.spelled(json(booked).path("code").asText()) + ".");
        assertThat(spa.column("select guest_name from spa_appointment")).containsExactly("Mia Weber");
        assertThat(spa.guests().find("+4930123456").orElseThrow().name()).isEqualTo("Mia Weber");
    }

    @Test
    void the_code_is_said_character_by_character() {
        assertThat(Wording.spelled("K7M4R9")).isEqualTo("K, 7, M, 4, R, 9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"No.", "Yes, but later.", "Hm.", "Wait a moment, please.", ""})
    void without_a_clear_yes_nothing_is_booked_and_the_slot_stays_held(String words) {
        anne.use("book_appointment", TEN);

        assertThat(outcome(anne.answers(words).confirm("book_appointment", TEN)))
                .isEqualTo("not_yet");
        assertThat(spa.booked()).isEmpty();
        assertThat(outcome(anne.answers("Yes.").confirm("book_appointment", TEN)))
                .isEqualTo("done");
    }

    @Test
    void a_model_that_says_confirmed_at_once_has_only_held_it() {
        // The caller has said a yes, but before anything was read back.
        ToolOutcome first = anne.confirm("book_appointment", TEN);
        ToolOutcome second = anne.confirm("book_appointment", TEN);

        assertThat(List.of(outcome(first), outcome(second))).containsOnly("not_yet");
        assertThat(spa.booked()).isEmpty();
    }

    @Test
    void the_agents_own_yes_is_no_yes() {
        anne.use("book_appointment", TEN);
        anne.agent("Is that right?").agent("Yes, it is. Perfect!");

        assertThat(outcome(anne.confirm("book_appointment", TEN))).isEqualTo("not_yet");
    }

    @Test
    void other_values_than_those_that_were_read_back_are_held_and_read_back_anew() {
        anne.use("book_appointment", TEN);
        anne.answers("Yes.");

        ToolOutcome other = anne.confirm("book_appointment", order("classic massage", MONDAY, "11:15", "Anna", "Mia"));

        assertThat(outcome(other)).isEqualTo("not_yet");
        assertThat(json(other).path("readBack").asText()).contains("11:15");
        assertThat(spa.column("select count(*) from spa_appointment")).containsExactly("1");
    }

    @Test
    void what_is_held_nobody_else_gets_until_the_call_is_over_or_three_minutes_have_passed() {
        anne.use("book_appointment", TEN);

        JsonNode refused = json(bob.use("book_appointment", TEN));
        assertThat(refused.path("reason").asText()).isEqualTo("full");
        assertThat(times(refused.path("alternatives"))).hasSize(3).allMatch(it -> it.startsWith(MONDAY));

        spa.over(anne);
        assertThat(outcome(bob.use("book_appointment", TEN))).isEqualTo("not_yet");
        assertThat(outcome(anne.use("book_appointment", TEN))).isEqualTo("refused");
        spa.passes(Agreement.HELD_FOR.plusSeconds(1));
        assertThat(outcome(anne.use("book_appointment", TEN))).isEqualTo("not_yet");
    }

    @Test
    void a_yes_that_comes_after_the_hold_has_lapsed_leads_to_a_new_read_back() {
        anne.use("book_appointment", TEN);
        spa.passes(Duration.ofMinutes(4));

        JsonNode again = json(anne.answers("Yes.").confirm("book_appointment", TEN));

        assertThat(again.path("outcome").asText()).isEqualTo("not_yet");
        assertThat(again.path("note").asText()).contains("not held any more");
        assertThat(outcome(anne.answers("Yes.").confirm("book_appointment", TEN)))
                .isEqualTo("done");
    }

    @Test
    void i3_the_same_intent_however_often_it_comes_books_once_and_is_answered_alike() {
        ToolOutcome first = anne.book(TEN);
        ToolOutcome second = anne.confirm("book_appointment", TEN);
        spa.restart();
        ToolOutcome third = anne.confirm("book_appointment", TEN);

        assertThat(first).isInstanceOf(ToolOutcome.Done.class);
        assertThat(List.of(second.answer(), third.answer())).containsOnly(first.answer());
        assertThat(spa.booked()).hasSize(1);
    }

    @Test
    void the_hold_survives_the_process_that_made_it() {
        anne.use("book_appointment", TEN);
        spa.restart();

        assertThat(outcome(anne.answers("Yes.").confirm("book_appointment", TEN)))
                .isEqualTo("done");
    }

    @Test
    void a_name_that_is_given_with_the_yes_is_kept() {
        anne.use("book_appointment", order("facial", MONDAY, "10:00"));
        anne.answers("Yes. The name is Mia.");

        ToolOutcome booked = anne.confirm(
                "book_appointment",
                "{\"service\":\"facial\",\"date\":\"" + MONDAY + "\",\"time\":\"10:00\",\"name\":\"Mia\"}");

        assertThat(outcome(booked)).isEqualTo("done");
        assertThat(spa.column("select guest_name from spa_appointment")).containsExactly("Mia");
    }

    @Test
    void asking_again_while_it_is_held_holds_it_longer_and_keeps_the_yes() {
        anne.use("book_appointment", TEN);
        anne.answers("Yes.");
        spa.passes(Duration.ofMinutes(2));

        assertThat(outcome(anne.use("book_appointment", TEN))).isEqualTo("not_yet");
        spa.passes(Duration.ofMinutes(2));
        assertThat(outcome(anne.confirm("book_appointment", TEN))).isEqualTo("done");
    }

    @Test
    void a_second_appointment_at_the_same_time_under_one_number_is_pointed_out() {
        anne.book(TEN);

        JsonNode second = json(anne.use("book_appointment", order("classic massage", MONDAY, "10:00")));

        assertThat(second.path("outcome").asText()).isEqualTo("not_yet");
        assertThat(second.path("note").asText()).contains("already");
    }

    @Test
    void a_withheld_or_odd_number_is_no_obstacle() {
        List<String> numbers = List.of("", "anonymous", "sip:a@b.example", "+266696687", "\u0000\n" + "9".repeat(400));
        for (int i = 0; i < numbers.size(); i++) {
            Talk call = spa.call("CC" + i, numbers.get(i));
            assertThat(outcome(call.book(order("facial", MONDAY, (10 + i) + ":00"))))
                    .isEqualTo("done");
        }
    }

    @Test
    void a_provider_that_writes_nothing_down_leaves_the_yes_to_the_model() {
        anne.unwritten();
        anne.use("book_appointment", TEN);
        anne.agent("Is that right?");

        assertThat(outcome(anne.confirm("book_appointment", TEN))).isEqualTo("done");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        facial            | 2026-11-19 | 10:00 |       | past                 | date
        facial            | 0001-01-01 | 10:00 |       | past                 | date
        facial            | 2026-11-20 | 14:00 |       | past                 | date
        facial            | 2027-05-20 | 10:00 |       | too_far_ahead        | date
        facial            | 9999-12-31 | 10:00 |       | too_far_ahead        | date
        facial            | 2026-12-25 | 10:00 |       | holiday              | date
        facial            | 2027-03-28 | 02:30 |       | skipped_by_the_clock | time
        facial            | 2026-11-23 | 08:00 |       | closed               | time
        facial            | 2026-11-23 | 19:45 |       | closed               | time
        facial            | 2026-11-23 | 10:05 |       | off_the_quarter_hour | time
        hot stone massage | 2026-11-23 | 10:00 | Elif  | not_offered          | therapist
        hot stone massage | 2026-11-23 | 10:00 | Ben   | not_working          | time
        """)
    void what_cannot_be_agreed_is_refused_by_its_kind_with_what_is_allowed(
            String service, String date, String time, String therapist, String reason, String field) {
        String order = therapist == null ? order(service, date, time) : order(service, date, time, therapist, "Mia");

        JsonNode answer = json(anne.use("book_appointment", order));

        assertThat(answer.path("outcome").asText()).isEqualTo("refused");
        assertThat(answer.path("reason").asText()).isEqualTo(reason);
        assertThat(answer.path("problems").path(0).path("field").asText()).isEqualTo(field);
        assertThat(answer.path("problems").path(0).path("allowed").asText()).isNotEmpty();
        assertThat(answer.path("alternatives").size()).isEqualTo(reason.equals("too_far_ahead") ? 0 : 3);
        assertThat(spa.column("select code from spa_appointment")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"service":"facial","date":"2027-02-30","time":"10:00"}     | date
        {"service":"facial","date":"31st","time":"10:00"}           | date
        {"service":"facial","date":"99999-01-01","time":"10:00"}    | date
        {"service":"facial","date":"2026-11-23","time":"24:00"}     | time
        {"service":"facial","date":"2026-11-23"}                    | time
        {"service":"sauna","date":"2026-11-23","time":"10:00"}      | service
        {"service":"facial","date":"2026-11-23","time":"10:00","therapist":"Zoe"}  | therapist
        {"service":"facial","date":"2026-11-23","time":"10:00","caller":"+1900"}   | caller
        {"service":NaN,"date":"2026-11-23","time":"10:00"}          | arguments
        {"service":1e309,"date":"2026-11-23","time":"10:00"}        | service
        {"service":"facial","date":-0,"time":"10:00"}               | date
        {}                                                          | service
        null                                                        | arguments
        """)
    void o10_bad_inputs_28_and_29_arguments_that_make_no_sense_are_refused_and_hold_nothing(
            String arguments, String field) {
        ToolOutcome outcome = anne.use("book_appointment", arguments);

        assertThat(outcome).isInstanceOf(ToolOutcome.Refused.class);
        assertThat(json(outcome).path("problems").findValuesAsText("field")).contains(field);
        assertThat(spa.column("select code from spa_appointment")).isEmpty();
    }

    @Test
    void a_name_that_nearly_exists_is_answered_with_those_that_may_be_meant() {
        assertThat(Similar.to("stone massage", List.of("facial", "classic massage", "hot stone massage")))
                .startsWith("hot stone massage");
        assertThat(Similar.to("Davit", List.of("Anna", "Ben", "David"))).startsWith("David");
        assertThat(Similar.to("x".repeat(100_000), List.of("Anna"))).containsExactly("Anna");
        assertThat(Similar.to("", List.of())).isEmpty();
    }

    @Test
    void no_tool_takes_who_is_calling_as_an_argument() {
        assertThat(spa.tools()).hasSize(6);
        assertThat(new ToolCatalogue(spa.tools()).toolbox().tools())
                .extracting(Tool::parameters)
                .noneMatch(
                        schema -> schema.matches("(?s).*\"(number|phone|caller|guest|customer|email)[A-Za-z]*\":.*"));
    }
}
