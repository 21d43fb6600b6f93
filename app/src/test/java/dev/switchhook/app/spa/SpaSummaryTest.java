package dev.switchhook.app.spa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.business.CommittedEffect;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the spa tells about a call afterwards.
class SpaSummaryTest {

    private static final CommittedEffect BOOKED = new CommittedEffect("book_appointment", """
        {"outcome":"done","code":"K7M4R9","service":"Hot stone massage","therapist":"Mia","date":"2027-03-31",\
        "weekday":"Wednesday","time":"14:30","minutes":60,"price":"89 euros"}\
        """);

    private static Map<String, String> of(CommittedEffect... effects) {
        return new SpaSummary().of(List.of(effects));
    }

    @Test
    void a_booked_appointment_is_told_with_its_code_its_service_and_its_start() {
        assertThat(of(BOOKED))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "outcome", "booked",
                        "code", "K7M4R9",
                        "service", "Hot stone massage",
                        "therapist", "Mia",
                        "start", "2027-03-31T14:30"));
    }

    @Test
    void the_last_thing_that_was_settled_counts() {
        CommittedEffect moved =
                new CommittedEffect("reschedule_appointment", BOOKED.answer().replace("14:30", "16:00"));
        CommittedEffect cancelled = new CommittedEffect(
                "cancel_appointment", "{\"outcome\":\"done\",\"cancelled\":\"Hot stone massage with Mia\"}");

        assertThat(of(BOOKED, moved)).containsEntry("outcome", "moved").containsEntry("start", "2027-03-31T16:00");
        assertThat(of(BOOKED, moved, cancelled))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("outcome", "cancelled", "cancelled", "Hot stone massage with Mia"));
    }

    @Test
    void what_has_settled_nothing_is_told_as_nothing() {
        assertThat(of()).isEqualTo(Map.of("outcome", "none"));
        assertThat(of(
                        new CommittedEffect("book_appointment", "{\"outcome\":\"accepted\"}"),
                        new CommittedEffect("book_appointment", "not json"),
                        new CommittedEffect("order_tea", "{\"outcome\":\"done\"}")))
                .isEqualTo(Map.of("outcome", "none"));
    }

    @Test
    void it_tells_nothing_but_what_it_says_that_it_tells() {
        assertThat(new SpaSummary().names()).containsAll(of(BOOKED).keySet());
    }
}
