package dev.switchhook.app.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.runtime.Installation.Server;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.assistant.Assistants;
import dev.switchhook.domain.port.line.LineStatus;
import dev.switchhook.domain.port.line.StreamTicket;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The speech model is made ready while a call is being connected.
class ForerunnerTest {

    private static final CallId ID = new CallId("CA1");

    private final Installation house = new Installation();
    private final Server process = house.start("one");

    private List<CallId> preparedCalls() {
        return house.model().prepared().stream().map(SpeechBriefing::call).toList();
    }

    @Test
    void a_call_that_is_let_in_has_its_model_made_ready_after_the_answer_and_not_before() {
        process.admitted(ID);
        assertThat(house.model().prepared()).isEmpty();
        house.time().settle();
        assertThat(preparedCalls()).containsExactly(ID);
    }

    @Test
    void the_call_opens_its_session_with_the_briefing_that_was_made_ready() {
        process.talking(ID);
        assertThat(house.model().sessions().getFirst().briefing())
                .isEqualTo(house.model().prepared().getFirst());
    }

    @Test
    void an_announcement_that_is_repeated_makes_nothing_ready_again() {
        process.admitted(ID);
        house.time().settle();
        process.admitted(ID);
        process.talking(ID);
        process.board().announce(Installation.call(ID));
        house.time().settle();
        assertThat(preparedCalls()).containsExactly(ID);
    }

    @Test
    void an_announcement_that_another_process_has_answered_makes_nothing_ready_here() {
        Server other = house.start("other");
        process.admitted(ID);
        house.time().settle();
        other.admitted(ID);
        house.time().settle();
        assertThat(preparedCalls()).containsExactly(ID);
    }

    @Test
    void while_the_registry_is_out_it_is_made_ready_once_all_the_same() {
        process.registry().is(SwitchedRegistry.Mode.OUT);
        process.admitted(ID);
        house.time().settle();
        process.registry().is(SwitchedRegistry.Mode.ON);
        house.pass(Duration.ofSeconds(5));
        assertThat(preparedCalls()).containsExactly(ID);
    }

    @Test
    void w8_a_caller_who_has_hung_up_already_has_no_need_of_it() {
        StreamTicket ticket = process.admitted(ID);
        process.board().statusChanged(ID, LineStatus.DOWN);
        house.time().settle();
        assertThat(process.board().expects(ticket)).isFalse();
        assertThat(house.model().prepared()).isEmpty();
    }

    @Test
    void a_call_that_is_not_let_in_makes_nothing_ready() {
        Server full =
                house.start("full", SwitchboardRules.of(10, Installation.BUSY).withGauge(() -> true));
        full.board().announce(Installation.call(ID));
        house.time().settle();
        assertThat(house.model().prepared()).isEmpty();
    }

    @Test
    void w8_when_the_caller_hangs_up_before_the_media_begin_it_is_not_wanted_any_more() {
        process.admitted(ID);
        house.time().settle();
        process.board().statusChanged(ID, LineStatus.DOWN);
        assertThat(house.model().dismissed()).containsExactly(ID);
    }

    @Test
    void i5_when_the_ticket_expires_it_is_not_wanted_any_more() {
        process.admitted(ID);
        house.pass(Duration.ofSeconds(59));
        assertThat(house.model().dismissed()).isEmpty();
        house.pass(Duration.ofSeconds(1));
        assertThat(house.model().dismissed()).containsExactly(ID);
    }

    @Test
    void a_model_that_throws_as_it_is_made_ready_costs_the_call_nothing() {
        StreamTicket ticket = process.admitted(ID);
        house.answeredBy(_ -> {
            throw new IllegalStateException("a defect of ours");
        });
        house.time().settle();
        assertThat(house.defects()).hasSize(1);
        assertThat(process.board().expects(ticket)).isTrue();
    }

    @Test
    void i5_a_caller_who_hangs_up_as_the_model_is_made_ready_leaves_none_behind() {
        process.admitted(ID);
        Assistants answering = house.assistants();
        house.answeredBy(call -> {
            process.board().statusChanged(ID, LineStatus.DOWN);
            return answering.answering(call);
        });
        house.time().settle();
        assertThat(preparedCalls()).containsExactly(ID);
        assertThat(house.model().dismissed()).containsExactly(ID, ID);
    }
}
