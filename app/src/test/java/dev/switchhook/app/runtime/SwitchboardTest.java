package dev.switchhook.app.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchhook.domain.call.CallRules;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.hangup.CallEnding;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.hangup.HangupPolicies;
import dev.switchhook.domain.port.assistant.Assistant;
import dev.switchhook.domain.port.assistant.Assistants;
import dev.switchhook.domain.port.control.CallControl;
import dev.switchhook.domain.port.control.ControlOutcome;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.line.Admission;
import dev.switchhook.domain.port.line.AfterStream;
import dev.switchhook.domain.port.line.LineCommand;
import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.port.line.LineListener;
import dev.switchhook.domain.port.line.LineStatus;
import dev.switchhook.domain.port.line.PhoneLine;
import dev.switchhook.domain.port.line.StreamTicket;
import dev.switchhook.domain.port.speech.SpeechFault;
import dev.switchhook.domain.port.speech.SpeechModel;
import dev.switchhook.domain.rehearsal.Act;
import dev.switchhook.domain.testkit.Recorded;
import dev.switchhook.domain.testkit.ScriptedRole;
import dev.switchhook.domain.testkit.ScriptedSpeechModel;
import dev.switchhook.domain.testkit.TestSound;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.tool.Toolbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Admission, tickets and the life of calls at the switchboard.
class SwitchboardTest {

    private static final CallId ID = new CallId("CA00000000000000000000000000000001");
    private static final CallId OTHER = new CallId("CA00000000000000000000000000000002");

    private final HandAlarm alarm = new HandAlarm();
    private final Recorded<JournalEntry> journal = new Recorded<>();
    private final List<Throwable> defects = Collections.synchronizedList(new ArrayList<>());
    private final Recorded<String> controlled = new Recorded<>();
    private SpeechModel model = ScriptedSpeechModel.playing(() ->
            new ScriptedRole(_ -> List.of(new Act.Say("Hello.", TestSound.speech(1, 400)))));

    @Test
    void a_call_gets_a_ticket_of_256_bits_and_the_same_one_when_announced_again() {
        Switchboard board = board(10);

        StreamTicket first = admitted(board, ID);
        StreamTicket again = admitted(board, ID);

        assertThat(again).isEqualTo(first);
        assertThat(first.secret()).matches("[A-Za-z0-9_-]{43}");
        assertThat(board.calls()).isEqualTo(1);
    }

    @Test
    void w2_an_announcement_is_a_replay_once_the_call_has_been_connected_or_is_over() {
        Switchboard board = board(10);
        StreamTicket ticket = admitted(board, ID);
        assertThat(board.connect(ticket, ID, new SilentLine())).isPresent();

        assertThat(board.announce(call(ID))).isInstanceOf(Admission.Replayed.class);

        board.statusChanged(ID, LineStatus.DOWN);
        admitted(board, OTHER);
        board.statusChanged(OTHER, LineStatus.DOWN);
        assertThat(board.announce(call(OTHER))).isInstanceOf(Admission.Replayed.class);
    }

    @Test
    void s2_a_ticket_opens_one_connection_even_when_many_try_at_once() throws Exception {
        Switchboard board = board(10);
        StreamTicket ticket = admitted(board, ID);
        AtomicInteger winners = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> rivals = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            rivals.add(Thread.ofPlatform().start(() -> {
                try {
                    assertThat(start.await(10, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                board.connect(ticket, ID, new SilentLine()).ifPresent(_ -> winners.incrementAndGet());
            }));
        }
        start.countDown();
        for (Thread rival : rivals) {
            rival.join();
        }

        assertThat(winners).hasValue(1);
        assertThat(board.expects(ticket)).isFalse();
    }

    @Test
    void a_ticket_does_not_fit_another_call() {
        Switchboard board = board(10);
        StreamTicket ticket = admitted(board, ID);
        admitted(board, OTHER);

        assertThat(board.connect(ticket, OTHER, new SilentLine())).isEmpty();
        assertThat(board.connect(new StreamTicket("made-up"), ID, new SilentLine()))
                .isEmpty();
        assertThat(board.expects(ticket))
                .as("a wrong try does not burn the ticket")
                .isTrue();
    }

    @Test
    void w2_a_call_is_remembered_for_a_day_and_not_longer() {
        Switchboard board = board(10);
        admitted(board, ID);
        alarm.pass(Duration.ofHours(12));
        admitted(board, OTHER);

        alarm.pass(Duration.ofHours(12).minusSeconds(1));
        assertThat(board.announce(call(ID))).isInstanceOf(Admission.Replayed.class);
        alarm.pass(Duration.ofSeconds(2));

        assertThat(board.announce(call(ID))).isInstanceOf(Admission.Admitted.class);
        assertThat(board.announce(call(OTHER))).isInstanceOf(Admission.Replayed.class);
    }

    @Test
    void w8_a_ticket_expires_after_a_minute_and_the_call_is_forgotten() {
        Switchboard board = board(10);
        StreamTicket ticket = admitted(board, ID);

        alarm.pass(Duration.ofSeconds(59));
        assertThat(board.expects(ticket)).isTrue();
        alarm.pass(Duration.ofSeconds(2));

        assertThat(board.expects(ticket)).isFalse();
        assertThat(board.connect(ticket, ID, new SilentLine())).isEmpty();
        assertThat(board.calls()).isZero();
        assertThat(board.announce(call(ID))).isInstanceOf(Admission.Replayed.class);
    }

    @Test
    void a_call_that_nobody_can_be_found_for_is_forgotten_when_its_ticket_expires() {
        Switchboard board = board(10, _ -> {
            throw new IllegalStateException("nobody is there");
        });
        StreamTicket ticket = admitted(board, ID);

        assertThatThrownBy(() -> board.connect(ticket, ID, new SilentLine())).hasMessage("nobody is there");
        alarm.pass(Duration.ofSeconds(61));

        assertThat(board.expects(ticket)).isFalse();
        assertThat(board.calls()).isZero();
    }

    @Test
    void w9_calls_over_the_limit_are_told_that_we_are_busy() {
        Switchboard board = board(1);
        admitted(board, ID);

        assertThat(board.announce(call(OTHER))).isEqualTo(new Admission.Busy("We are busy."));

        board.statusChanged(ID, LineStatus.DOWN);
        admitted(board, OTHER);
    }

    @Test
    void while_draining_no_call_is_taken_and_the_last_ending_completes_the_drain() {
        Switchboard board = board(10);
        admitted(board, ID);

        var drained = board.drain();

        assertThat(drained).isNotDone();
        assertThat(board.announce(call(OTHER))).isInstanceOf(Admission.Busy.class);
        board.statusChanged(ID, LineStatus.DOWN);
        assertThat(drained).isDone();
    }

    @Test
    void a_live_call_whose_media_end_gets_an_apology_and_an_unknown_one_is_hung_up() {
        Switchboard board = board(10);
        admitted(board, ID);

        assertThat(board.afterStream(ID)).isEqualTo(new AfterStream.Apologise("Sorry."));
        assertThat(board.afterStream(OTHER)).isEqualTo(new AfterStream.HangUp());
    }

    @Test
    void a_call_runs_from_the_opening_of_the_line_to_the_carriers_word_that_it_is_over() {
        Switchboard board = board(10);
        SilentLine line = new SilentLine();
        LineListener listener = connect(board, line);

        listener.on(new LineEvent.Opened());
        line.commands.next(LineCommand.Play.class);
        listener.on(new LineEvent.Stopped());
        listener.on(new LineEvent.Lost());
        journal.next(JournalEntry.Leaving.class);
        assertThat(board.afterStream(ID)).isEqualTo(new AfterStream.HangUp());
        board.statusChanged(ID, LineStatus.DOWN);

        CallEnding ending = journal.next(JournalEntry.Ended.class).ending();
        assertThat(ending.reason()).isEqualTo(EndReason.CALLER_HUNG_UP);
        assertThat(board.calls()).isZero();
        assertThat(defects).isEmpty();
    }

    @Test
    void o1_when_the_model_refuses_the_line_is_closed_and_the_carrier_told_to_apologise() {
        model = ScriptedSpeechModel.failing(new SpeechFault.Refused("key"));
        Switchboard board = board(10);
        SilentLine line = new SilentLine();

        connect(board, line).on(new LineEvent.Opened());

        line.awaitClosed();
        assertThat(board.afterStream(ID)).isEqualTo(new AfterStream.Apologise("Sorry."));
        alarm.pass(Duration.ofSeconds(20));
        assertThat(controlled.next()).isEqualTo("hang up " + ID);
    }

    @Test
    void p9_an_exception_in_one_call_gives_it_an_apology_and_leaves_others_alone() {
        Switchboard board = board(10);
        SilentLine other = new SilentLine();
        LineListener otherListener =
                board.connect(admitted(board, OTHER), OTHER, other).orElseThrow();
        otherListener.on(new LineEvent.Opened());
        other.commands.next(LineCommand.Play.class);
        SilentLine broken = new SilentLine() {
            @Override
            public void send(LineCommand command) {
                throw new IllegalStateException("a defect");
            }
        };

        connect(board, broken).on(new LineEvent.Opened());

        broken.awaitClosed();
        assertThat(defects).isNotEmpty();
        assertThat(board.afterStream(ID)).isEqualTo(new AfterStream.Apologise("Sorry."));
        assertThat(other.closed.getCount()).isEqualTo(1);
    }

    @Test
    void asking_everybody_to_say_goodbye_ends_the_calls() {
        Switchboard board = board(10);
        SilentLine line = new SilentLine();
        connect(board, line).on(new LineEvent.Opened());
        line.commands.next(LineCommand.Play.class);

        board.sayGoodbyeEverywhere();

        assertThat(journal.next(JournalEntry.Leaving.class).reason()).isEqualTo(EndReason.SHUTTING_DOWN);
    }

    private LineListener connect(Switchboard board, PhoneLine line) {
        return board.connect(admitted(board, ID), ID, line).orElseThrow();
    }

    private static StreamTicket admitted(Switchboard board, CallId id) {
        return ((Admission.Admitted) board.announce(call(id))).ticket();
    }

    private static IncomingCall call(CallId id) {
        return new IncomingCall(id, new PhoneNumber("+491234567890"), new PhoneNumber("+491234567000"));
    }

    private Switchboard board(int mostCalls) {
        Assistant assistant = new Assistant(
                "test",
                "Be kind.",
                "Greet.",
                Toolbox.of(List.of()),
                HangupPolicies.afterSilence(Duration.ofMinutes(5)));
        return board(mostCalls, _ -> assistant);
    }

    private Switchboard board(int mostCalls, Assistants assistants) {
        CallControl control = new CallControl() {
            @Override
            public ControlOutcome hangUp(CallId call) {
                controlled.add("hang up " + call);
                return new ControlOutcome.LineDown();
            }

            @Override
            public ControlOutcome lookUp(CallId call) {
                return new ControlOutcome.StillUp();
            }
        };
        Ports ports = new Ports(
                assistants, model, control, (_, _) -> new ToolOutcome.Failed(), (_, _, entry) -> journal.add(entry));
        return new Switchboard(
                ports,
                CallRules.standard().withApology("Sorry."),
                SwitchboardRules.of(mostCalls, "We are busy."),
                (_, defect) -> defects.add(defect),
                alarm);
    }

    private static class SilentLine implements PhoneLine {
        final Recorded<LineCommand> commands = new Recorded<>();
        final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public void send(LineCommand command) {
            commands.add(command);
        }

        @Override
        public void close() {
            closed.countDown();
        }

        void awaitClosed() {
            try {
                assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
