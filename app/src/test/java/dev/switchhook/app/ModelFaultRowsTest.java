package dev.switchhook.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.switchhook.app.config.AppSettings;
import dev.switchhook.app.config.LoadedConfiguration;
import dev.switchhook.app.config.RefusedStart;
import dev.switchhook.app.store.DatabaseUnavailable;
import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.audio.Chime;
import dev.switchhook.domain.hangup.Blame;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechSession;
import dev.switchhook.domain.testkit.TestSound;
import dev.switchhook.openai.rehearsal.Misbehaviour;
import dev.switchhook.openai.rehearsal.RehearsalOptions;
import dev.switchhook.twilio.rehearsal.CallPlan;
import dev.switchhook.twilio.rehearsal.CallerStep;
import dev.switchhook.twilio.rehearsal.PhoneReport;
import dev.switchhook.twilio.rehearsal.PhoneReport.Outcome;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Faults of the speech provider and of the program itself, in whole calls through the running program.
@Execution(ExecutionMode.CONCURRENT)
class ModelFaultRowsTest {

    private static final String APOLOGY = "We are sorry. Please call again.";

    private static Theatre theatre;

    @BeforeAll
    static void open() {
        theatre = new Theatre(Map.of("switchhook.calls.apology", APOLOGY));
    }

    @AfterAll
    static void close() {
        theatre.close();
    }

    private static Scene sceneBut(Misbehaviour misbehaviour) {
        return theatre.scene(Clerk::brief, Theatre.BRISK.but(misbehaviour));
    }

    private static void assertApologised(Scene scene, PhoneReport phone, EndReason reason) throws Exception {
        assertThat(phone.complaints()).isEmpty();
        assertThat(phone.spokenLines()).containsExactly(APOLOGY);
        assertThat(phone.outcome()).isEqualTo(Outcome.ENDED_BY_TWIML);
        assertThat(phone.status()).isEqualTo("completed");
        assertThat(scene.ending(phone).reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void o1_when_the_provider_refuses_the_caller_is_told_and_the_line_goes_down(int status) throws Exception {
        Scene scene = sceneBut(new Misbehaviour.RefuseHandshake(status, Optional.empty()));
        PhoneReport phone = scene.callAndWait(ShortCall.PLAN);
        assertApologised(scene, phone, EndReason.MODEL_UNAVAILABLE);
        assertThat(scene.ending(phone).blame()).isEqualTo(Blame.PROVIDER);
        assertThat(scene.ending(phone).duration()).isLessThan(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void o1_when_the_provider_stays_busy_the_caller_hears_that_we_are_there_and_is_then_told(int status)
            throws Exception {
        Scene scene = sceneBut(new Misbehaviour.RefuseHandshake(status, Optional.empty()));
        PhoneReport phone = scene.callAndWait(ShortCall.PLAN);
        assertApologised(scene, phone, EndReason.MODEL_UNAVAILABLE);
        assertThat(scene.ending(phone).blame()).isEqualTo(Blame.PROVIDER);
        assertHeardOnlyWaitingSound(phone);
        assertThat(phone.bytesReceived()).isPositive();
        assertThat(scene.notes(phone).stream().filter(JournalEntry.ModelFaulted.class::isInstance))
                .hasSizeGreaterThan(1);
    }

    private static void assertHeardOnlyWaitingSound(PhoneReport phone) {
        assertThat(phone.bytesReceived() % Chime.soft().byteCount()).isZero();
        assertThat(phone.bytesReceived()).isLessThanOrEqualTo(3L * Chime.soft().byteCount());
    }

    @Test
    void o1_when_the_provider_never_becomes_ready_the_caller_is_told_and_the_line_goes_down() throws Exception {
        Scene scene = sceneBut(new Misbehaviour.NeverReady());
        PhoneReport phone = scene.callAndWait(ShortCall.PLAN);
        assertApologised(scene, phone, EndReason.MODEL_UNAVAILABLE);
        assertThat(scene.session().closed()).isTrue();
    }

    @Test
    void o1_sound_in_a_format_that_is_not_ours_never_reaches_the_caller() throws Exception {
        Scene scene = sceneBut(new Misbehaviour.EchoFormat("audio/pcm"));
        PhoneReport phone = scene.callAndWait(ShortCall.PLAN);
        assertApologised(scene, phone, EndReason.MODEL_UNAVAILABLE);
        assertHeardOnlyWaitingSound(phone);
    }

    @Test
    void o2_when_the_provider_dies_as_it_begins_to_answer_another_session_goes_on() throws Exception {
        Scene scene = sceneBut(new Misbehaviour.DropAtReply(2));
        CallPlan plan = CallPlan.of(List.of(
                new CallerStep.Listen(Duration.ofMillis(200)),
                new CallerStep.Speak(TestSound.speech(7, 300)),
                new CallerStep.Listen(Duration.ofMillis(200)),
                new CallerStep.HangUp()));
        PhoneReport phone = scene.callAndWait(plan);
        assertThat(phone.complaints()).isEmpty();
        assertThat(phone.spokenLines()).isEmpty();
        assertThat(phone.outcome()).isEqualTo(Outcome.CALLER_HUNG_UP);
        assertThat(scene.ending(phone).reason()).isEqualTo(EndReason.CALLER_HUNG_UP);
        assertThat(scene.sessions()).isEqualTo(2);
        assertThat(scene.notes(phone))
                .containsOnlyOnce(new JournalEntry.ModelLost())
                .filteredOn(JournalEntry.ModelBack.class::isInstance)
                .hasSize(1);
    }

    @Test
    void o2_when_no_session_of_the_provider_lasts_the_caller_is_told() throws Exception {
        Scene scene = sceneBut(new Misbehaviour.ExpireAfter(Duration.ofMillis(300)));
        PhoneReport phone = scene.callAndWait(ShortCall.PLAN);
        assertApologised(scene, phone, EndReason.MODEL_LOST);
        assertThat(scene.ending(phone).blame()).isEqualTo(Blame.PROVIDER);
        assertThat(scene.sessions()).isGreaterThan(3);
    }

    /// The wire of the rehearsal ends an interrupted reply properly; so its late sound is put in at the port.
    @Test
    void o5_sound_of_an_interrupted_reply_that_comes_late_is_not_played() throws Exception {
        byte[] pattern = new byte[8_000];
        Arrays.fill(pattern, (byte) 0x11);
        AtomicReference<SpeechEvent.ReplyAudio> last = new AtomicReference<>();
        AtomicInteger late = new AtomicInteger();
        RehearsalOptions unhurried = new RehearsalOptions(Duration.ofMillis(20), 1.5, List.of());
        Scene scene = theatre.scene(Clerk::longWinded, unhurried)
                .watching(event -> {
                    if (event instanceof SpeechEvent.ReplyAudio audio) {
                        last.set(audio);
                    }
                })
                .with((real, call) -> after(real, command -> {
                    if (command instanceof SpeechCommand.StopReply) {
                        SpeechEvent.ReplyAudio old = last.get();
                        call.on(new SpeechEvent.ReplyAudio(
                                old.reply(), old.item(), AudioChunk.of(AudioFormat.MULAW_8K, pattern)));
                        late.incrementAndGet();
                    }
                }));
        CallPlan interrupts = CallPlan.of(List.of(
                new CallerStep.InterruptAfter(Duration.ofMillis(400), TestSound.speech(7, 300)),
                new CallerStep.WaitForHangup(Duration.ofSeconds(25))));
        PhoneReport phone = scene.callAndWait(interrupts);
        assertThat(late.get()).isPositive();
        assertThat(phone.outcome()).isEqualTo(Outcome.ENDED_BY_REST);
        assertThat(phone.bytesUnplayed()).isZero();
        assertThat(longestRun(phone.heard().bytes(), (byte) 0x11)).isLessThan(20);
    }

    private static int longestRun(byte[] sound, byte wanted) {
        int longest = 0;
        int run = 0;
        for (byte sample : sound) {
            run = sample == wanted ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    @Test
    void p9_an_exception_in_one_call_costs_that_call_an_apology_and_no_other_call_anything() throws Exception {
        Scene broken = theatre.scene(Clerk::brief)
                .with((real, _) -> before(real, command -> {
                    if (command instanceof SpeechCommand.Reply) {
                        throw new IllegalStateException("a defect of ours");
                    }
                }));
        Scene other = theatre.scene(Clerk::brief);
        var otherCall = other.call(ShortCall.PLAN);
        PhoneReport phone = broken.callAndWait(ShortCall.PLAN);
        assertApologised(broken, phone, EndReason.OUR_FAULT);
        assertThat(broken.ending(phone).blame()).isEqualTo(Blame.US);
        assertThat(broken.session().closed()).isTrue();

        PhoneReport unharmed = otherCall.get(40, TimeUnit.SECONDS);
        assertThat(unharmed.outcome()).isEqualTo(Outcome.ENDED_BY_REST);
        assertThat(unharmed.complaints()).isEmpty();
        assertThat(HealthyCall.framesLost(unharmed, other.session())).isZero();
    }

    private static SpeechSession before(SpeechSession real, Consumer<SpeechCommand> first) {
        return session(real, first, _ -> {});
    }

    private static SpeechSession after(SpeechSession real, Consumer<SpeechCommand> then) {
        return session(real, _ -> {}, then);
    }

    private static SpeechSession session(
            SpeechSession real, Consumer<SpeechCommand> first, Consumer<SpeechCommand> then) {
        return new SpeechSession() {
            @Override
            public void send(SpeechCommand command) {
                first.accept(command);
                real.send(command);
                then.accept(command);
            }

            @Override
            public void close() {
                real.close();
            }
        };
    }

    @Test
    void p11_a_wrong_configuration_refuses_to_start_with_one_line_for_each_mistake_and_no_secret() {
        RefusedStart refusal = catchThrowableOfType(
                RefusedStart.class,
                () -> start(Map.of(
                        "twilio.account-sid", "AC-wrong",
                        "twilio.auth-token", "a-secret-token",
                        "switchhook.public-url", "http://bridge.example",
                        "switchhook.provider", "openai",
                        "openai.base-url", "http://provider.example",
                        "xai.api-key", "another-secret")));
        assertThat(refusal.mistakes())
                .hasSize(4)
                .anyMatch(line -> line.startsWith("TWILIO_ACCOUNT_SID"))
                .anyMatch(line -> line.startsWith("SWITCHHOOK_PUBLIC_URL"))
                .anyMatch(line -> line.startsWith("OPENAI_API_KEY"))
                .anyMatch(line -> line.startsWith("OPENAI_BASE_URL"))
                .noneMatch(line -> line.contains("secret"));
    }

    @Test
    void p11_without_its_database_the_program_refuses_to_start() {
        DatabaseUnavailable refusal = catchThrowableOfType(
                DatabaseUnavailable.class,
                () -> start(Map.of(
                        "twilio.account-sid",
                        Theatre.ACCOUNT,
                        "twilio.auth-token",
                        Theatre.TOKEN,
                        "switchhook.public-url",
                        Theatre.ORIGIN,
                        "switchhook.provider",
                        "openai",
                        "openai.api-key",
                        "sk-rehearsal",
                        "switchhook.database-url",
                        "jdbc:postgresql://127.0.0.1:1/none")));
        assertThat(refusal).isNotNull();
    }

    private static void start(Map<String, String> settings) {
        LoadedConfiguration configuration =
                LoadedConfiguration.load(Optional.empty(), Map.of()).with(settings);
        Bridge.start(configuration, AppSettings.forServing(configuration), Bridge.Speech::configured, (_, _, _) -> {})
                .close();
    }
}
