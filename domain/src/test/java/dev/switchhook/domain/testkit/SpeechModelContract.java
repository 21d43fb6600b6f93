package dev.switchhook.domain.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechCommand.StopReply.Cause;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechEvent.ReplyEnd;
import dev.switchhook.domain.port.speech.SpeechFault;
import dev.switchhook.domain.port.speech.SpeechModel;
import dev.switchhook.domain.port.speech.SpeechSession;
import dev.switchhook.domain.rehearsal.Act;
import dev.switchhook.domain.rehearsal.Cue;
import dev.switchhook.domain.rehearsal.Role;
import dev.switchhook.domain.rehearsal.SessionReport;
import dev.switchhook.domain.tool.Tool;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.turn.HeardItem;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.ReplyId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What every adapter of a speech model promises, proven against its strict rehearsal server. An adapter's test
/// extends this class and says how to dial.
///
/// What the rehearsal server has to do so that these tests mean something:
///
/// - its detection of speech counts the time of the sound, not that of the wall, because caller sound is sent as fast
/// as possible; 500 ms of silence, or whatever the adapter configures up to 1,000 ms, end an utterance;
/// - it makes sound faster than it plays, but not at once: 4 to 20 times as fast;
/// - it goes on reading while it makes sound, and stops a reply when the caller speaks or it is told to;
/// - it answers an utterance of the caller unasked ([Cue.CallerSpoke]) unless the role plays nothing;
/// - tool answers that came since the last reply turn the next request for a reply into [Cue.ToolsAnswered].
///
/// Every wait has a limit of 10 s; nothing sleeps.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public abstract class SpeechModelContract {

    private static final String GREET = "greet the caller";
    private static final String FENCE = "say the fence";
    private static final Tool BOOK = new Tool(
            "book_appointment",
            "Books.",
            "{\"type\":\"object\",\"properties\":{\"service\":{\"type\":\"string\"}},\"additionalProperties\":false}",
            Duration.ofSeconds(8));
    private static final Tool CHECK = new Tool(
            "check_availability",
            "Checks.",
            "{\"type\":\"object\",\"properties\":{\"day\":{\"type\":\"string\"}},\"additionalProperties\":false}",
            Duration.ofSeconds(8));

    /// A model and the rehearsal server that it dials, for one session.
    public interface Bench extends AutoCloseable {

        /// The model under test, dialling this bench's server.
        SpeechModel model();

        /// Waits, for 10 s at most, until the server has seen the end of its only session, and tells what it saw.
        SessionReport report();

        /// Cuts the connection without any close handshake.
        void cutConnection();

        /// Stops the server.
        @Override
        void close();
    }

    /// A bench whose server lets each session be played by the next role of the supplier.
    protected abstract Bench bench(Supplier<Role> roles);

    /// A bench whose server refuses the model's key, in the way in which the provider really does it. Its
    /// [Bench#report] is not asked for.
    protected abstract Bench benchRefusing();

    /// The model under test, dialling `127.0.0.1` in clear text at that port.
    protected abstract SpeechModel modelDialling(int loopbackPort);

    private static final class Conversation implements AutoCloseable {
        private final Bench bench;
        private final Recorded<SpeechEvent> events = new Recorded<>();
        private final SpeechSession session;

        private Conversation(Bench bench) {
            this.bench = bench;
            this.session = bench.model().open(briefing(), events::add);
        }

        void send(SpeechCommand command) {
            session.send(command);
        }

        void hear(AudioChunk sound) {
            TestSound.frames(sound).forEach(frame -> session.send(new SpeechCommand.Hear(frame)));
        }

        ReplyId fence() {
            send(new SpeechCommand.Reply(FENCE));
            ReplyId reply = events.next(SpeechEvent.ReplyStarted.class).reply();
            awaitFinished(reply);
            return reply;
        }

        ReplyEnd awaitFinished(ReplyId reply) {
            return events.next(
                            SpeechEvent.ReplyFinished.class,
                            finished -> finished.reply().equals(reply))
                    .end();
        }

        byte[] soundOf(ReplyId reply) {
            return TestSound.join(events.all(SpeechEvent.ReplyAudio.class).stream()
                    .filter(audio -> audio.reply().equals(reply))
                    .map(SpeechEvent.ReplyAudio::audio)
                    .toList());
        }

        SessionReport closeAndReport() {
            session.close();
            events.next(SpeechEvent.Closed.class);
            SessionReport report = bench.report();
            assertThat(report.complaints()).as("breaches of the wire").isEmpty();
            return report;
        }

        @Override
        public void close() {
            session.close();
            if (events.all(SpeechEvent.Closed.class).isEmpty()) {
                events.next(SpeechEvent.Closed.class);
            }
            bench.close();
            assertEndsWithOneClosed(events);
        }
    }

    private Conversation talk(Role role) {
        return new Conversation(bench(() -> role));
    }

    private Conversation readyWith(Role role) {
        Conversation talk = talk(role);
        talk.events.next(SpeechEvent.Ready.class);
        return talk;
    }

    private static SpeechBriefing briefing() {
        return new SpeechBriefing(
                new CallId("CA0123456789abcdef0123456789abcdef"),
                "You are the receptionist of a spa.",
                List.of(BOOK, CHECK, Tool.hangUp()),
                AudioFormat.MULAW_8K);
    }

    private static Act.Say say(String text, AudioChunk sound) {
        return new Act.Say(text, sound);
    }

    /// Plays the lines upon [#GREET], a short line at a fence, and nothing else.
    private static ScriptedRole greeting(Act... acts) {
        return new ScriptedRole(cue -> switch (cue) {
            case Cue.Asked(String instructions) when instructions.contains(FENCE) -> List.of(fenceLine());
            case Cue.Asked _ -> List.of(acts);
            case Cue.CallerSpoke _, Cue.ToolsAnswered _ -> List.of();
        });
    }

    private static Act fenceLine() {
        return say("The fence.", TestSound.speech(99, 200));
    }

    private static void assertEndsWithOneClosed(Recorded<SpeechEvent> events) {
        List<SpeechEvent> all = events.all();
        assertThat(all.stream().filter(SpeechEvent.Closed.class::isInstance))
                .as("closed once: %s", all)
                .hasSize(1);
        assertThat(all.getLast()).isInstanceOf(SpeechEvent.Closed.class);
    }

    @Test
    void sound_reaches_the_model_in_the_order_of_sending_whichever_threads_send_it() {
        AudioChunk sound = TestSound.murmur(11, 400);
        Recorded<SpeechEvent> events = new Recorded<>();
        CompletableFuture<SpeechSession> opened = new CompletableFuture<>();
        try (Bench bench =
                bench(() -> new ScriptedRole(_ -> List.of(new Act.Say("Yes.", TestSound.speech(12, 100)))))) {
            SpeechSession session = bench.model().open(briefing(), event -> {
                if (event instanceof SpeechEvent.ReplyStarted) {
                    sendFromTwoThreads(opened.join(), sound);
                }
                events.add(event);
            });
            opened.complete(session);
            session.send(new SpeechCommand.Reply(FENCE));
            events.next(SpeechEvent.ReplyFinished.class);
            session.send(new SpeechCommand.Reply(FENCE));
            events.next(SpeechEvent.ReplyFinished.class);
            session.close();
            AudioChunk twice = AudioChunk.of(AudioFormat.MULAW_8K, TestSound.join(List.of(sound, sound)));
            assertThat(TestSound.frames(bench.report().heard())).isEqualTo(TestSound.frames(twice));
        }
    }

    /// Called on a thread of the adapter: every other frame is sent by that thread itself.
    private static void sendFromTwoThreads(SpeechSession session, AudioChunk sound) {
        boolean here = false;
        for (AudioChunk frame : TestSound.frames(sound)) {
            if (here) {
                session.send(new SpeechCommand.Hear(frame));
            } else {
                CompletableFuture.runAsync(() -> session.send(new SpeechCommand.Hear(frame)))
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join();
            }
            here = !here;
        }
    }

    @Test
    void what_a_reply_is_for_reaches_the_model_as_it_was_said() {
        ScriptedRole role = new ScriptedRole(_ -> List.of(new Act.Say("Yes.", TestSound.speech(13, 100))));
        try (Conversation talk = talk(role)) {
            talk.send(new SpeechCommand.Reply(FENCE));
            talk.events.next(SpeechEvent.ReplyFinished.class);
            assertThat(role.cues().next(Cue.Asked.class).instructions()).isEqualTo(FENCE);
        }
    }

    @Test
    void ready_comes_first_and_only_once() {
        try (Conversation talk = talk(greeting(say("Hello.", TestSound.speech(1, 400))))) {
            assertThat(talk.events.next()).isInstanceOf(SpeechEvent.Ready.class);
            talk.fence();
            talk.closeAndReport();
            assertThat(talk.events.all(SpeechEvent.Ready.class)).hasSize(1);
            assertThat(talk.events.all(SpeechEvent.Ready.class).getFirst().model())
                    .isNotBlank();
        }
    }

    @Test
    void a_requested_reply_is_started_heard_said_and_finished() {
        AudioChunk line = TestSound.speech(1, 1500);
        ScriptedRole role = greeting(say("Good morning, the spa.", line));
        try (Conversation talk = readyWith(role)) {
            talk.send(new SpeechCommand.Reply(GREET));
            ReplyId reply = talk.events.next(SpeechEvent.ReplyStarted.class).reply();
            assertThat(talk.awaitFinished(reply)).isEqualTo(ReplyEnd.COMPLETE);
            talk.closeAndReport();

            assertThat(role.cues().next(Cue.Asked.class).instructions()).contains(GREET);
            List<SpeechEvent> all = talk.events.all();
            int started = all.indexOf(new SpeechEvent.ReplyStarted(reply));
            int finished = all.indexOf(new SpeechEvent.ReplyFinished(reply, ReplyEnd.COMPLETE));
            List<SpeechEvent> between = all.subList(started + 1, finished);
            assertThat(between.stream().filter(SpeechEvent.ReplyAudio.class::isInstance))
                    .isNotEmpty();
            assertThat(talk.events.all(SpeechEvent.ReplyAudio.class))
                    .allMatch(audio -> audio.reply().equals(reply))
                    .allMatch(between::contains);
            List<SpeechEvent.ReplySaid> said = talk.events.all(SpeechEvent.ReplySaid.class);
            assertThat(said).extracting(SpeechEvent.ReplySaid::text).containsExactly("Good morning, the spa.");
            assertThat(between).containsAll(said);
            assertThat(talk.events.all(SpeechEvent.ReplyFinished.class)).hasSize(1);
        }
    }

    @Test
    void the_agents_sound_arrives_byte_for_byte() {
        AudioChunk line = TestSound.speech(2, 2345);
        try (Conversation talk = readyWith(greeting(say("A longer line.", line)))) {
            talk.send(new SpeechCommand.Reply(GREET));
            ReplyId reply = talk.events.next(SpeechEvent.ReplyStarted.class).reply();
            talk.awaitFinished(reply);
            SessionReport report = talk.closeAndReport();
            assertThat(talk.soundOf(reply)).isEqualTo(line.bytes());
            assertThat(report.sentItems()).hasSize(1);
            assertThat(report.sentItems().getFirst().audio()).isEqualTo(line);
        }
    }

    @Test
    void lines_of_one_reply_are_told_apart_by_item() {
        AudioChunk first = TestSound.speech(3, 500);
        AudioChunk second = TestSound.speech(4, 700);
        try (Conversation talk = readyWith(greeting(say("One moment.", first), say("There is a slot.", second)))) {
            talk.send(new SpeechCommand.Reply(GREET));
            ReplyId reply = talk.events.next(SpeechEvent.ReplyStarted.class).reply();
            talk.awaitFinished(reply);
            SessionReport report = talk.closeAndReport();
            assertThat(talk.soundOf(reply)).isEqualTo(TestSound.join(List.of(first, second)));
            List<ItemId> items = talk.events.all(SpeechEvent.ReplyAudio.class).stream()
                    .map(SpeechEvent.ReplyAudio::item)
                    .distinct()
                    .toList();
            assertThat(items).hasSize(2);
            assertThat(report.sentItems())
                    .extracting(SessionReport.SentItem::item)
                    .containsExactlyElementsOf(items.stream().map(ItemId::value).toList());
            assertThat(talk.events.all(SpeechEvent.ReplySaid.class))
                    .extracting(SpeechEvent.ReplySaid::item)
                    .containsExactlyElementsOf(items);
        }
    }

    @Test
    void the_callers_sound_arrives_byte_for_byte_and_in_order() {
        AudioChunk sound = TestSound.murmur(5, 3000);
        try (Conversation talk = readyWith(greeting())) {
            talk.hear(sound);
            talk.fence();
            assertThat(talk.closeAndReport().heard()).isEqualTo(sound);
        }
    }

    @Test
    void what_is_sent_before_ready_is_kept_in_order() {
        AudioChunk sound = TestSound.murmur(6, 1000);
        try (Conversation talk = talk(greeting(say("Hello.", TestSound.speech(1, 300))))) {
            talk.hear(sound);
            talk.send(new SpeechCommand.Reply(GREET));
            assertThat(talk.events.next()).isInstanceOf(SpeechEvent.Ready.class);
            ReplyId reply = talk.events.next(SpeechEvent.ReplyStarted.class).reply();
            assertThat(talk.awaitFinished(reply)).isEqualTo(ReplyEnd.COMPLETE);
            assertThat(talk.closeAndReport().heard()).isEqualTo(sound);
        }
    }

    @Test
    void the_callers_utterance_is_noticed_transcribed_once_and_answered_unasked() {
        ScriptedRole role = new ScriptedRole(cue -> switch (cue) {
            case Cue.CallerSpoke _ -> List.of(say("Gladly.", TestSound.speech(7, 400)));
            case Cue.Asked _ -> List.of(fenceLine());
            case Cue.ToolsAnswered _ -> List.of();
        });
        try (Conversation talk = readyWith(role)) {
            talk.hear(TestSound.speech(8, 900));
            talk.hear(TestSound.silence(1500));
            talk.events.next(SpeechEvent.CallerStartedSpeaking.class);
            talk.events.next(SpeechEvent.CallerStoppedSpeaking.class);
            ReplyId reply = talk.events.next(SpeechEvent.ReplyStarted.class).reply();
            assertThat(talk.awaitFinished(reply)).isEqualTo(ReplyEnd.COMPLETE);
            assertThat(role.cues().next()).isEqualTo(new Cue.CallerSpoke(1));
            talk.fence();
            SessionReport report = talk.closeAndReport();
            assertThat(talk.events.all(SpeechEvent.CallerSaid.class))
                    .extracting(SpeechEvent.CallerSaid::text)
                    .containsExactly("utterance 1");
            assertThat(talk.events.all(SpeechEvent.CallerStartedSpeaking.class)).hasSize(1);
            assertThat(talk.events.all(SpeechEvent.CallerStoppedSpeaking.class)).hasSize(1);
            assertThat(report.speechStartedNanos()).hasSize(1);
        }
    }

    @Test
    void o5_speech_during_a_reply_interrupts_it_and_later_sound_names_the_reply_it_belongs_to() {
        ScriptedRole role = new ScriptedRole(cue -> switch (cue) {
            case Cue.Asked(String instructions) when instructions.contains(FENCE) -> List.of(fenceLine());
            case Cue.Asked _ -> List.of(say("A very long story.", TestSound.speech(9, 40_000)));
            case Cue.CallerSpoke _ -> List.of(say("Sorry, go on.", TestSound.speech(10, 400)));
            case Cue.ToolsAnswered _ -> List.of();
        });
        try (Conversation talk = readyWith(role)) {
            talk.send(new SpeechCommand.Reply(GREET));
            SpeechEvent.ReplyAudio first = talk.events.next(SpeechEvent.ReplyAudio.class);
            ReplyId told = first.reply();
            talk.hear(TestSound.speech(11, 700));
            talk.events.next(SpeechEvent.CallerStartedSpeaking.class);
            talk.send(new SpeechCommand.StopReply(List.of(new HeardItem(first.item(), 20)), Cause.CALLER_SPOKE));
            talk.hear(TestSound.silence(1500));
            assertThat(talk.awaitFinished(told)).isEqualTo(ReplyEnd.INTERRUPTED);
            ReplyId answer = talk.events.next(SpeechEvent.ReplyStarted.class).reply();
            assertThat(talk.awaitFinished(answer)).isEqualTo(ReplyEnd.COMPLETE);
            talk.fence();
            talk.closeAndReport();

            assertThat(answer).isNotEqualTo(told);
            assertThat(talk.soundOf(answer)).isEqualTo(TestSound.speech(10, 400).bytes());
            assertThat(talk.soundOf(told).length)
                    .isLessThan(TestSound.speech(9, 40_000).byteCount());
            assertEverySoundBelongsToAStartedReply(talk.events.all());
        }
    }

    private static void assertEverySoundBelongsToAStartedReply(List<SpeechEvent> events) {
        List<ReplyId> started = new ArrayList<>();
        for (SpeechEvent event : events) {
            switch (event) {
                case SpeechEvent.ReplyStarted(ReplyId reply) -> {
                    assertThat(started).as("replies started once").doesNotContain(reply);
                    started.add(reply);
                }
                case SpeechEvent.ReplyAudio audio -> assertThat(started).contains(audio.reply());
                default -> {}
            }
        }
    }

    @Test
    void a_reply_that_we_stop_is_interrupted_and_another_one_can_follow() {
        ScriptedRole role = greeting(say("A very long story.", TestSound.speech(12, 40_000)));
        try (Conversation talk = readyWith(role)) {
            talk.send(new SpeechCommand.Reply(GREET));
            ReplyId told = talk.events.next(SpeechEvent.ReplyAudio.class).reply();
            talk.send(new SpeechCommand.StopReply(List.of(), Cause.OUR_DECISION));
            assertThat(talk.awaitFinished(told)).isEqualTo(ReplyEnd.INTERRUPTED);
            assertThat(talk.fence()).isNotEqualTo(told);
            talk.closeAndReport();
        }
    }

    @Test
    void o6_stopping_a_reply_that_has_just_finished_is_harmless() {
        try (Conversation talk = readyWith(greeting(say("Hello.", TestSound.speech(13, 300))))) {
            talk.send(new SpeechCommand.Reply(GREET));
            talk.awaitFinished(talk.events.next(SpeechEvent.ReplyStarted.class).reply());
            talk.send(new SpeechCommand.StopReply(List.of(), Cause.CALLER_SPOKE));
            talk.fence();
            talk.closeAndReport();
            assertThat(talk.events.all(SpeechEvent.Faulted.class)).isEmpty();
        }
    }

    @Test
    void the_model_is_told_how_much_of_a_line_was_heard() {
        try (Conversation talk = readyWith(greeting(say("Two seconds.", TestSound.speech(14, 2000))))) {
            talk.send(new SpeechCommand.Reply(GREET));
            SpeechEvent.ReplyAudio audio = talk.events.next(SpeechEvent.ReplyAudio.class);
            talk.awaitFinished(audio.reply());
            talk.send(new SpeechCommand.StopReply(List.of(new HeardItem(audio.item(), 640)), Cause.CALLER_SPOKE));
            talk.fence();
            SessionReport report = talk.closeAndReport();
            if (talk.bench.model().capabilities().truncates()) {
                assertThat(report.truncations())
                        .containsExactly(
                                new SessionReport.Truncation(audio.item().value(), 640));
            } else {
                assertThat(report.truncations()).isEmpty();
            }
            assertThat(talk.events.all(SpeechEvent.Faulted.class)).isEmpty();
        }
    }

    @Test
    void several_cut_lines_are_truncated_in_the_order_of_speaking() {
        ScriptedRole role = greeting(say("One.", TestSound.speech(15, 1000)), say("Two.", TestSound.speech(16, 1000)));
        try (Conversation talk = readyWith(role)) {
            talk.send(new SpeechCommand.Reply(GREET));
            talk.awaitFinished(talk.events.next(SpeechEvent.ReplyStarted.class).reply());
            List<ItemId> items = talk.events.all(SpeechEvent.ReplyAudio.class).stream()
                    .map(SpeechEvent.ReplyAudio::item)
                    .distinct()
                    .toList();
            talk.send(new SpeechCommand.StopReply(
                    List.of(new HeardItem(items.getFirst(), 400), new HeardItem(items.getLast(), 0)),
                    Cause.CALLER_SPOKE));
            talk.fence();
            SessionReport report = talk.closeAndReport();
            if (talk.bench.model().capabilities().truncates()) {
                assertThat(report.truncations())
                        .containsExactly(
                                new SessionReport.Truncation(items.getFirst().value(), 400),
                                new SessionReport.Truncation(items.getLast().value(), 0));
            } else {
                assertThat(report.truncations()).isEmpty();
            }
        }
    }

    @Test
    void more_heard_than_was_received_is_never_claimed() {
        try (Conversation talk = readyWith(greeting(say("One second.", TestSound.speech(17, 1000))))) {
            talk.send(new SpeechCommand.Reply(GREET));
            SpeechEvent.ReplyAudio audio = talk.events.next(SpeechEvent.ReplyAudio.class);
            talk.awaitFinished(audio.reply());
            talk.send(new SpeechCommand.StopReply(List.of(new HeardItem(audio.item(), 7000)), Cause.CALLER_SPOKE));
            talk.fence();
            SessionReport report = talk.closeAndReport();
            assertThat(report.truncations())
                    .allMatch(truncation -> truncation.heardMilliseconds() <= 1000)
                    .hasSizeLessThanOrEqualTo(1);
            assertThat(talk.events.all(SpeechEvent.Faulted.class)).isEmpty();
        }
    }

    @Test
    void o11_a_tool_call_comes_once_and_its_outcome_reaches_the_model() {
        String arguments = "{\"service\": \"Hot stone \\\"deluxe\\\" für zwei\"}";
        String output = "{\"outcome\":\"booked\",\"reference\":\"B-1042 \\u00fc ü\"}";
        ScriptedRole role = new ScriptedRole(cue -> switch (cue) {
            case Cue.Asked _ -> List.of(new Act.UseTool("book_appointment", arguments));
            case Cue.ToolsAnswered _ -> List.of(say("Booked.", TestSound.speech(18, 400)));
            case Cue.CallerSpoke _ -> List.of();
        });
        try (Conversation talk = readyWith(role)) {
            talk.send(new SpeechCommand.Reply(GREET));
            SpeechEvent.ToolWanted wanted = talk.events.next(SpeechEvent.ToolWanted.class);
            assertThat(wanted.call().tool()).isEqualTo("book_appointment");
            assertThat(wanted.call().arguments()).isEqualTo(arguments);
            assertThat(talk.awaitFinished(wanted.reply())).isEqualTo(ReplyEnd.COMPLETE);
            talk.send(new SpeechCommand.GiveToolResult(wanted.call().id(), new ToolOutcome.Done(output)));
            talk.send(new SpeechCommand.Reply(""));
            ReplyId answer = talk.events.next(SpeechEvent.ReplyStarted.class).reply();
            assertThat(talk.awaitFinished(answer)).isEqualTo(ReplyEnd.COMPLETE);
            talk.closeAndReport();
            assertThat(role.cues().next(Cue.ToolsAnswered.class).answers())
                    .containsExactly(new Cue.ToolAnswer("book_appointment", output));
            assertThat(talk.events.all(SpeechEvent.ToolWanted.class)).hasSize(1);
        }
    }

    @Test
    void several_tool_calls_of_one_reply_are_answered_together() {
        ScriptedRole role = new ScriptedRole(cue -> switch (cue) {
            case Cue.Asked _ ->
                List.of(
                        say("Let me look.", TestSound.speech(19, 400)),
                        new Act.UseTool("check_availability", "{\"day\":\"today\"}"),
                        new Act.UseTool("check_availability", "{\"day\":\"tomorrow\"}"));
            case Cue.ToolsAnswered _ -> List.of(say("Both are free.", TestSound.speech(20, 400)));
            case Cue.CallerSpoke _ -> List.of();
        });
        try (Conversation talk = readyWith(role)) {
            talk.send(new SpeechCommand.Reply(GREET));
            ToolCall today = talk.events.next(SpeechEvent.ToolWanted.class).call();
            ToolCall tomorrow = talk.events.next(SpeechEvent.ToolWanted.class).call();
            assertThat(today.arguments()).isEqualTo("{\"day\":\"today\"}");
            assertThat(tomorrow.arguments()).isEqualTo("{\"day\":\"tomorrow\"}");
            assertThat(today.id()).isNotEqualTo(tomorrow.id());
            talk.events.next(SpeechEvent.ReplyFinished.class);
            ToolOutcome refused = new ToolOutcome.Refused("{\"outcome\":\"refused\"}");
            talk.send(new SpeechCommand.GiveToolResult(tomorrow.id(), refused));
            talk.send(new SpeechCommand.GiveToolResult(today.id(), new ToolOutcome.Failed()));
            talk.send(new SpeechCommand.Reply(""));
            talk.awaitFinished(talk.events.next(SpeechEvent.ReplyStarted.class).reply());
            talk.closeAndReport();
            assertThat(role.cues().next(Cue.ToolsAnswered.class).answers())
                    .containsExactly(
                            new Cue.ToolAnswer("check_availability", refused.answer()),
                            new Cue.ToolAnswer("check_availability", new ToolOutcome.Failed().answer()));
        }
    }

    @Test
    void a_tool_outcome_alone_makes_the_model_say_nothing() {
        ScriptedRole role = new ScriptedRole(cue -> switch (cue) {
            case Cue.Asked _ -> List.of(new Act.UseTool("hang_up", "{}"));
            case Cue.ToolsAnswered _, Cue.CallerSpoke _ -> List.of(say("Too much.", TestSound.speech(21, 300)));
        });
        try (Conversation talk = readyWith(role)) {
            talk.send(new SpeechCommand.Reply(GREET));
            SpeechEvent.ToolWanted wanted = talk.events.next(SpeechEvent.ToolWanted.class);
            talk.awaitFinished(wanted.reply());
            talk.send(new SpeechCommand.GiveToolResult(wanted.call().id(), new ToolOutcome.Done("{}")));
            talk.closeAndReport();
            assertThat(role.cues().all()).hasSize(1);
            assertThat(talk.events.all(SpeechEvent.ReplyStarted.class)).hasSize(1);
        }
    }

    @Test
    void i5_closing_gives_closed_once_and_last_within_5_seconds() {
        try (Conversation talk = readyWith(greeting(say("A very long story.", TestSound.speech(22, 40_000))))) {
            talk.send(new SpeechCommand.Reply(GREET));
            talk.events.next(SpeechEvent.ReplyAudio.class);
            long from = System.nanoTime();
            talk.session.close();
            talk.session.close();
            talk.events.next(SpeechEvent.Closed.class);
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(5));
            SessionReport report = talk.bench.report();
            assertThat(report.closed()).isTrue();
            assertThat(report.complaints()).isEmpty();
            assertThat(talk.events.all(SpeechEvent.Faulted.class)).isEmpty();
        }
    }

    @Test
    void commands_after_closed_are_ignored() {
        try (Conversation talk = readyWith(greeting())) {
            talk.closeAndReport();
            talk.hear(TestSound.murmur(23, 200));
            talk.send(new SpeechCommand.Reply(GREET));
            talk.send(new SpeechCommand.StopReply(List.of(), Cause.OUR_DECISION));
            talk.session.close();
            assertEndsWithOneClosed(talk.events);
        }
    }

    @Test
    void o2_an_abrupt_loss_is_told_as_a_fault_and_closed() {
        try (Conversation talk = readyWith(greeting(say("A very long story.", TestSound.speech(24, 40_000))))) {
            talk.send(new SpeechCommand.Reply(GREET));
            talk.events.next(SpeechEvent.ReplyAudio.class);
            talk.bench.cutConnection();
            assertThat(talk.events.next(SpeechEvent.Faulted.class).fault())
                    .isInstanceOf(SpeechFault.Disconnected.class);
            talk.events.next(SpeechEvent.Closed.class);
            assertThat(talk.bench.report().complaints()).isEmpty();
        }
    }

    @Test
    void o1_a_wrong_key_is_told_as_a_refusal_and_closed() {
        Recorded<SpeechEvent> events = new Recorded<>();
        try (Bench bench = benchRefusing()) {
            SpeechSession session = bench.model().open(briefing(), events::add);
            assertThat(events.next(SpeechEvent.Faulted.class).fault()).isInstanceOf(SpeechFault.Refused.class);
            events.next(SpeechEvent.Closed.class);
            session.close();
        }
        assertThat(events.all(SpeechEvent.Ready.class)).isEmpty();
        assertEndsWithOneClosed(events);
    }

    @Test
    void o1_an_unreachable_provider_is_told_as_a_lost_connection_and_closed() throws IOException {
        int port;
        try (ServerSocket free = loopback()) {
            port = free.getLocalPort();
        }
        Recorded<SpeechEvent> events = new Recorded<>();
        SpeechSession session = modelDialling(port).open(briefing(), events::add);
        session.send(new SpeechCommand.Reply(GREET));
        assertThat(events.next(SpeechEvent.Faulted.class).fault()).isInstanceOf(SpeechFault.Disconnected.class);
        events.next(SpeechEvent.Closed.class);
        session.close();
        assertThat(events.all(SpeechEvent.Ready.class)).isEmpty();
        assertEndsWithOneClosed(events);
    }

    @Test
    void o1_a_provider_that_never_answers_is_given_up() throws IOException {
        try (ServerSocket deaf = loopback()) {
            Recorded<SpeechEvent> events = new Recorded<>();
            modelDialling(deaf.getLocalPort()).open(briefing(), events::add);
            assertThat(events.next(SpeechEvent.Faulted.class).fault()).isInstanceOf(SpeechFault.Disconnected.class);
            events.next(SpeechEvent.Closed.class);
            assertEndsWithOneClosed(events);
        }
    }

    @Test
    void opening_does_not_wait_and_an_unanswered_session_can_be_closed() throws IOException {
        try (ServerSocket deaf = loopback()) {
            SpeechModel model = modelDialling(deaf.getLocalPort());
            Recorded<SpeechEvent> first = new Recorded<>();
            model.open(briefing(), first::add).close();
            first.next(SpeechEvent.Closed.class);

            Recorded<SpeechEvent> second = new Recorded<>();
            long from = System.nanoTime();
            SpeechSession session = model.open(briefing(), second::add);
            Duration opening = Duration.ofNanos(System.nanoTime() - from);
            session.close();
            second.next(SpeechEvent.Closed.class);
            assertThat(opening).isLessThan(Duration.ofSeconds(1));
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(6));
            assertEndsWithOneClosed(second);
        }
    }

    private static ServerSocket loopback() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @Test
    void a_session_hears_nothing_of_another_one() {
        try (Conversation one = readyWith(greeting(say("One.", TestSound.speech(25, 500))));
                Conversation two = readyWith(greeting(say("Two.", TestSound.speech(26, 500))))) {
            one.send(new SpeechCommand.Reply(GREET));
            two.send(new SpeechCommand.Reply(GREET));
            one.awaitFinished(one.events.next(SpeechEvent.ReplyStarted.class).reply());
            two.awaitFinished(two.events.next(SpeechEvent.ReplyStarted.class).reply());
            one.closeAndReport();
            two.fence();
            two.closeAndReport();
            assertThat(one.events.all(SpeechEvent.ReplySaid.class))
                    .extracting(SpeechEvent.ReplySaid::text)
                    .containsExactly("One.");
            assertThat(two.events.all(SpeechEvent.ReplySaid.class))
                    .extracting(SpeechEvent.ReplySaid::text)
                    .containsExactly("Two.", "The fence.");
        }
    }
}
