package dev.switchhook.app.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.runtime.Installation.Server;
import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.line.Admission;
import dev.switchhook.domain.port.line.AfterStream;
import dev.switchhook.domain.port.line.LineCommand;
import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.port.line.LineStatus;
import dev.switchhook.domain.port.line.StreamTicket;
import dev.switchhook.domain.port.registry.CallState;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// Admission, tickets and the life of calls at one switchboard.
class SwitchboardTest {

    private static final CallId ID = new CallId("CA00000000000000000000000000000001");
    private static final CallId OTHER = new CallId("CA00000000000000000000000000000002");

    private final Installation house = new Installation();
    private final Server process = house.start("one");
    private final Switchboard board = process.board();

    @Test
    void a_call_gets_a_ticket_of_256_bits_and_the_same_one_when_announced_again() {
        StreamTicket first = process.admitted(ID);
        StreamTicket again = process.admitted(ID);

        assertThat(again).isEqualTo(first);
        assertThat(first.secret()).matches("[A-Za-z0-9_-]{43}");
        assertThat(board.calls()).isEqualTo(1);
    }

    @Test
    void w2_an_announcement_is_a_replay_once_the_call_has_been_connected_or_is_over() {
        process.talking(ID);

        assertThat(board.announce(Installation.call(ID))).isInstanceOf(Admission.Replayed.class);

        board.statusChanged(ID, LineStatus.DOWN);
        process.admitted(OTHER);
        board.statusChanged(OTHER, LineStatus.DOWN);
        house.pass(Duration.ofSeconds(5));
        assertThat(board.announce(Installation.call(ID))).isInstanceOf(Admission.Replayed.class);
        assertThat(board.announce(Installation.call(OTHER))).isInstanceOf(Admission.Replayed.class);
    }

    @Test
    void s2_a_ticket_opens_one_connection_even_when_many_try_at_once() throws Exception {
        StreamTicket ticket = process.admitted(ID);
        List<Caller> callers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            callers.add(Caller.connecting(board, ticket, ID));
        }
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            workers.add(Thread.ofPlatform().start(() -> {
                try {
                    assertThat(start.await(10, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                house.time().settle();
            }));
        }
        start.countDown();
        for (Thread worker : workers) {
            worker.join();
        }
        house.time().settle();

        assertThat(callers.stream().filter(Caller::isRefused)).hasSize(15);
        assertThat(callers.stream().filter(Caller::hasHeardSomething)).hasSize(1);
        assertThat(board.expects(ticket)).isFalse();
    }

    @Test
    void a_ticket_does_not_fit_another_call() {
        StreamTicket ticket = process.admitted(ID);
        process.admitted(OTHER);

        assertThat(process.connect(ticket, OTHER).isRefused()).isTrue();
        assertThat(process.connect(new StreamTicket("made-up"), ID).isRefused()).isTrue();
        assertThat(board.expects(ticket))
                .as("a wrong try does not burn the ticket")
                .isTrue();
        assertThat(process.connect(ticket, ID).hasHeardSomething()).isTrue();
    }

    @Test
    void w8_a_ticket_expires_after_a_minute_and_the_call_is_forgotten() {
        StreamTicket ticket = process.admitted(ID);

        house.pass(Duration.ofSeconds(59));
        assertThat(board.expects(ticket)).isTrue();
        house.pass(Duration.ofSeconds(2));

        assertThat(board.expects(ticket)).isFalse();
        assertThat(process.connect(ticket, ID).isRefused()).isTrue();
        assertThat(board.calls()).isZero();
        assertThat(board.announce(Installation.call(ID))).isInstanceOf(Admission.Replayed.class);
    }

    @Test
    void a_call_that_nobody_can_be_found_for_is_apologised_for() {
        house.answeredBy(_ -> {
            throw new IllegalStateException("nobody is there");
        });
        StreamTicket ticket = process.admitted(ID);

        assertThat(process.connect(ticket, ID).isRefused()).isTrue();

        assertThat(house.defects())
                .isNotEmpty()
                .allSatisfy(defect -> assertThat(defect).hasMessage("nobody is there"));
        assertThat(board.afterStream(ID)).isEqualTo(apology());
        assertThat(house.record(ID).state()).isEqualTo(CallState.FAILED);
        assertThat(board.calls()).isZero();
    }

    @Test
    void w9_calls_over_the_limit_are_told_that_we_are_busy() {
        Server small = house.start("small", SwitchboardRules.of(1, Installation.BUSY));
        small.admitted(ID);

        assertThat(small.board().announce(Installation.call(OTHER)))
                .isEqualTo(new Admission.Busy(Installation.BUSY, Optional.empty()));

        small.board().statusChanged(ID, LineStatus.DOWN);
        small.admitted(OTHER);
    }

    @Test
    void p7_while_memory_is_full_new_calls_are_told_that_we_are_busy_and_the_others_go_on() {
        AtomicBoolean full = new AtomicBoolean();
        Server crowded = house.start(
                "crowded", SwitchboardRules.of(10, Installation.BUSY).withGauge(full::get));
        Caller caller = crowded.talking(ID);
        full.set(true);

        assertThat(crowded.board().announce(Installation.call(OTHER)))
                .isEqualTo(new Admission.Busy(Installation.BUSY, Optional.empty()));
        assertThat(caller.isClosed()).isFalse();
        assertThat(crowded.board().afterStream(ID)).isInstanceOf(AfterStream.Reconnect.class);

        full.set(false);
        crowded.admitted(OTHER);
    }

    @Test
    void sound_that_is_dropped_before_the_call_is_found_is_counted() {
        Caller early = Caller.connecting(board, process.admitted(ID), ID);
        for (int i = 0; i < LineGate.MOST_SOUND / (160 + 256) + 7; i++) {
            early.says(new LineEvent.CallerAudio(AudioChunk.of(AudioFormat.MULAW_8K, new byte[160])));
        }
        assertThat(board.soundDropped()).isBetween(7L, 8L);
        assertThat(board.eventsRefused()).isZero();
    }

    @Test
    void p1_while_draining_no_call_is_taken_and_the_last_ending_completes_the_drain() {
        process.admitted(ID);

        var drained = board.drain();

        assertThat(drained).isNotDone();
        assertThat(board.announce(Installation.call(OTHER)))
                .isEqualTo(new Admission.Busy(Installation.BUSY, Optional.empty()));
        board.statusChanged(ID, LineStatus.DOWN);
        assertThat(drained).isDone();
    }

    @Test
    void p1_while_draining_new_calls_are_led_elsewhere_if_there_is_such_a_place() {
        URI place = URI.create("https://elsewhere.example/voice");
        Server led = house.start("led", SwitchboardRules.of(1, "Busy.").withElsewhere(Optional.of(place)));

        assertThat(led.board().drain()).isDone();

        assertThat(led.board().announce(Installation.call(ID))).isEqualTo(new Admission.Elsewhere(place));
    }

    @Test
    void a_call_whose_first_connection_fails_is_sent_back_some_times_and_then_apologised_for() {
        StreamTicket ticket = process.admitted(ID);

        for (int i = 0; i < 5; i++) {
            assertThat(board.afterStream(ID)).isEqualTo(new AfterStream.Reconnect(ticket, Optional.empty()));
        }
        assertThat(board.afterStream(ID)).isEqualTo(apology());
        assertThat(house.record(ID).state()).isEqualTo(CallState.FAILED);
    }

    @Test
    void a_call_that_nobody_knows_waits_for_somebody_who_does_and_is_then_apologised_for() {
        assertThat(board.afterStream(OTHER)).isInstanceOf(AfterStream.AskAgain.class);

        house.pass(Duration.ofSeconds(19));
        assertThat(board.afterStream(OTHER)).isInstanceOf(AfterStream.AskAgain.class);

        house.pass(Duration.ofSeconds(1));
        assertThat(board.afterStream(OTHER)).isEqualTo(apology());
    }

    @Test
    void a_call_runs_from_the_opening_of_the_line_to_the_carriers_word_that_it_is_over() {
        Caller caller = process.talking(ID);
        assertThat(caller.hasHeardSomething()).isTrue();
        assertThat(house.record(ID).state()).isEqualTo(CallState.LIVE);

        house.model().sessions().getFirst().hangUp();
        house.pass(Duration.ofSeconds(5));

        assertThat(house.carrier().isDown(ID)).isTrue();
        assertThat(house.noted(ID, JournalEntry.Ended.class))
                .singleElement()
                .satisfies(ended -> assertThat(ended.ending().reason()).isEqualTo(EndReason.AGENT_SAID_GOODBYE));
        assertThat(house.record(ID).state()).isEqualTo(CallState.OVER);
        assertThat(house.record(ID).reason()).contains(EndReason.AGENT_SAID_GOODBYE);
        assertThat(board.calls()).isZero();
        assertThat(board.unwrittenCalls()).isZero();
        assertThat(house.defects()).isEmpty();
    }

    @Test
    void r1_while_a_call_is_being_ended_the_registry_and_after_stream_say_so() {
        process.talking(ID);
        house.carrier().silent(true);

        house.model().sessions().getFirst().hangUp();
        house.pass(Duration.ofMinutes(3));

        assertThat(house.record(ID).state()).isEqualTo(CallState.ENDING);
        assertThat(board.afterStream(ID)).isEqualTo(new AfterStream.HangUp());
        house.carrier().silent(false);
        house.pass(Duration.ofSeconds(60));
        assertThat(house.carrier().isDown(ID)).isTrue();
        assertThat(house.record(ID).state()).isEqualTo(CallState.OVER);
    }

    @Test
    void s11_a_call_whose_line_broke_goes_on_with_another_line_and_the_same_model() {
        Caller caller = process.talking(ID);

        caller.says(new LineEvent.Lost());
        AfterStream.Reconnect answer = (AfterStream.Reconnect) board.afterStream(ID);
        Caller again = process.connect(answer.ticket(), ID);

        assertThat(again.hasHeardSomething()).isTrue();
        assertThat(house.model().sessions()).hasSize(1);
        assertThat(house.noted(ID, JournalEntry.LineResumed.class)).hasSize(1);
        assertThat(house.record(ID).epoch()).isEqualTo(2);
        house.model().sessions().getFirst().hangUp();
        house.pass(Duration.ofSeconds(5));
        assertThat(house.record(ID).state()).as("the newer epoch is written").isEqualTo(CallState.OVER);
    }

    @Test
    void s10_a_line_that_takes_the_place_of_a_half_open_one_silences_it() {
        Caller halfOpen = process.talking(ID);
        AfterStream.Reconnect answer = (AfterStream.Reconnect) board.afterStream(ID);

        Caller again = process.connect(answer.ticket(), ID);
        halfOpen.says(new LineEvent.Stopped());
        halfOpen.says(new LineEvent.Lost());
        house.pass(Duration.ofSeconds(3));

        assertThat(halfOpen.isClosed()).isTrue();
        assertThat(again.isClosed()).isFalse();
        assertThat(again.hasHeardSomething()).isTrue();
        assertThat(house.carrier().asked()).containsExactly("limit " + ID);
    }

    @Test
    void s11_the_carrier_that_does_not_come_back_is_told_to_ask_and_gets_a_ticket_that_fits() {
        process.talking(ID).says(new LineEvent.Lost());

        house.pass(Duration.ofSeconds(7));

        assertThat(house.carrier().redirects()).first().isEqualTo(new AfterStream.AskNow());
        AfterStream.Reconnect answer = (AfterStream.Reconnect) board.afterStream(ID);
        assertThat(process.connect(answer.ticket(), ID).hasHeardSomething()).isTrue();
    }

    @Test
    void s11_a_caller_who_comes_back_while_the_request_waits_for_its_turn_is_not_moved() {
        process.talking(ID).says(new LineEvent.Lost());
        AfterStream.Reconnect answer = (AfterStream.Reconnect) board.afterStream(ID);
        List<Caller> back = new ArrayList<>();
        process.registry().onceAfterFind(() -> back.add(process.connect(answer.ticket(), ID)));

        house.pass(Duration.ofSeconds(7));

        assertThat(house.carrier().redirects()).isEmpty();
        assertThat(back)
                .singleElement()
                .satisfies(caller -> assertThat(caller.isClosed()).isFalse());
    }

    @Test
    void s11_a_carrier_that_comes_back_only_after_the_caller_was_given_up_is_told_to_apologise() {
        process.talking(ID).says(new LineEvent.Lost());
        house.carrier().silent(true);
        house.pass(Duration.ofSeconds(31));
        assertThat(house.record(ID).state()).isEqualTo(CallState.FAILED);

        assertThat(house.carrier().redirects()).first().isEqualTo(new AfterStream.AskNow());
        assertThat(board.afterStream(ID)).isEqualTo(apology());
    }

    @Test
    void s11_without_the_registry_the_carrier_is_told_to_ask_too_and_gets_a_ticket_that_is_known_here() {
        process.talking(ID).says(new LineEvent.Lost());
        process.registry().is(SwitchedRegistry.Mode.OUT);

        house.pass(Duration.ofSeconds(7));

        assertThat(house.carrier().redirects()).first().isEqualTo(new AfterStream.AskNow());
        AfterStream.Reconnect answer = (AfterStream.Reconnect) board.afterStream(ID);
        assertThat(process.connect(answer.ticket(), ID).hasHeardSomething()).isTrue();
    }

    @Test
    void a_call_whose_caller_does_not_come_back_is_apologised_for_in_the_end() {
        process.talking(ID).says(new LineEvent.Lost());

        house.pass(Duration.ofSeconds(31));

        assertThat(house.record(ID).state()).isEqualTo(CallState.FAILED);
        assertThat(house.carrier().redirects().getLast()).isEqualTo(apology());
        assertThat(board.afterStream(ID)).isEqualTo(apology());
    }

    @Test
    void o1_when_the_model_refuses_the_line_is_closed_and_the_carrier_told_to_apologise() {
        house.model().refuse();

        Caller caller = process.talking(ID);

        assertThat(caller.isClosed()).isTrue();
        assertThat(board.afterStream(ID)).isEqualTo(apology());
        house.pass(Duration.ofSeconds(20));
        assertThat(house.carrier().isDown(ID)).isTrue();
    }

    @Test
    void p9_an_exception_in_one_call_gives_it_an_apology_and_leaves_others_alone() {
        Caller other = process.talking(OTHER);
        Caller broken = new Caller() {
            @Override
            public void send(LineCommand command) {
                throw new IllegalStateException("a defect");
            }
        };

        broken.connect(board, process.admitted(ID), ID);
        house.time().settle();

        assertThat(broken.isClosed()).isTrue();
        assertThat(house.defects()).isNotEmpty();
        assertThat(board.afterStream(ID)).isEqualTo(apology());
        assertThat(other.isClosed()).isFalse();
    }

    @Test
    void what_a_line_says_before_its_call_is_found_is_kept_in_order_and_a_flood_is_refused() {
        StreamTicket ticket = process.admitted(ID);
        Caller flood = Caller.connecting(board, ticket, ID);
        for (int i = 0; i < LineGate.MOST / 256 + 1; i++) {
            flood.says(new LineEvent.KeyPressed('1'));
        }
        assertThat(flood.isRefused()).isTrue();

        Caller early = Caller.connecting(board, ticket, ID);
        early.says(new LineEvent.Lost());
        house.time().settle();
        assertThat(house.noted(ID, JournalEntry.LineOpened.class)).hasSize(1);
        assertThat(house.noted(ID, JournalEntry.LineInterrupted.class)).hasSize(1);
    }

    private static AfterStream apology() {
        return new AfterStream.Apologise(Installation.APOLOGY, Optional.empty());
    }
}
