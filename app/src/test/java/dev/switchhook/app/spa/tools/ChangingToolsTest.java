package dev.switchhook.app.spa.tools;

import static dev.switchhook.app.spa.tools.SpaTrial.MONDAY;
import static dev.switchhook.app.spa.tools.SpaTrial.json;
import static dev.switchhook.app.spa.tools.SpaTrial.order;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchhook.app.spa.tools.SpaTrial.Talk;
import dev.switchhook.domain.caller.Attestation;
import dev.switchhook.domain.tool.ToolOutcome;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who may cancel and move what, and when it counts.
class ChangingToolsTest {

    private static final String BY_NAME = "{\"date\":\"" + MONDAY + "\",\"name\":\"mia w\u00e9ber\"}";
    private final SpaTrial spa = new SpaTrial();
    private final String code = json(spa.call("CA0", "+4930123456")
                    .book(order("classic massage", MONDAY, "10:00", "Anna", "Mia Weber")))
            .path("code")
            .asText();
    private final Talk anne = spa.call("CA1", "+4930123456");
    private final Talk stranger = spa.call("CA2", "+4930654321");

    @AfterEach
    void close() {
        spa.close();
    }

    private static String outcome(ToolOutcome outcome) {
        return json(outcome).path("outcome").asText();
    }

    private static String reason(ToolOutcome outcome) {
        return json(outcome).path("reason").asText();
    }

    private static String byCode(String code) {
        return "{\"code\":\"" + code + "\"}";
    }

    private static String move(String code, String time) {
        return "{\"code\":\"" + code + "\",\"date\":\"" + MONDAY + "\",\"time\":\"" + time + "\"}";
    }

    @Test
    void with_its_code_an_appointment_is_cancelled_from_any_telephone_after_a_yes() {
        JsonNode asked = json(stranger.use("cancel_appointment", byCode(code)));
        assertThat(asked.path("outcome").asText()).isEqualTo("not_yet");
        assertThat(asked.path("readBack").asText())
                .contains("classic massage", "Anna")
                .doesNotContain("Mia", code);
        assertThat(outcome(stranger.answers("No, wait.").confirm("cancel_appointment", byCode(code))))
                .isEqualTo("not_yet");
        assertThat(spa.booked()).containsExactly(code);

        ToolOutcome done = stranger.answers("Yes, cancel it.").confirm("cancel_appointment", byCode(code));

        assertThat(outcome(done)).isEqualTo("done");
        assertThat(spa.booked()).isEmpty();
        assertThat(stranger.confirm("cancel_appointment", byCode(code))).isEqualTo(done);
        spa.restart();
        assertThat(stranger.confirm("cancel_appointment", byCode(code))).isEqualTo(done);
    }

    @Test
    void a_model_that_confirms_at_once_cancels_nothing() {
        assertThat(outcome(anne.confirm("cancel_appointment", byCode(code)))).isEqualTo("not_yet");
        assertThat(outcome(anne.confirm("cancel_appointment", byCode(code)))).isEqualTo("not_yet");
        spa.restart();
        assertThat(outcome(anne.answers("Yes.").confirm("cancel_appointment", byCode(code))))
                .isEqualTo("not_yet");
        assertThat(spa.booked()).containsExactly(code);
        assertThat(outcome(anne.answers("Yes.").confirm("cancel_appointment", byCode(code))))
                .isEqualTo("done");
    }

    @Test
    void a_code_may_be_spoken_in_pieces() {
        String spoken = code.toLowerCase(Locale.ROOT).replaceAll("(.)", "$1 - ");

        assertThat(outcome(stranger.use("cancel_appointment", byCode(spoken)))).isEqualTo("not_yet");
    }

    @Test
    void day_and_name_do_from_the_number_it_was_booked_with_and_from_no_other() {
        assertThat(reason(stranger.use("cancel_appointment", BY_NAME))).isEqualTo("not_found");
        assertThat(reason(spa.call("CA3", "anonymous").use("cancel_appointment", BY_NAME)))
                .isEqualTo("not_found");
        assertThat(reason(spa.call("CA4", "+4930123456", Attestation.FAILED).use("cancel_appointment", BY_NAME)))
                .isEqualTo("not_found");
        assertThat(reason(anne.use("cancel_appointment", BY_NAME.replace("mia", "ida"))))
                .isEqualTo("not_found");

        assertThat(outcome(anne.use("cancel_appointment", BY_NAME))).isEqualTo("not_yet");
        assertThat(outcome(anne.answers("Yes.").confirm("cancel_appointment", BY_NAME)))
                .isEqualTo("done");
    }

    @Test
    void neither_code_nor_day_and_name_is_no_try() {
        for (String arguments : new String[] {"{}", "{\"name\":\"Mia\"}", "{\"date\":\"" + MONDAY + "\"}"}) {
            assertThat(reason(anne.use("cancel_appointment", arguments))).isEqualTo("incomplete");
        }
        assertThat(outcome(anne.use("cancel_appointment", byCode(code)))).isEqualTo("not_yet");
    }

    @Test
    void three_wrong_tries_and_the_call_can_change_nothing_any_more_whichever_process_serves_it() {
        assertThat(stranger.use("cancel_appointment", byCode("H2H2H2")).answer())
                .contains("tries left: 2");
        // The same one again is no further try.
        assertThat(stranger.use("cancel_appointment", byCode("h2 h2 h2")).answer())
                .contains("tries left: 2");
        stranger.use("reschedule_appointment", move("H3H3H3", "15:00"));
        spa.restart();
        assertThat(stranger.use("cancel_appointment", BY_NAME).answer()).contains("no more tries");

        assertThat(reason(stranger.use("cancel_appointment", byCode(code)))).isEqualTo("too_many_tries");
        assertThat(reason(stranger.use("reschedule_appointment", move(code, "15:00"))))
                .isEqualTo("too_many_tries");
        assertThat(spa.booked()).containsExactly(code);
        assertThat(outcome(anne.use("cancel_appointment", byCode(code)))).isEqualTo("not_yet");
        assertThat(spa.column("select fingerprint from spa_wrong_try")).allMatch(it -> it.matches("[0-9a-f]{64}"));
    }

    @Test
    void an_appointment_is_moved_in_one_piece_after_a_yes_and_its_old_time_is_free_again() {
        JsonNode asked = json(stranger.use("reschedule_appointment", move(code, "15:00")));
        assertThat(asked.path("outcome").asText()).isEqualTo("not_yet");
        assertThat(asked.path("readBack").asText()).contains("Instead of", "10:00", "15:00");
        assertThat(spa.booked()).containsExactly(code);

        JsonNode moved =
                json(stranger.answers("Yes, change it.").confirm("reschedule_appointment", move(code, "15:00")));

        assertThat(moved.path("outcome").asText()).isEqualTo("done");
        assertThat(moved.path("time").asText()).isEqualTo("15:00");
        assertThat(spa.booked()).containsExactly(moved.path("code").asText());
        assertThat(spa.column("select guest_name from spa_appointment where state = 'BOOKED'"))
                .containsExactly("Mia Weber");
        assertThat(outcome(anne.use("book_appointment", order("classic massage", MONDAY, "10:00", "Anna", "Mia"))))
                .isEqualTo("not_yet");
        assertThat(json(stranger.confirm("reschedule_appointment", move(code, "15:00"))))
                .isEqualTo(moved);
    }

    @Test
    void an_appointment_may_be_moved_into_a_part_of_its_own_time() {
        anne.use("reschedule_appointment", move(code, "10:30").replace("}", ",\"therapist\":\"Anna\"}"));

        JsonNode moved = json(anne.answers("Yes.")
                .confirm("reschedule_appointment", move(code, "10:30").replace("}", ",\"therapist\":\"Anna\"}")));

        assertThat(moved.path("outcome").asText()).isEqualTo("done");
        assertThat(moved.path("therapist").asText()).isEqualTo("Anna");
    }

    @Test
    void a_move_that_nobody_agreed_to_leaves_the_appointment_where_it_is() {
        anne.use("reschedule_appointment", move(code, "15:00"));
        assertThat(outcome(anne.answers("No, leave it.").confirm("reschedule_appointment", move(code, "15:00"))))
                .isEqualTo("not_yet");
        spa.over(anne);

        assertThat(spa.booked()).containsExactly(code);
        assertThat(spa.column("select count(*) from spa_appointment")).containsExactly("1");
    }

    @Test
    void to_a_time_that_cannot_be_nothing_is_moved() {
        assertThat(reason(anne.use("reschedule_appointment", move(code, "03:00"))))
                .isEqualTo("closed");
        assertThat(spa.booked()).containsExactly(code);
    }
}
