package dev.switchhook.domain.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.tool.Tool;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ToolDeskTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration DEADLINE = Duration.ofSeconds(8);

    private static final ToolOutcome DONE = new ToolOutcome.Done("{}");

    private final ToolDesk desk = new ToolDesk();

    private static ToolCall call(int number) {
        return new ToolCall(new ToolCall.Id("t" + number), "book_appointment", "{}");
    }

    @Test
    void o11_an_id_is_taken_once_even_after_its_call_has_ended() {
        assertThat(desk.take(call(1), NOON, DEADLINE)).isTrue();
        assertThat(desk.take(call(1), NOON, DEADLINE)).isFalse();
        assertThat(desk.finish(call(1).id(), DONE)).isPresent();
        assertThat(desk.finish(call(1).id(), DONE)).isEmpty();
        assertThat(desk.take(call(1), NOON, DEADLINE)).isFalse();
    }

    @Test
    void past_500_calls_no_further_one_is_taken() {
        for (int i = 0; i < ToolDesk.MOST_CALLS; i++) {
            assertThat(desk.take(call(i), NOON, DEADLINE)).isTrue();
            desk.finish(call(i).id(), DONE);
        }
        assertThat(desk.take(call(ToolDesk.MOST_CALLS), NOON, DEADLINE)).isFalse();
    }

    @Test
    void calls_past_their_deadline_are_overdue() {
        desk.take(call(1), NOON, DEADLINE);
        desk.take(call(2), NOON.plusSeconds(1), DEADLINE);
        assertThat(desk.nextDeadline()).isEqualTo(NOON.plusSeconds(8));
        assertThat(desk.overdue(NOON.plusMillis(7999))).isEmpty();
        assertThat(desk.overdue(NOON.plusSeconds(8)))
                .extracting(ToolDesk.Running::call)
                .containsExactly(call(1));
        assertThat(desk.overdue(NOON.plusSeconds(9))).hasSize(2);
    }

    @Test
    void an_idle_desk_has_no_deadline() {
        assertThat(desk.idle()).isTrue();
        assertThat(desk.nextDeadline()).isEqualTo(Instant.MAX);
    }

    @Test
    void an_answer_is_ready_when_one_is_owed_and_nothing_runs() {
        desk.take(call(1), NOON, DEADLINE);
        desk.answerOwed(true);
        assertThat(desk.readyToAnswer()).isFalse();
        desk.finish(call(1).id(), DONE);
        assertThat(desk.readyToAnswer()).isTrue();
        desk.answerOwed(false);
        assertThat(desk.readyToAnswer()).isFalse();
    }

    @Test
    void o11_the_next_session_gets_what_is_known_of_an_id_and_nobody_elses_answer() {
        desk.take(call(1), NOON, DEADLINE);
        desk.finish(call(1).id(), DONE);
        assertThat(desk.askedAgain(call(1))).isEmpty();
        desk.newSession();
        assertThat(desk.askedAgain(call(1))).contains(DONE);
        assertThat(desk.askedAgain(call(1))).isEmpty();
        desk.newSession();
        assertThat(desk.askedAgain(new ToolCall(call(1).id(), "book_appointment", "{\"at\":\"ten\"}")))
                .containsInstanceOf(ToolOutcome.Refused.class);
    }

    @Test
    void of_answers_past_64000_characters_the_oldest_are_kept_as_a_mere_fact() {
        ToolOutcome answer = new ToolOutcome.Done("a".repeat(4_000));
        for (int i = 0; i < 17; i++) {
            desk.take(call(i), NOON, DEADLINE);
            desk.finish(call(i).id(), answer);
        }
        desk.take(call(17), NOON, DEADLINE);
        desk.finish(call(17).id(), new ToolOutcome.Done("a".repeat(4_001)));
        desk.newSession();
        assertThat(desk.askedAgain(call(0)).orElseThrow().answer()).contains("Already done");
        assertThat(desk.askedAgain(call(16))).contains(answer);
        assertThat(desk.askedAgain(call(17)).orElseThrow().answer()).contains("Already done");
    }

    @Test
    void another_session_that_wants_to_hang_up_is_heard_anew() {
        ToolCall bye = new ToolCall(new ToolCall.Id("bye"), Tool.HANG_UP, "{}");
        desk.take(bye, NOON, DEADLINE);
        desk.finish(bye.id(), DONE);
        assertThat(desk.take(bye, NOON, DEADLINE)).isFalse();
        desk.newSession();
        assertThat(desk.take(bye, NOON, DEADLINE)).isTrue();
    }
}
