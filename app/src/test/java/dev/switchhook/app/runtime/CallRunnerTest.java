package dev.switchhook.app.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.store.MemoryCallRegistry;
import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.call.Call;
import dev.switchhook.domain.call.CallEvent;
import dev.switchhook.domain.call.CallRules;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.hangup.HangupPolicies;
import dev.switchhook.domain.port.assistant.Assistant;
import dev.switchhook.domain.port.control.CallControl;
import dev.switchhook.domain.port.control.ControlOutcome;
import dev.switchhook.domain.port.journal.CallJournal;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.line.AfterStream;
import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.port.registry.NodeId;
import dev.switchhook.domain.port.speech.Capabilities;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechListener;
import dev.switchhook.domain.port.speech.SpeechModel;
import dev.switchhook.domain.port.speech.SpeechSession;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.tool.Toolbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/// One owner at a time, events in order, and one timer.
class CallRunnerTest {

    private final HandAlarm alarm = new HandAlarm();
    private final List<Integer> heard = Collections.synchronizedList(new ArrayList<>());
    private final LongAdder refused = new LongAdder();
    private final List<Throwable> defects = Collections.synchronizedList(new ArrayList<>());

    @Test
    void events_of_several_threads_are_handled_one_at_a_time_and_in_the_order_of_each_thread() throws Exception {
        CallRunner runner = runner();
        runner.offer(new CallEvent.FromLine(new LineEvent.Opened()));
        runner.offer(new CallEvent.FromModel(new SpeechEvent.Ready("scripted", "m", Duration.ofHours(1))));
        int threads = 8;
        int each = 250;
        CyclicBarrier start = new CyclicBarrier(threads);
        List<Thread> speakers = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int first = t * each;
            speakers.add(Thread.ofPlatform().start(() -> {
                try {
                    start.await(10, TimeUnit.SECONDS);
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
                for (int i = 0; i < each; i++) {
                    runner.offer(sound(first + i));
                }
            }));
        }
        for (Thread speaker : speakers) {
            speaker.join();
        }

        assertThat(defects).isEmpty();
        assertThat(heard).hasSize(threads * each);
        for (int t = 0; t < threads; t++) {
            int from = t * each;
            assertThat(heard.stream().filter(n -> n >= from && n < from + each).toList())
                    .isSorted();
        }
    }

    @Test
    void frames_do_not_arm_a_wake_up_each() {
        CallRunner runner = runner();
        runner.offer(new CallEvent.FromLine(new LineEvent.Opened()));
        runner.offer(new CallEvent.FromModel(new SpeechEvent.Ready("scripted", "m", Duration.ofHours(1))));
        int armed = alarm.armed();

        for (int i = 0; i < 1_000; i++) {
            alarm.pass(Duration.ofMillis(1));
            runner.offer(sound(i));
        }

        assertThat(alarm.armed()).isLessThanOrEqualTo(armed + 1);
    }

    @Test
    void a_call_whose_every_step_breaks_is_given_up_and_does_not_ask_the_carrier_for_ever() throws Exception {
        NoControl control = new NoControl();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        CallRunner runner = runner(
                control,
                (_, _, _) -> {
                    throw new IllegalStateException("the journal is full");
                },
                () -> ended.complete(null));

        runner.offer(new CallEvent.FromLine(new LineEvent.Opened()));

        ended.orTimeout(10, TimeUnit.SECONDS).join();
        runner.offer(new CallEvent.FromLine(new LineEvent.Lost()));
        assertThat(control.requests.poll(10, TimeUnit.SECONDS)).isEqualTo("apologise");
        assertThat(control.requests).isEmpty();
        assertThat(defects).hasSize(2);
    }

    @Test
    void what_a_full_mailbox_refuses_is_counted() {
        CallRunner[] runner = new CallRunner[1];
        runner[0] = runner(
                new NoControl(),
                (_, _, entry) -> {
                    if (entry instanceof JournalEntry.LineOpened) {
                        for (int i = 0; i < 3_000; i++) {
                            runner[0].offer(sound(i));
                        }
                    }
                },
                () -> {});

        runner[0].offer(new CallEvent.FromLine(new LineEvent.Opened()));

        assertThat(refused.sum()).isEqualTo(3_000 - Mailbox.MOST_SOUND / (160 + 256));
    }

    @Test
    void a_full_mailbox_refuses_sound_before_it_refuses_anything_else() {
        Mailbox mailbox = new Mailbox();
        int taken = 0;
        while (mailbox.put(sound(taken))) {
            taken++;
        }

        assertThat(taken).isEqualTo(Mailbox.MOST_SOUND / (160 + 256));
        assertThat(mailbox.put(new CallEvent.FromLine(new LineEvent.Stopped()))).isTrue();
        assertThat(mailbox.take()).isNotNull();
        assertThat(mailbox.put(sound(0))).as("room again").isTrue();
    }

    private static CallEvent sound(int number) {
        byte[] frame = new byte[160];
        frame[0] = (byte) (number >> 16);
        frame[1] = (byte) (number >> 8);
        frame[2] = (byte) number;
        return new CallEvent.FromLine(new LineEvent.CallerAudio(AudioChunk.of(AudioFormat.MULAW_8K, frame)));
    }

    private CallRunner runner() {
        return runner(new NoControl(), (_, _, _) -> {}, () -> {});
    }

    private CallRunner runner(CallControl control, CallJournal journal, Runnable whenEnded) {
        IncomingCall incoming =
                new IncomingCall(new CallId("CA1"), new PhoneNumber("+491234567890"), new PhoneNumber("+49123456"));
        Assistant assistant = new Assistant(
                "test", "", "Greet.", Toolbox.of(List.of()), HangupPolicies.afterSilence(Duration.ofMinutes(1)));
        Ports ports = new Ports(
                _ -> assistant,
                new Ear(),
                control,
                (_, _, _, _) -> new ToolOutcome.Failed(),
                journal,
                new MemoryCallRegistry(alarm::now),
                _ -> List.of());
        Premises premises = new Premises(
                ports,
                CallRules.standard(),
                new NodeId("here"),
                Duration.ofMinutes(1),
                new RegistryReach(alarm),
                new TicketBook(Duration.ofMinutes(1), alarm),
                alarm,
                task -> Thread.ofVirtual().start(task),
                new Losses(),
                (_, defect) -> defects.add(defect));
        Standing standing = Standing.unrecorded(incoming, premises.tickets().fresh(), premises, new Standing.Told() {
            @Override
            public void fenced() {}

            @Override
            public void over() {}

            @Override
            public void written() {}
        });
        EffectDispatcher effects =
                new EffectDispatcher(incoming, premises, standing, new Controls(incoming.id(), premises, standing));
        CallRunner runner = new CallRunner(
                new Call(incoming, assistant, CallRules.standard()),
                alarm,
                effects,
                refused,
                defects::add,
                _ -> whenEnded.run());
        effects.reportTo(runner::offer);
        return runner;
    }

    /// Notes the number in every frame that it hears.
    private final class Ear implements SpeechModel, SpeechSession {

        @Override
        public String name() {
            return "ear";
        }

        @Override
        public Capabilities capabilities() {
            return new Capabilities(Set.of(AudioFormat.MULAW_8K), false, false, false, Duration.ofHours(1), "nothing");
        }

        @Override
        public SpeechSession open(SpeechBriefing briefing, SpeechListener listener) {
            return this;
        }

        @Override
        public void send(SpeechCommand command) {
            if (command instanceof SpeechCommand.Hear(AudioChunk audio)) {
                byte[] frame = audio.bytes();
                heard.add(((frame[0] & 0xFF) << 16) | ((frame[1] & 0xFF) << 8) | (frame[2] & 0xFF));
            }
        }

        @Override
        public void close() {}
    }

    private static final class NoControl implements CallControl {
        private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();

        @Override
        public ControlOutcome hangUp(CallId call) {
            requests.add("hang up");
            return new ControlOutcome.Unknown("nobody there");
        }

        @Override
        public ControlOutcome lookUp(CallId call) {
            return new ControlOutcome.Unknown("nobody there");
        }

        @Override
        public ControlOutcome redirect(CallId call, AfterStream instruction) {
            requests.add(instruction instanceof AfterStream.Apologise ? "apologise" : "other");
            return new ControlOutcome.Unknown("nobody is asked");
        }

        @Override
        public ControlOutcome limit(CallId call, Duration longest) {
            return new ControlOutcome.Unknown("nobody is asked");
        }
    }
}
