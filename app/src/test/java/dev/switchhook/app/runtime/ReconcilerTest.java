package dev.switchhook.app.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.runtime.Installation.Server;
import dev.switchhook.app.store.MemoryCallRegistry;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.line.Admission;
import dev.switchhook.domain.port.line.AfterStream;
import dev.switchhook.domain.port.line.LineCommand;
import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.port.line.LineStatus;
import dev.switchhook.domain.port.line.StreamTicket;
import dev.switchhook.domain.port.registry.CallRecord;
import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.turn.MarkName;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Several processes on one registry: who has a call, and what becomes of calls that nobody has any more.
class ReconcilerTest {

    private static final CallId ID = new CallId("CA00000000000000000000000000000001");

    private final Installation house = new Installation();
    private final Server one = house.start("one");
    private final Server two = house.start("two");

    @Test
    void w1_whichever_process_is_told_of_a_call_gives_the_same_ticket() {
        StreamTicket first = one.admitted(ID);

        assertThat(two.admitted(ID)).isEqualTo(first);
        assertThat(two.connect(first, ID).hasHeardSomething()).isTrue();
        assertThat(one.board().announce(Installation.call(ID))).isInstanceOf(Admission.Replayed.class);
    }

    @Test
    void s2_of_two_processes_with_the_same_ticket_one_gets_the_call() {
        StreamTicket ticket = one.admitted(ID);
        two.admitted(ID);

        Caller here = Caller.connecting(one.board(), ticket, ID);
        Caller there = Caller.connecting(two.board(), ticket, ID);
        house.time().settle();

        assertThat(here.hasHeardSomething()).isNotEqualTo(there.hasHeardSomething());
        assertThat(here.isRefused()).isNotEqualTo(there.isRefused());
        assertThat(one.board().expects(ticket)).isFalse();
        assertThat(two.board().expects(ticket)).isFalse();
    }

    @Test
    void p3_another_process_goes_on_with_the_conversation_and_silences_the_first_owner() {
        one.reconciling();
        two.reconciling();
        Caller first = one.talking(ID);
        first.says(new LineEvent.Lost());

        AfterStream.Reconnect answer = (AfterStream.Reconnect) two.board().afterStream(ID);
        Caller second = two.connect(answer.ticket(), ID);
        house.pass(Duration.ofSeconds(2));

        assertThat(second.hasHeardSomething()).isTrue();
        assertThat(house.model().sessions().getLast().briefing().instructions()).contains("Hello.");
        assertThat(house.record(ID).owner()).contains(two.node());
        assertThat(house.noted(ID, JournalEntry.TakenOver.class)).hasSize(1);
        assertThat(one.board().calls()).isZero();
        assertThat(one.actions()).containsOnly(ReconcilerAction.FENCED);
        assertThat(house.carrier().asked()).doesNotContain("hang up " + ID);
    }

    @Test
    void p4_a_dead_owners_live_call_is_taken_over_within_ten_seconds_and_reconnected_by_request() {
        one.reconciling();
        two.reconciling();
        one.talking(ID);
        one.kill();

        house.pass(Duration.ofSeconds(10));

        assertThat(two.actions()).containsExactly(ReconcilerAction.TOOK_OVER_LIVE);
        assertThat(house.carrier().redirects()).last().isEqualTo(new AfterStream.AskNow());
        AfterStream.Reconnect answer = (AfterStream.Reconnect) two.board().afterStream(ID);
        assertThat(two.connect(answer.ticket(), ID).hasHeardSomething()).isTrue();
        assertThat(house.carrier().asked()).doesNotContain("hang up " + ID);
    }

    @Test
    void p4_an_owner_that_is_cut_off_from_the_registry_only_keeps_its_calls() {
        one.reconciling();
        two.reconciling();
        Caller caller = one.talking(ID);
        one.registry().is(SwitchedRegistry.Mode.OUT);

        house.pass(Duration.ofSeconds(60));

        assertThat(two.actions()).containsOnly(ReconcilerAction.LEFT_TO_OWNER);
        assertThat(caller.isClosed()).isFalse();
        assertThat(house.record(ID).owner()).contains(one.node());
    }

    @Test
    void p4_an_owner_that_comes_back_after_its_call_was_taken_over_neither_hangs_up_nor_writes() {
        one.reconciling();
        two.reconciling();
        Caller caller = one.talking(ID);
        one.registry().is(SwitchedRegistry.Mode.OUT);
        one.answersProbes(false);
        house.pass(Duration.ofSeconds(10));
        assertThat(house.record(ID).owner()).contains(two.node());

        one.registry().is(SwitchedRegistry.Mode.ON);
        house.model().sessions().getFirst().hangUp();
        house.pass(Duration.ofSeconds(3));

        assertThat(caller.isClosed()).isTrue();
        assertThat(house.carrier().asked()).doesNotContain("hang up " + ID);
        assertThat(house.record(ID).state()).isEqualTo(CallState.LIVE);
        assertThat(house.record(ID).owner()).contains(two.node());
    }

    @Test
    void p5_a_restarted_process_ends_resumes_or_closes_what_the_dead_one_has_left() {
        CallId over = new CallId("CA00000000000000000000000000000002");
        CallId ending = new CallId("CA00000000000000000000000000000003");
        one.reconciling();
        one.talking(ID);
        one.talking(over);
        one.talking(ending);
        house.carrier().silent(true);
        house.model().sessions().getLast().hangUp();
        house.pass(Duration.ofSeconds(2));
        one.kill();
        house.carrier().callerHangsUp(over);
        house.carrier().silent(false);

        Server again = house.start("one-again").reconciling();
        house.pass(Duration.ofSeconds(12));

        assertThat(house.record(over).state()).isEqualTo(CallState.OVER);
        assertThat(house.record(over).reason()).contains(EndReason.CALLER_HUNG_UP);
        assertThat(house.record(ending).state()).isEqualTo(CallState.OVER);
        assertThat(house.carrier().isDown(ending)).isTrue();
        assertThat(house.carrier().isDown(ID)).isFalse();
        assertThat(house.carrier().redirects()).last().isEqualTo(new AfterStream.AskNow());
        assertThat(again.actions())
                .containsExactlyInAnyOrder(
                        ReconcilerAction.TOOK_OVER_LIVE,
                        ReconcilerAction.TOOK_OVER_LIVE,
                        ReconcilerAction.TOOK_OVER_ENDING);
    }

    @Test
    void p5_while_the_carrier_says_nothing_a_found_call_is_kept_and_asked_about_again() {
        one.reconciling();
        one.talking(ID);
        one.kill();
        house.carrier().silent(true);
        two.reconciling();

        house.pass(Duration.ofSeconds(20));

        assertThat(house.record(ID).state()).isEqualTo(CallState.LIVE);
        // A request to connect again finds out as much as a look-up does.
        assertThat(house.carrier().asked().stream()
                        .filter(asked -> asked.equals("look up " + ID) || asked.equals("redirect " + ID)))
                .hasSizeGreaterThan(2);
        assertThat(house.carrier().asked()).doesNotContain("hang up " + ID);
    }

    @Test
    void p6_a_live_call_of_a_healthy_owner_is_never_touched_however_long_it_lasts() {
        one.reconciling();
        two.reconciling();
        Caller caller = one.talking(ID);

        house.pass(Duration.ofMinutes(4));

        assertThat(two.actions()).isEmpty();
        assertThat(one.actions()).isEmpty();
        assertThat(house.record(ID).epoch()).isEqualTo(1);
        assertThat(caller.isClosed()).isFalse();
        assertThat(house.carrier().asked()).containsExactly("limit " + ID);
    }

    @Test
    void p1_a_call_that_is_handed_over_goes_on_in_another_process() {
        one.reconciling();
        two.reconciling();
        Caller caller = one.talking(ID);
        var drained = one.board().drain();
        assertThat(caller.isClosed()).isFalse();

        one.board().handOver();
        house.pass(Duration.ofSeconds(3));

        assertThat(drained).isDone();
        assertThat(caller.isClosed()).isTrue();
        assertThat(house.record(ID).owner()).isEmpty();
        assertThat(one.board().afterStream(ID)).isInstanceOf(AfterStream.AskAgain.class);
        AfterStream.Reconnect answer = (AfterStream.Reconnect) two.board().afterStream(ID);
        assertThat(two.connect(answer.ticket(), ID).hasHeardSomething()).isTrue();
        assertThat(house.carrier().asked()).doesNotContain("hang up " + ID);
    }

    @Test
    void r1_a_call_that_a_healthy_owner_cannot_end_is_ended_by_another_process_after_ten_seconds() {
        one.reconciling();
        two.reconciling();
        one.talking(ID);
        house.carrier().silent(true);
        house.model().sessions().getFirst().hangUp();

        house.pass(Duration.ofSeconds(14));

        assertThat(two.actions()).contains(ReconcilerAction.TOOK_OVER_ENDING);
        house.carrier().silent(false);
        house.pass(Duration.ofSeconds(20));
        assertThat(house.record(ID).state()).isEqualTo(CallState.OVER);
        assertThat(one.board().calls() + two.board().calls()).isZero();
    }

    @Test
    void i2_a_goodbye_of_15_s_is_left_to_its_healthy_owner() {
        one.reconciling();
        two.reconciling();
        Deque<MarkName> toPlay = new ArrayDeque<>();
        Caller caller = new Caller() {
            @Override
            public void send(LineCommand command) {
                if (command instanceof LineCommand.Mark(MarkName name)) {
                    toPlay.add(name);
                }
            }
        };
        caller.connect(one.board(), one.admitted(ID), ID);
        house.time().settle();
        house.model().sessions().getFirst().hangUp(15_000);
        house.time().settle();
        assertThat(toPlay).hasSizeGreaterThan(70);

        while (!toPlay.isEmpty()) {
            house.pass(Duration.ofMillis(200));
            assertThat(house.record(ID).state()).isEqualTo(CallState.LIVE);
            caller.says(new LineEvent.Played(toPlay.remove()));
            house.time().settle();
        }
        assertThat(house.record(ID).state()).isEqualTo(CallState.ENDING);
        house.pass(Duration.ofSeconds(3));

        assertThat(two.actions()).isEmpty();
        assertThat(house.noted(ID, JournalEntry.FarewellOver.class))
                .containsExactly(new JournalEntry.FarewellOver(true));
        assertThat(house.carrier().asked()).containsOnlyOnce("hang up " + ID);
        assertThat(house.record(ID).state()).isEqualTo(CallState.OVER);
    }

    @Test
    void p3_a_caller_who_talks_to_the_desk_is_left_alone_by_whoever_takes_the_call_over() {
        house.hasDesk();
        Server first = house.start("first").reconciling();
        house.start("second").reconciling();
        first.talking(ID);
        house.model().refuse();
        house.model().sessions().getFirst().dies();
        house.pass(Duration.ofSeconds(9));
        assertThat(house.carrier().redirects()).hasSize(1).first().isInstanceOf(AfterStream.Apologise.class);
        assertThat(house.carrier().limits()).containsExactly(Duration.ofMinutes(25), Duration.ofHours(4));

        first.kill();
        house.pass(Duration.ofMinutes(10));

        assertThat(house.record(ID).state()).isEqualTo(CallState.FAILED);
        assertThat(house.record(ID).owner()).isNotEqualTo(Optional.of(first.node()));
        assertThat(house.carrier().redirects()).hasSize(1);
        assertThat(house.carrier().asked()).doesNotContain("hang up " + ID);
        house.carrier().callerHangsUp(ID);
        house.pass(Duration.ofMinutes(1));
        assertThat(house.record(ID).state()).isEqualTo(CallState.OVER);
    }

    @Test
    void r1_the_carriers_own_time_limit_is_asked_for_until_it_is_taken() {
        house.carrier().silent(true);
        one.talking(ID);
        house.pass(Duration.ofMinutes(3));
        assertThat(limits()).as("pauses of at most 30 s").isBetween(8L, 12L);

        house.carrier().silent(false);
        house.pass(Duration.ofSeconds(31));
        long taken = limits();
        house.pass(Duration.ofMinutes(1));
        assertThat(limits()).isEqualTo(taken);
    }

    @Test
    void r1_nobody_asks_for_a_time_limit_of_a_call_that_is_being_ended() {
        house.carrier().silent(true);
        one.talking(ID);
        house.model().sessions().getFirst().hangUp();
        house.pass(Duration.ofSeconds(2));
        assertThat(house.record(ID).state()).isEqualTo(CallState.ENDING);
        long asked = limits();

        house.pass(Duration.ofMinutes(1));

        assertThat(limits()).isEqualTo(asked);
    }

    private long limits() {
        return house.carrier().asked().stream().filter(("limit " + ID)::equals).count();
    }

    @Test
    void w5_a_report_that_another_process_gets_ends_the_call_here() {
        one.reconciling();
        Caller caller = one.talking(ID);
        house.carrier().callerHangsUp(ID);

        two.board().statusChanged(ID, LineStatus.DOWN);
        two.board().statusChanged(ID, LineStatus.UP);
        two.board().statusChanged(ID, LineStatus.DOWN);
        house.pass(Duration.ofSeconds(2));

        assertThat(caller.isClosed()).isTrue();
        assertThat(one.board().calls()).isZero();
        assertThat(one.actions()).containsOnly(ReconcilerAction.FOUND_OVER);
        assertThat(house.record(ID).state()).isEqualTo(CallState.OVER);
        assertThat(house.record(ID).reason()).contains(EndReason.CALLER_HUNG_UP);
    }

    @Test
    void w5_a_report_that_never_comes_is_made_good_by_a_look_up() {
        one.reconciling();
        Caller caller = one.talking(ID);
        house.carrier().callerHangsUp(ID);

        caller.says(new LineEvent.Stopped());
        caller.says(new LineEvent.Lost());
        house.pass(Duration.ofSeconds(5));

        assertThat(house.record(ID).state()).isEqualTo(CallState.OVER);
        assertThat(house.carrier().asked()).contains("look up " + ID);
    }

    @Test
    void d1_calls_are_answered_while_the_registry_is_out_and_recorded_when_it_returns() {
        one.reconciling();
        one.registry().is(SwitchedRegistry.Mode.OUT);

        StreamTicket ticket = one.admitted(ID);
        assertThat(one.admitted(ID)).isEqualTo(ticket);
        assertThat(one.board().expects(ticket)).isTrue();
        Caller caller = one.connect(ticket, ID);
        assertThat(caller.hasHeardSomething()).isTrue();
        assertThat(one.board().announce(Installation.call(ID))).isInstanceOf(Admission.Replayed.class);
        assertThat(one.connect(ticket, ID).isRefused()).as("used twice").isTrue();
        house.pass(Duration.ofSeconds(30));
        assertThat(house.found(ID)).isEmpty();

        one.registry().is(SwitchedRegistry.Mode.ON);
        house.pass(Duration.ofSeconds(6));

        assertThat(house.record(ID).state()).isEqualTo(CallState.LIVE);
        assertThat(house.record(ID).owner()).contains(one.node());
        assertThat(caller.isClosed()).isFalse();
    }

    @Test
    void d1_a_broken_line_is_resumed_while_the_registry_is_out() {
        Caller caller = one.talking(ID);
        one.registry().is(SwitchedRegistry.Mode.OUT);
        caller.says(new LineEvent.Lost());

        AfterStream.Reconnect answer = (AfterStream.Reconnect) one.board().afterStream(ID);
        Caller again = one.connect(answer.ticket(), ID);

        assertThat(again.hasHeardSomething()).isTrue();
        assertThat(house.model().sessions()).hasSize(1);
    }

    @Test
    void d1_a_ticket_that_only_we_know_is_good_when_the_registry_is_back() {
        Caller caller = one.talking(ID);
        one.registry().is(SwitchedRegistry.Mode.OUT);
        caller.says(new LineEvent.Lost());
        AfterStream.Reconnect answer = (AfterStream.Reconnect) one.board().afterStream(ID);

        one.registry().is(SwitchedRegistry.Mode.ON);
        house.pass(Duration.ofMillis(1500));

        assertThat(one.connect(answer.ticket(), ID).hasHeardSomething()).isTrue();
    }

    @Test
    void d1_with_the_registry_out_nobody_is_cut_off_whose_call_is_not_known_here() {
        one.talking(ID);
        two.registry().is(SwitchedRegistry.Mode.OUT);

        assertThat(two.board().afterStream(ID)).isInstanceOf(AfterStream.AskAgain.class);
        house.pass(Duration.ofSeconds(20));
        assertThat(two.board().afterStream(ID))
                .isEqualTo(new AfterStream.Apologise(Installation.APOLOGY, Optional.empty()));
    }

    @Test
    void d2_a_call_ends_while_the_registry_is_out_and_is_written_when_it_returns() {
        one.talking(ID);
        one.registry().is(SwitchedRegistry.Mode.OUT);

        house.model().sessions().getFirst().hangUp();
        house.pass(Duration.ofSeconds(20));
        assertThat(house.carrier().isDown(ID)).isTrue();
        assertThat(one.board().calls()).isZero();
        assertThat(one.board().afterStream(ID)).isEqualTo(new AfterStream.HangUp());
        assertThat(house.record(ID).state()).isEqualTo(CallState.LIVE);

        one.registry().is(SwitchedRegistry.Mode.ON);
        house.pass(Duration.ofSeconds(6));
        assertThat(house.record(ID).state()).isEqualTo(CallState.OVER);
        assertThat(house.record(ID).reason()).contains(EndReason.AGENT_SAID_GOODBYE);
        assertThat(one.board().unwrittenCalls()).isZero();
    }

    @Test
    void d2_what_took_effect_without_an_answer_is_not_taken_for_a_change_of_hands() {
        one.reconciling();
        one.registry().is(SwitchedRegistry.Mode.MUTE);
        Caller caller = one.talking(ID);
        house.pass(Duration.ofSeconds(3));
        one.registry().is(SwitchedRegistry.Mode.ON);
        house.pass(Duration.ofSeconds(8));

        assertThat(caller.isClosed()).isFalse();
        assertThat(house.record(ID).owner()).contains(one.node());
        house.model().sessions().getFirst().hangUp();
        house.pass(Duration.ofSeconds(5));
        assertThat(house.record(ID).state()).isEqualTo(CallState.OVER);
        assertThat(house.noted(ID, JournalEntry.TakenOver.class)).isEmpty();
    }

    @Test
    void d10_after_an_outage_for_all_nobody_takes_over_for_two_lease_periods() {
        one.reconciling();
        two.reconciling();
        Caller caller = one.talking(ID);
        one.registry().is(SwitchedRegistry.Mode.OUT);
        two.registry().is(SwitchedRegistry.Mode.OUT);
        one.answersProbes(false);
        house.pass(Duration.ofSeconds(60));

        // The other one is back first, and the owner cannot be asked either.
        two.registry().is(SwitchedRegistry.Mode.ON);
        house.pass(Duration.ofSeconds(11));
        assertThat(two.actions()).isNotEmpty().containsOnly(ReconcilerAction.WAITED_AFTER_OUTAGE);
        one.registry().is(SwitchedRegistry.Mode.ON);
        house.pass(Duration.ofSeconds(30));

        assertThat(two.actions()).containsOnly(ReconcilerAction.WAITED_AFTER_OUTAGE);
        assertThat(caller.isClosed()).isFalse();
        assertThat(house.record(ID).epoch()).isEqualTo(1);
    }

    @Test
    void d10_what_is_left_behind_by_then_is_taken_over_after_the_two_lease_periods() {
        one.reconciling();
        two.reconciling();
        one.talking(ID);
        one.kill();
        two.registry().is(SwitchedRegistry.Mode.OUT);
        house.pass(Duration.ofSeconds(60));

        two.registry().is(SwitchedRegistry.Mode.ON);
        house.pass(Duration.ofSeconds(14));

        assertThat(two.actions()).last().isEqualTo(ReconcilerAction.TOOK_OVER_LIVE);
    }

    @Test
    void a_defect_of_the_registry_stops_neither_the_lease_nor_the_looks_nor_the_writes() {
        one.reconciling();
        two.reconciling();
        Caller caller = one.talking(ID);
        one.registry().is(SwitchedRegistry.Mode.DEFECTIVE);
        house.model().sessions().getFirst().hangUp();
        house.pass(Duration.ofSeconds(3));
        assertThat(one.actions()).containsOnly(ReconcilerAction.BROKEN);
        assertThat(house.defects()).isNotEmpty().allMatch(IllegalStateException.class::isInstance);

        one.registry().is(SwitchedRegistry.Mode.ON);
        one.actions().clear();
        house.pass(Duration.ofSeconds(20));

        assertThat(caller.isClosed()).isTrue();
        assertThat(house.record(ID).state()).isEqualTo(CallState.OVER);
        assertThat(one.board().unwrittenCalls()).isZero();
        assertThat(house.node(one.node()).lapsed()).isFalse();
        assertThat(one.actions()).isEmpty();
    }

    @Test
    void p4_an_answer_that_is_older_than_the_calls_return_to_us_does_not_silence_us() throws Exception {
        Caller first = one.talking(ID);
        StreamTicket there = ((AfterStream.Reconnect) two.board().afterStream(ID)).ticket();
        two.connect(there, ID);
        Caller[] back = new Caller[1];
        one.registry().onceAfterFind(() -> {
            StreamTicket here = ((AfterStream.Reconnect) two.board().afterStream(ID)).ticket();
            back[0] = one.connect(here, ID);
        });

        assertThat(one.board().compare(ID)).isEqualTo(Standing.Found.OURS);
        house.pass(Duration.ofSeconds(2));

        assertThat(house.record(ID).owner()).contains(one.node());
        assertThat(back[0].isClosed()).isFalse();
        assertThat(first.isClosed()).isTrue();
        assertThat(house.noted(ID, JournalEntry.TakenOver.class)).isEmpty();
    }

    @Test
    void a_defect_of_the_registry_cuts_nobody_off_and_a_guest_is_recorded_afterwards() {
        CallId elsewhere = new CallId("CA00000000000000000000000000000002");
        two.talking(elsewhere);
        one.registry().is(SwitchedRegistry.Mode.DEFECTIVE);
        StreamTicket ticket = one.admitted(ID);

        assertThat(one.board().afterStream(elsewhere)).isInstanceOf(AfterStream.AskAgain.class);
        assertThat(one.board().afterStream(ID)).isEqualTo(new AfterStream.Reconnect(ticket, Optional.empty()));
        assertThat(house.defects()).isNotEmpty();

        house.pass(Duration.ofSeconds(3));
        assertThat(house.found(ID)).isEmpty();
        one.registry().is(SwitchedRegistry.Mode.ON);
        house.pass(Duration.ofSeconds(4));
        assertThat(house.record(ID).state()).isEqualTo(CallState.ANNOUNCED);
    }

    @Test
    void a_defect_of_the_registry_leaves_a_call_that_is_served_here_a_ticket() {
        Caller first = one.talking(ID);
        one.registry().is(SwitchedRegistry.Mode.DEFECTIVE);
        first.says(new LineEvent.Lost());

        assertThat(one.board().afterStream(ID)).isInstanceOf(AfterStream.Reconnect.class);
    }

    @Test
    void an_error_in_one_lane_of_a_look_is_counted_and_the_next_look_comes() {
        one.reconciling();
        one.talking(ID);
        StreamTicket ticket = ((AfterStream.Reconnect) two.board().afterStream(ID)).ticket();
        two.connect(ticket, ID);
        one.registry().onceAfterFind(() -> {
            throw new StackOverflowError("a defect");
        });

        house.pass(Duration.ofSeconds(3));

        assertThat(one.actions()).startsWith(ReconcilerAction.BROKEN, ReconcilerAction.FENCED);
    }

    @Test
    void d7_a_call_that_the_registry_has_lost_is_recorded_anew() throws Exception {
        one.reconciling();
        Caller caller = one.talking(ID);

        one.registry().becomes(new MemoryCallRegistry(house.time()::now));
        house.pass(Duration.ofSeconds(3));

        assertThat(caller.isClosed()).isFalse();
        CallRecord record = one.registry().find(ID).orElseThrow();
        assertThat(record.owner()).contains(one.node());
        assertThat(record.state()).isEqualTo(CallState.LIVE);
    }

    @Test
    void a_call_that_was_given_up_after_defects_is_found_again_and_not_at_once() {
        one.reconciling();
        Caller broken = new Caller() {
            @Override
            public void send(LineCommand command) {
                throw new IllegalStateException("cannot speak");
            }

            @Override
            public void close() {
                throw new IllegalStateException("cannot close");
            }
        };
        house.carrier().silent(true);
        broken.connect(one.board(), one.admitted(ID), ID);
        house.time().settle();
        assertThat(one.board().calls()).isZero();
        assertThat(house.record(ID).state()).isEqualTo(CallState.FAILED);
        house.carrier().silent(false);

        house.pass(Duration.ofSeconds(29));
        assertThat(one.actions()).isEmpty();
        house.pass(Duration.ofSeconds(30));

        assertThat(one.actions()).containsExactly(ReconcilerAction.TOOK_OVER_FAILED);
        assertThat(house.record(ID).state()).isEqualTo(CallState.OVER);
    }
}
