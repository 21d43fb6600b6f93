package dev.switchhook.app.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.runtime.Installation.Server;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.line.AfterStream;
import dev.switchhook.domain.port.line.LineCommand;
import dev.switchhook.domain.port.line.StreamTicket;
import dev.switchhook.domain.port.registry.CallState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// One of two processes is cut off from the registry and from the other one, and not from the carrier: what it decides
/// must not reach a caller whom the other one has resumed.
class CutOffTest {

    private static final CallId ID = new CallId("CA00000000000000000000000000000001");

    private final Installation house = new Installation();

    private void cutOff(Server process) {
        process.registry().is(SwitchedRegistry.Mode.OUT);
        process.answersProbes(false);
    }

    private Caller resumedAt(Server process) {
        AfterStream last = house.carrier().redirects().getLast();
        assertThat(last).isEqualTo(new AfterStream.AskNow());
        return process.connect(((AfterStream.Reconnect) process.board().afterStream(ID)).ticket(), ID);
    }

    @Test
    void p4_a_decided_end_that_could_not_be_brought_about_does_not_reach_a_caller_whom_another_process_serves() {
        Server one = house.start("one").reconciling();
        Server two = house.start("two").reconciling();
        Caller first = one.talking(ID);
        house.carrier().silent(true);
        cutOff(one);
        house.model().sessions().getFirst().hangUp();
        house.pass(Duration.ofSeconds(5));
        assertThat(first.isClosed()).isTrue();

        house.pass(Duration.ofSeconds(10));
        assertThat(house.record(ID).owner()).contains(two.node());
        Caller second = resumedAt(two);
        house.carrier().silent(false);
        house.pass(Duration.ofSeconds(60));

        assertThat(house.carrier().isDown(ID)).isFalse();
        assertThat(second.isClosed()).isFalse();
        assertThat(house.record(ID).state()).isEqualTo(CallState.LIVE);

        one.registry().is(SwitchedRegistry.Mode.ON);
        house.pass(Duration.ofSeconds(40));
        assertThat(house.carrier().isDown(ID)).isFalse();
        assertThat(house.record(ID).owner()).contains(two.node());
    }

    /// A session dies, and the provider refuses the one that shall replace it.
    private void modelIsLost() {
        house.model().refuse();
        house.model().sessions().getFirst().dies();
        house.model().accept();
    }

    @Test
    void p4_a_call_that_a_cut_off_process_cannot_serve_is_not_given_up_where_another_process_serves_it() {
        Server one = house.start("one").reconciling();
        Server two = house.start("two").reconciling();
        Caller first = one.talking(ID);
        cutOff(one);
        house.pass(Duration.ofSeconds(10));
        assertThat(house.record(ID).owner()).contains(two.node());
        modelIsLost();
        Caller second = resumedAt(two);
        house.pass(Duration.ofSeconds(60));

        assertThat(first.isClosed()).isTrue();
        assertThat(house.noted(ID, JournalEntry.Leaving.class))
                .containsExactly(new JournalEntry.Leaving(EndReason.MODEL_LOST));
        assertThat(house.carrier().redirects()).noneMatch(AfterStream.Apologise.class::isInstance);
        assertThat(house.carrier().isDown(ID)).isFalse();
        assertThat(second.isClosed()).isFalse();
    }

    @Test
    void p4_a_call_that_was_recorded_without_our_learning_so_is_not_given_up_where_another_process_serves_it() {
        Server one = house.start("one");
        Server two = house.start("two");
        one.registry().is(SwitchedRegistry.Mode.MUTE);
        StreamTicket ticket = one.admitted(ID);
        one.registry().is(SwitchedRegistry.Mode.OUT);
        one.connect(ticket, ID);
        AfterStream answer = two.board().afterStream(ID);
        Caller second = two.connect(((AfterStream.Reconnect) answer).ticket(), ID);
        assertThat(house.record(ID).owner()).contains(two.node());

        modelIsLost();
        house.pass(Duration.ofSeconds(60));

        assertThat(house.noted(ID, JournalEntry.Leaving.class))
                .containsExactly(new JournalEntry.Leaving(EndReason.MODEL_LOST));
        assertThat(house.carrier().redirects()).noneMatch(AfterStream.Apologise.class::isInstance);
        assertThat(house.carrier().isDown(ID)).isFalse();
        assertThat(second.isClosed()).isFalse();
    }

    @Test
    void p4_a_decided_end_waits_for_the_registry_when_nothing_comes_from_the_line_any_more() {
        Server one = house.start("one");
        Caller dead = new Caller() {
            @Override
            public void send(LineCommand command) {
                // Nothing gets there, and no mark comes back.
            }
        };
        dead.connect(one.board(), one.admitted(ID), ID);
        house.time().settle();
        one.registry().is(SwitchedRegistry.Mode.OUT);
        house.pass(Duration.ofSeconds(3));
        house.model().sessions().getFirst().hangUp();
        house.pass(Duration.ofSeconds(40));

        assertThat(house.noted(ID, JournalEntry.HangupRequested.class)).isNotEmpty();
        assertThat(house.carrier().asked()).doesNotContain("hang up " + ID);

        one.registry().is(SwitchedRegistry.Mode.ON);
        house.pass(Duration.ofSeconds(40));
        assertThat(house.carrier().isDown(ID)).isTrue();
    }

    @Test
    void p3_an_apology_that_another_process_has_given_is_not_given_again_to_a_caller_at_the_desk() {
        house.hasDesk();
        Server one = house.start("one").reconciling();
        Server two = house.start("two").reconciling();
        one.talking(ID);
        house.carrier().silent(true);
        modelIsLost();
        house.pass(Duration.ofSeconds(8));
        assertThat(house.record(ID).state()).isEqualTo(CallState.FAILED);
        one.kill();

        assertThat(two.board().afterStream(ID)).isInstanceOf(AfterStream.Apologise.class);
        house.carrier().silent(false);
        int before = house.carrier().redirects().size();
        house.pass(Duration.ofSeconds(60));

        assertThat(house.record(ID).owner()).contains(two.node());
        assertThat(house.carrier().redirects()).hasSize(before);
        assertThat(house.carrier().isDown(ID)).isFalse();
    }
}
