package dev.switchhook.xai;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechFault;
import dev.switchhook.domain.port.speech.SpeechSession;
import dev.switchhook.domain.rehearsal.Act;
import dev.switchhook.domain.rehearsal.Cue;
import dev.switchhook.domain.rehearsal.Role;
import dev.switchhook.domain.rehearsal.SessionReport;
import dev.switchhook.domain.settings.Secret;
import dev.switchhook.domain.testkit.Recorded;
import dev.switchhook.domain.testkit.ScriptedRole;
import dev.switchhook.domain.testkit.TestSound;
import dev.switchhook.domain.tool.Tool;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.turn.ReplyId;
import dev.switchhook.xai.rehearsal.XaiMisbehaviour;
import dev.switchhook.xai.rehearsal.XaiMisbehaviour.Oddity;
import dev.switchhook.xai.rehearsal.XaiRehearsal;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/// Sessions over real sockets against the strict rehearsal server, beyond what every speech model promises. Alone,
/// because it reads all of the log.
@Isolated
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class XaiSessionTest {

    private static final SpeechBriefing BRIEFING = new SpeechBriefing(
            new CallId("CA1"), "You are the receptionist of a spa.", List.of(Tool.hangUp()), AudioFormat.MULAW_8K);

    private static ApplicationContext context;

    private final Recorded<SpeechEvent> events = new Recorded<>();
    private XaiRehearsal server;
    private XaiSpeechModel model;
    private SpeechSession session;

    @BeforeAll
    static void startFramework() {
        context = ApplicationContext.run();
    }

    @AfterAll
    static void stopFramework() {
        context.close();
    }

    @AfterEach
    void end() {
        if (session != null) {
            session.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private static ScriptedRole saying(Act... acts) {
        return new ScriptedRole(_ -> List.of(acts));
    }

    private static Act.Say line(int milliseconds) {
        return new Act.Say("Good morning, this is the spa.", TestSound.speech(1, milliseconds));
    }

    private void serve(Role role, XaiMisbehaviour misbehaviour) {
        server = XaiRehearsal.open(() -> role, 8, misbehaviour);
    }

    private void dial(UnaryOperator<XaiSettings> settings, Limits limits) {
        model = new XaiSpeechModel(
                settings.apply(XaiSettings.towards(server.baseUrl(), server.apiKey())),
                context.getBean(XaiSockets.class),
                limits);
        session = model.open(BRIEFING, events::add);
    }

    private void dial(Role role, XaiMisbehaviour misbehaviour) {
        serve(role, misbehaviour);
        dial(settings -> settings, Limits.STANDARD);
    }

    private SpeechFault faultThenClosed() {
        SpeechFault fault = events.next(SpeechEvent.Faulted.class).fault();
        events.next(SpeechEvent.Closed.class);
        assertThat(events.all().getLast()).isInstanceOf(SpeechEvent.Closed.class);
        assertThat(events.all(SpeechEvent.Closed.class)).hasSize(1);
        return fault;
    }

    private SessionReport report() {
        session.close();
        events.next(SpeechEvent.Closed.class);
        return server.ended(1).orTimeout(10, TimeUnit.SECONDS).join();
    }

    private SpeechEvent.ReplyFinished replyTo(String cue) {
        session.send(new SpeechCommand.Reply(cue));
        return events.next(SpeechEvent.ReplyFinished.class);
    }

    // Dialling.

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404})
    void o1_a_provider_that_does_not_want_us_refuses(int status) {
        dial(saying(), XaiMisbehaviour.refusing(status));
        assertThat(faultThenClosed()).isInstanceOf(SpeechFault.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void o1_a_provider_without_room_is_busy_and_may_say_for_how_long(int status) {
        dial(saying(), XaiMisbehaviour.refusing(status));
        assertThat(faultThenClosed()).isEqualTo(new SpeechFault.Busy(Optional.of(Duration.ofSeconds(2))));
    }

    @ParameterizedTest
    @ValueSource(ints = {418, 500, 502})
    void o1_a_provider_in_trouble_counts_as_a_lost_connection(int status) {
        dial(saying(), XaiMisbehaviour.refusing(status));
        assertThat(faultThenClosed()).isInstanceOf(SpeechFault.Disconnected.class);
    }

    @Test
    void o1_without_a_key_nobody_is_dialled() {
        serve(saying(), XaiMisbehaviour.none());
        dial(settings -> XaiSettings.towards(settings.baseUrl(), new Secret("")), Limits.STANDARD);
        assertThat(faultThenClosed()).isInstanceOf(SpeechFault.Refused.class);
        assertThat(server.reports()).isEmpty();
    }

    @Test
    void o1_a_handshake_that_is_answered_too_late_leaves_no_session_behind() {
        serve(saying(line(100)), XaiMisbehaviour.slowHandshake(Duration.ofMillis(600)));
        dial(settings -> settings.withTimeouts(Duration.ofMillis(200), Duration.ofSeconds(3)), Limits.STANDARD);
        assertThat(faultThenClosed()).isInstanceOf(SpeechFault.Disconnected.class);

        Recorded<SpeechEvent> later = new Recorded<>();
        SpeechSession patient = new XaiSpeechModel(
                        XaiSettings.towards(server.baseUrl(), server.apiKey()), context.getBean(XaiSockets.class))
                .open(BRIEFING, later::add);
        later.next(SpeechEvent.Ready.class);
        assertThat(server.reports()).as("only the patient one").hasSize(1);
        assertThat(server.openConnections()).isEqualTo(1);
        patient.close();
        later.next(SpeechEvent.Closed.class);
    }

    // Becoming ready.

    @ParameterizedTest
    @ValueSource(strings = {"NO_SESSION_CREATED", "NO_CONVERSATION_CREATED"})
    void either_first_message_is_enough(String oddity) {
        dial(saying(line(200)), XaiMisbehaviour.with(Oddity.valueOf(oddity)));
        events.next(SpeechEvent.Ready.class);
        replyTo("");
        assertThat(report().complaints()).isEmpty();
    }

    @Test
    void without_any_first_message_we_introduce_ourselves_unasked() {
        dial(saying(), XaiMisbehaviour.with(Oddity.NO_SESSION_CREATED, Oddity.NO_CONVERSATION_CREATED));
        assertThat(events.next()).isInstanceOf(SpeechEvent.Ready.class);
        assertThat(report().complaints()).isEmpty();
    }

    @Test
    void a_session_that_is_never_confirmed_is_given_up() {
        serve(saying(), XaiMisbehaviour.with(Oddity.NEVER_READY));
        dial(settings -> settings.withTimeouts(Duration.ofSeconds(3), Duration.ofMillis(300)), Limits.STANDARD);
        assertThat(faultThenClosed()).isInstanceOf(SpeechFault.Unintelligible.class);
        assertThat(server.ended(1).orTimeout(5, TimeUnit.SECONDS).join().closed())
                .isTrue();
    }

    @Test
    void a_session_in_other_formats_is_never_ready() {
        dial(saying(), XaiMisbehaviour.with(Oddity.WRONG_ECHO));
        assertThat(faultThenClosed()).isInstanceOf(SpeechFault.Unintelligible.class);
        assertThat(events.all(SpeechEvent.Ready.class)).isEmpty();
    }

    @Test
    void a_refused_session_is_refused_at_once() {
        dial(saying(), XaiMisbehaviour.with(Oddity.REFUSED_SESSION));
        assertThat(faultThenClosed()).isInstanceOf(SpeechFault.Refused.class);
    }

    @Test
    void ready_names_the_model_that_really_answers() {
        serve(saying(), XaiMisbehaviour.none());
        dial(settings -> settings.withModel("grok-voice-3.0"), Limits.STANDARD);
        assertThat(events.next(SpeechEvent.Ready.class).model()).isEqualTo("grok-voice-3.0");
        assertThat(model.counts().otherModels()).isZero();
        assertThat(report().complaints()).isEmpty();
    }

    @Test
    void a_substituted_model_is_noticed_and_lived_with() {
        serve(saying(), XaiMisbehaviour.none());
        dial(settings -> settings.withModel("grok-voice-99"), Limits.STANDARD);
        assertThat(events.next(SpeechEvent.Ready.class).model()).isEqualTo("grok-voice-think-fast-2.0");
        assertThat(model.counts().otherModels()).isEqualTo(1);
    }

    @Test
    void too_much_sound_before_ready_loses_its_beginning_and_is_counted() {
        serve(saying(line(100)), XaiMisbehaviour.slowHandshake(Duration.ofMillis(300)));
        dial(
                settings -> settings,
                new Limits(256 * 1024, 1600, 1024 * 1024, Duration.ofSeconds(1), Duration.ofSeconds(2)));
        AudioChunk sound = TestSound.murmur(3, 400);
        TestSound.frames(sound).forEach(frame -> session.send(new SpeechCommand.Hear(frame)));
        events.next(SpeechEvent.Ready.class);
        replyTo("");
        byte[] all = sound.bytes();
        assertThat(report().heard().bytes()).isEqualTo(Arrays.copyOfRange(all, all.length - 1600, all.length));
        assertThat(model.counts().droppedCallerBytes()).isEqualTo(all.length - 1600);
    }

    // Talking.

    @Test
    void o7_a_message_of_200_kib_is_understood() {
        dial(saying(line(1000)), XaiMisbehaviour.with(Oddity.HUGE_MESSAGES));
        events.next(SpeechEvent.Ready.class);
        replyTo("");
        assertThat(TestSound.join(events.all(SpeechEvent.ReplyAudio.class).stream()
                        .map(SpeechEvent.ReplyAudio::audio)
                        .toList()))
                .isEqualTo(line(1000).audio().bytes());
    }

    @Test
    void o9_strange_messages_are_counted_and_ignored() {
        dial(saying(line(300)), XaiMisbehaviour.with(Oddity.STRANGE_MESSAGES));
        events.next(SpeechEvent.Ready.class);
        replyTo("");
        assertThat(report().complaints()).isEmpty();
        assertThat(model.counts().unknownMessages()).isEqualTo(1);
        assertThat(model.counts().garbledMessages()).isEqualTo(7);
        assertThat(model.counts().otherErrors()).isEqualTo(1);
        assertThat(events.all(SpeechEvent.Faulted.class)).isEmpty();
    }

    @Test
    void sound_in_another_format_is_never_played() {
        dial(saying(line(300)), XaiMisbehaviour.with(Oddity.STATIC));
        events.next(SpeechEvent.Ready.class);
        session.send(new SpeechCommand.Reply(""));
        assertThat(faultThenClosed()).isInstanceOf(SpeechFault.Unintelligible.class);
        assertThat(events.all(SpeechEvent.ReplyAudio.class)).isEmpty();
    }

    @Test
    void the_caller_is_transcribed_whole_and_once_from_growing_and_repeated_transcripts() {
        String words = "I would like to book a hot stone massage tomorrow at ten please";
        serve(
                new Role() {
                    @Override
                    public String heard(int number) {
                        return words;
                    }

                    @Override
                    public List<Act> play(Cue cue) {
                        return List.of(line(300));
                    }
                },
                XaiMisbehaviour.none());
        dial(settings -> settings, Limits.STANDARD);
        events.next(SpeechEvent.Ready.class);
        TestSound.frames(TestSound.speech(4, 3000)).forEach(frame -> session.send(new SpeechCommand.Hear(frame)));
        TestSound.frames(TestSound.silence(800)).forEach(frame -> session.send(new SpeechCommand.Hear(frame)));
        events.next(SpeechEvent.ReplyFinished.class);
        assertThat(report().complaints()).isEmpty();
        assertThat(events.all(SpeechEvent.CallerSaid.class))
                .extracting(SpeechEvent.CallerSaid::text)
                .containsExactly(words);
    }

    @Test
    void a_tool_that_answers_before_the_response_is_done_is_held_back_until_then() {
        ScriptedRole role = new ScriptedRole(cue ->
                cue instanceof Cue.Asked ? List.of(line(200), new Act.UseTool("book", "{}")) : List.of(line(200)));
        serve(role, XaiMisbehaviour.none());
        AtomicReference<SpeechSession> early = new AtomicReference<>();
        model = new XaiSpeechModel(
                XaiSettings.towards(server.baseUrl(), server.apiKey()), context.getBean(XaiSockets.class));
        session = model.open(BRIEFING, event -> {
            events.add(event);
            if (event instanceof SpeechEvent.ToolWanted(ReplyId _, ToolCall call)) {
                early.get().send(new SpeechCommand.GiveToolResult(call.id(), new ToolOutcome.Done("{\"ok\":true}")));
                early.get().send(new SpeechCommand.Reply(""));
            }
        });
        early.set(session);
        session.send(new SpeechCommand.Reply("Begin."));
        events.next(SpeechEvent.ReplyFinished.class);
        events.next(SpeechEvent.ReplyFinished.class);
        assertThat(report().complaints()).isEmpty();
        assertThat(role.cues().next(Cue.ToolsAnswered.class).answers())
                .containsExactly(new Cue.ToolAnswer("book", "{\"ok\":true}"));
    }

    @Test
    void a_reply_that_is_wanted_while_another_one_sounds_is_asked_for_after_it() {
        ScriptedRole role = saying(line(3000));
        dial(role, XaiMisbehaviour.none());
        session.send(new SpeechCommand.Reply("One."));
        events.next(SpeechEvent.ReplyAudio.class);
        session.send(new SpeechCommand.Reply("Two."));
        events.next(SpeechEvent.ReplyFinished.class);
        events.next(SpeechEvent.ReplyFinished.class);
        assertThat(report().complaints()).isEmpty();
        assertThat(role.cues().all(Cue.Asked.class))
                .extracting(Cue.Asked::instructions)
                .containsExactly("One.", "Two.");
    }

    @Test
    void two_models_with_different_settings_live_in_one_process() {
        serve(saying(), XaiMisbehaviour.none());
        dial(settings -> settings.withModel("grok-voice-3.0"), Limits.STANDARD);
        events.next(SpeechEvent.Ready.class);
        Recorded<SpeechEvent> others = new Recorded<>();
        try (XaiRehearsal elsewhere = XaiRehearsal.open(() -> saying())) {
            SpeechSession other = new XaiSpeechModel(
                            XaiSettings.towards(elsewhere.baseUrl(), elsewhere.apiKey()),
                            context.getBean(XaiSockets.class))
                    .open(BRIEFING, others::add);
            assertThat(others.next(SpeechEvent.Ready.class).model()).isEqualTo("grok-voice-think-fast-2.0");
            other.close();
            others.next(SpeechEvent.Closed.class);
        }
        assertThat(events.all(SpeechEvent.Closed.class)).isEmpty();
    }

    @Test
    void no_key_and_no_word_of_the_call_reaches_the_log() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger("dev.switchhook");
        log.start();
        logger.addAppender(log);
        try {
            serve(saying(line(300)), XaiMisbehaviour.with(Oddity.STRANGE_MESSAGES));
            dial(settings -> settings.withModel("grok-voice-99"), Limits.STANDARD);
            events.next(SpeechEvent.Ready.class);
            replyTo("Greet the caller warmly.");
            server.cutConnections();
            faultThenClosed();
        } finally {
            logger.detachAppender(log);
        }
        List<String> lines = List.copyOf(log.list).stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
        assertThat(lines).hasSizeGreaterThanOrEqualTo(2).allMatch(line -> line.contains("CA1"));
        assertThat(String.join("\n", lines))
                .doesNotContain(server.apiKey().reveal(), "Bearer", "Good morning", "warmly", BRIEFING.instructions());
    }

    // Ending.

    @Test
    void the_longest_session_ends_as_expired() {
        dial(saying(line(500)), XaiMisbehaviour.expiringAt(1));
        session.send(new SpeechCommand.Reply(""));
        assertThat(faultThenClosed()).isEqualTo(new SpeechFault.SessionExpired());
    }

    @Test
    void o2_a_connection_that_breaks_while_the_agent_speaks_is_told() {
        dial(saying(line(500)), XaiMisbehaviour.droppingAt(2));
        replyTo("");
        session.send(new SpeechCommand.Reply(""));
        assertThat(faultThenClosed()).isInstanceOf(SpeechFault.Disconnected.class);
    }

    @Test
    void a_provider_that_falls_too_far_behind_loses_the_session() {
        dial(saying(), XaiMisbehaviour.with(Oddity.DEAF));
        events.next(SpeechEvent.Ready.class);
        AudioChunk sound = TestSound.murmur(5, 20_000);
        for (int i = 0; i < 500 && events.all(SpeechEvent.Faulted.class).isEmpty(); i++) {
            session.send(new SpeechCommand.Hear(sound));
        }
        assertThat(faultThenClosed()).isInstanceOf(SpeechFault.Disconnected.class);
        assertThat(model.counts().overflows()).isEqualTo(1);
    }

    @Test
    void i5_a_connection_that_is_stuck_is_cut_within_5_seconds_of_closing() {
        serve(saying(), XaiMisbehaviour.with(Oddity.DEAF));
        int room = 256 * 1024 * 1024;
        Limits generous = new Limits(room, 128 * 1024, room, Duration.ofSeconds(1), Limits.STANDARD.farewell());
        dial(settings -> settings, generous);
        events.next(SpeechEvent.Ready.class);
        speakUntilNothingIsTaken();
        long from = System.nanoTime();
        session.close();
        events.next(SpeechEvent.Closed.class);
        assertThat(Duration.ofNanos(System.nanoTime() - from))
                .as("waits politely, then cuts")
                .isBetween(Duration.ofMillis(1900), Duration.ofSeconds(5));
        assertThat(events.all(SpeechEvent.Faulted.class)).isEmpty();
    }

    /// How much the buffers of a machine swallow, and when its event loop comes to write, differs: so it is spoken on
    /// until the connection has taken nothing for a while. With a pause of 1 ms at least after each of the later
    /// pieces, 20 s of this stay below 256 MiB even when nothing at all is written.
    private void speakUntilNothingIsTaken() {
        SpeechCommand much = new SpeechCommand.Hear(TestSound.murmur(5, 20_000));
        for (int i = 0; i < 120; i++) {
            session.send(much);
        }
        SpeechCommand more = new SpeechCommand.Hear(TestSound.murmur(5, 1_000));
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        int refusedInARow = 0;
        while (refusedInARow < 200 && System.nanoTime() < deadline) {
            long before = model.counts().congestedWrites();
            session.send(more);
            refusedInARow = model.counts().congestedWrites() > before ? refusedInARow + 1 : 0;
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(refusedInARow).as("congested writes in a row").isEqualTo(200);
    }

    @Test
    void a_listener_that_throws_harms_only_itself() {
        serve(saying(line(200)), XaiMisbehaviour.none());
        model = new XaiSpeechModel(
                XaiSettings.towards(server.baseUrl(), server.apiKey()), context.getBean(XaiSockets.class));
        session = model.open(BRIEFING, event -> {
            events.add(event);
            throw new IllegalStateException("a broken listener");
        });
        events.next(SpeechEvent.Ready.class);
        replyTo("");
        assertThat(report().complaints()).isEmpty();
    }
}
