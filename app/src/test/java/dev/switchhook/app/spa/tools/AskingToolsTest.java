package dev.switchhook.app.spa.tools;

import static dev.switchhook.app.spa.tools.SpaTrial.MONDAY;
import static dev.switchhook.app.spa.tools.SpaTrial.json;
import static dev.switchhook.app.spa.tools.SpaTrial.order;
import static dev.switchhook.app.spa.tools.SpaTrial.times;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchhook.app.spa.tools.SpaTrial.Talk;
import dev.switchhook.domain.caller.Attestation;
import dev.switchhook.domain.tool.ToolOutcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What callers are told: what there is, what is free, and what is known about themselves.
class AskingToolsTest {

    private static final String NUMBER = "+4930123456";
    private final SpaTrial spa = new SpaTrial();
    private final Talk anne = spa.call("CA1", NUMBER);

    @AfterEach
    void close() {
        spa.close();
    }

    private JsonNode free(String rest) {
        return json(anne.use("check_availability", "{\"service\":\"facial\",\"date\":\"" + MONDAY + "\"" + rest + "}"));
    }

    @Test
    void all_services_are_told_with_minutes_prices_and_who_does_them() {
        JsonNode menu = json(anne.use("list_services", "{}")).path("services");

        assertThat(menu).hasSize(10);
        assertThat(menu.path(0).path("service").asText()).isEqualTo("classic massage");
        assertThat(menu.path(0).path("minutes").asInt()).isEqualTo(60);
        assertThat(menu.path(0).path("price").asText()).isEqualTo("79 EUR");
        assertThat(menu.path(0).path("therapists").toString()).contains("Anna").doesNotContain("Elif");
    }

    @Test
    void one_service_is_told_alone_and_an_unknown_one_is_answered_with_those_that_may_be_meant() {
        assertThat(json(anne.use("list_services", "{\"service\":\"facial\"}"))
                        .path("price")
                        .asText())
                .isEqualTo("69 EUR");
        ToolOutcome unknown = anne.use("list_services", "{\"service\":\"hot stones\"}");
        assertThat(unknown).isInstanceOf(ToolOutcome.Refused.class);
        assertThat(unknown.answer()).contains("hot stone massage");
    }

    @Test
    void a_day_has_six_openings_spread_over_it_with_everybody_who_is_free() {
        JsonNode day = free("");

        assertThat(day.path("openings")).hasSize(6);
        assertThat(times(day.path("openings"))).first().isEqualTo(MONDAY + " 09:00");
        assertThat(day.path("openings").path(0).path("weekday").asText()).isEqualTo("Monday");
        assertThat(day.path("openings").path(0).path("therapists").toString()).isEqualTo("[\"Anna\",\"Elif\"]");
        assertThat(day.path("later")).isEmpty();
        assertThat(day.path("note").asText()).isEmpty();
    }

    @Test
    void a_part_of_the_day_a_therapist_and_a_range_narrow_it() {
        assertThat(times(free(",\"partOfDay\":\"evening\"").path("openings")))
                .isNotEmpty()
                .allMatch(it -> it.compareTo(MONDAY + " 17:00") >= 0);
        assertThat(free(",\"therapist\":\"Mara\"").path("openings").findValues("therapists"))
                .allMatch(it -> it.toString().equals("[\"Mara\"]"));
        assertThat(times(free(",\"until\":\"2026-11-27\"").path("openings")))
                .hasSize(6)
                .anyMatch(it -> it.startsWith("2026-11-2") && !it.startsWith(MONDAY));
    }

    @Test
    void when_nothing_fits_others_are_offered_and_it_is_told_in_which_way_they_differ() {
        JsonNode night = free(",\"partOfDay\":\"evening\",\"therapist\":\"Elif\"");
        assertThat(night.path("openings")).isEmpty();
        assertThat(times(night.path("later"))).hasSize(3);
        assertThat(night.path("note").asText()).contains("another time of the day");

        JsonNode ben = free(",\"therapist\":\"Ben\"");
        assertThat(ben.path("note").asText()).contains("Ben does not offer that", "somebody else");

        JsonNode christmas = json(anne.use("check_availability", "{\"service\":\"facial\",\"date\":\"2026-12-25\"}"));
        assertThat(christmas.path("openings")).isEmpty();
        assertThat(christmas.path("note").asText()).contains("Closed for Christmas Day", "later days");
        assertThat(times(christmas.path("later"))).hasSize(3).first().asString().startsWith("2026-12-27");
    }

    @Test
    void what_the_call_holds_itself_counts_as_free_for_it_and_as_taken_for_others() {
        anne.use("book_appointment", order("facial", MONDAY, "09:00", "Anna", "Mia"));
        String question = "{\"service\":\"facial\",\"date\":\"" + MONDAY + "\",\"therapist\":\"Anna\"}";

        assertThat(times(json(anne.use("check_availability", question)).path("openings")))
                .first()
                .isEqualTo(MONDAY + " 09:00");
        assertThat(times(json(spa.call("CA2", "").use("check_availability", question))
                        .path("openings")))
                .first()
                .isEqualTo(MONDAY + " 10:00");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        2026-11-19 |            | date
        2027-06-01 |            | date
        2026-11-23 | 2026-11-22 | until
        2026-11-23 | 2026-12-07 | until
        """)
    void days_that_cannot_be_asked_for_are_refused(String date, String until, String field) {
        String rest = until == null ? "" : ",\"until\":\"" + until + "\"";

        ToolOutcome outcome =
                anne.use("check_availability", "{\"service\":\"facial\",\"date\":\"" + date + "\"" + rest + "}");

        assertThat(outcome).isInstanceOf(ToolOutcome.Refused.class);
        assertThat(json(outcome).path("problems").path(0).path("field").asText())
                .isEqualTo(field);
    }

    @Test
    void nothing_is_told_about_a_number_that_is_unknown_withheld_or_found_to_be_false() {
        visited();
        for (Talk call : List.of(
                spa.call("CB1", "+4930777777"),
                spa.call("CB2", "anonymous"),
                spa.call("CB3", NUMBER, Attestation.FAILED))) {
            ToolOutcome outcome = call.use("get_customer_history", "{}");
            assertThat(outcome).isInstanceOf(ToolOutcome.Refused.class);
            assertThat(outcome.answer()).doesNotContain("Mia", "facial", "lavender");
        }
    }

    @Test
    void a_shown_number_that_nobody_vouches_for_gets_a_name_and_tastes_but_no_appointment_and_no_code() {
        String code = visited();

        ToolOutcome outcome = anne.use("get_customer_history", "{}");

        assertThat(outcome.answer()).doesNotContain(code, MONDAY, "2026-11-2", NUMBER);
        JsonNode known = json(outcome);
        assertThat(known.path("name").asText()).isEqualTo("Mia Weber");
        assertThat(known.path("visitsInAll").asInt()).isEqualTo(1);
        assertThat(known.path("lastTreatment").asText()).isEqualTo("facial");
        assertThat(known.path("preferences").toString()).contains("lavender");
        assertThat(known.path("visits")).isEmpty();
        assertThat(known.path("coming")).isEmpty();
    }

    @Test
    void a_number_that_is_vouched_for_gets_the_days_too_but_no_code() {
        String code = visited();

        ToolOutcome outcome = spa.call("CB4", NUMBER, Attestation.FULL).use("get_customer_history", "{}");

        assertThat(outcome.answer()).doesNotContain(code, NUMBER);
        assertThat(json(outcome).path("visits")).hasSize(1);
        assertThat(json(outcome).path("coming").toString()).contains("classic massage with Anna");
    }

    @Test
    void by_no_argument_somebody_gets_what_is_another_ones() {
        visited();
        Talk other = spa.call("CB5", "+4930654321", Attestation.FULL);
        for (String arguments : List.of(
                "{}",
                "{\"number\":\"" + NUMBER + "\"}",
                "{\"name\":\"Mia Weber\"}",
                "{\"caller\":{\"number\":\"" + NUMBER + "\"}}",
                "[\"" + NUMBER + "\"]")) {
            assertThat(other.use("get_customer_history", arguments).answer())
                    .doesNotContain("Mia", "facial", "lavender", NUMBER);
        }
    }

    /// One visit that is over, one appointment ahead, and a preference.
    ///
    /// @return the code of the appointment ahead
    private String visited() {
        anne.book(order("facial", MONDAY, "09:00", "Anna", "Mia Weber"));
        spa.passes(Duration.ofDays(4));
        spa.guests().note(NUMBER, "", "likes lavender oil");
        return json(anne.book(order("classic massage", "2026-11-26", "10:00", "Anna", "Mia Weber")))
                .path("code")
                .asText();
    }
}
