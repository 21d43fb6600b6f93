package dev.switchhook.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.port.control.ControlOutcome;
import dev.switchhook.domain.port.line.Admission;
import dev.switchhook.domain.port.line.AfterStream;
import dev.switchhook.domain.port.line.IncomingCalls;
import dev.switchhook.domain.port.line.LineCommand;
import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.port.line.LineListener;
import dev.switchhook.domain.port.line.LineStatus;
import dev.switchhook.domain.port.line.PhoneLine;
import dev.switchhook.domain.port.line.StreamTicket;
import dev.switchhook.domain.settings.Secret;
import dev.switchhook.domain.turn.MarkName;
import dev.switchhook.twilio.control.TwilioCallControl;
import dev.switchhook.twilio.rehearsal.CallPlan;
import dev.switchhook.twilio.rehearsal.CallerStep;
import dev.switchhook.twilio.rehearsal.Mischief;
import dev.switchhook.twilio.rehearsal.PhoneReport;
import dev.switchhook.twilio.rehearsal.PhoneReport.Outcome;
import dev.switchhook.twilio.rehearsal.RehearsalTwilio;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The adapter against the rehearsed Twilio, which was written apart from it: what one of them has misread, the
/// other shows.
@Timeout(60)
class RehearsedCallTest {

    private static final AudioChunk GREETING = sound(300, 1);
    private static final AudioChunk QUESTION = sound(200, 2);
    private static final MarkName GREETED = new MarkName("g0:greeting:300");
    private static final CallerStep WAIT = new CallerStep.WaitForHangup(Duration.ofSeconds(20));

    private final RehearsalTwilio twilio =
            new RehearsalTwilio(TestServer.ACCOUNT, new Secret(TestServer.TOKEN), URI.create(TestServer.ORIGIN));
    private final House house = new House();
    private final ApplicationContext context = ApplicationContext.builder()
            .properties(Map.of("micronaut.server.port", -1, "micronaut.server.host", "127.0.0.1"))
            .singletons(
                    new TwilioSettings(
                            TestServer.ACCOUNT,
                            List.of(new Secret(TestServer.TOKEN)),
                            twilio.apiBaseUrl(),
                            URI.create(TestServer.ORIGIN)),
                    house)
            .start();

    @BeforeEach
    void open() {
        EmbeddedServer server = context.getBean(EmbeddedServer.class).start();
        twilio.bridgeListensAt(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()));
    }

    @AfterEach
    void close() {
        context.close();
        twilio.close();
    }

    @Test
    void a_greeting_is_heard_a_caller_is_heard_and_the_rest_api_ends_the_call() throws Exception {
        CompletableFuture<PhoneReport> call = twilio.phone()
                .call(List.of(new CallerStep.Listen(Duration.ofMillis(400)), new CallerStep.Speak(QUESTION), WAIT));
        House.Guest guest = house.guest();
        guest.greet();
        guest.awaits(new LineEvent.Played(GREETED));
        guest.hears(QUESTION);
        ControlOutcome outcome = control().hangUp(guest.call);

        PhoneReport report = call.get(20, TimeUnit.SECONDS);
        assertThat(report.complaints()).isEmpty();
        assertThat(outcome).isEqualTo(new ControlOutcome.LineDown());
        assertThat(report.outcome()).isEqualTo(Outcome.ENDED_BY_REST);
        assertThat(report.unplayedMilliseconds()).isZero();
        assertThat(report.bytesPlayed()).isEqualTo(GREETING.byteCount());
        guest.awaits(new LineEvent.Stopped());
        guest.awaits(new LineEvent.Lost());
        house.awaits(LineStatus.DOWN);
        byte[] sent = report.said().bytes();
        assertThat(Arrays.copyOf(sent, guest.heard.size())).isEqualTo(guest.heard.toByteArray());
        assertThat(control().lookUp(guest.call)).isEqualTo(new ControlOutcome.LineDown());
        assertThat(control().hangUp(guest.call)).isEqualTo(new ControlOutcome.LineDown());
    }

    @Test
    void keys_are_pressed_and_playing_is_stopped() throws Exception {
        CompletableFuture<PhoneReport> call = twilio.phone().call(List.of(new CallerStep.Press('7'), WAIT));
        House.Guest guest = house.guest();
        guest.awaits(new LineEvent.KeyPressed('7'));
        guest.line.send(new LineCommand.Play(sound(5_000, 1)));
        guest.line.send(new LineCommand.Mark(GREETED));
        guest.line.send(new LineCommand.StopPlaying());
        guest.awaits(new LineEvent.Played(GREETED));
        guest.line.close();

        PhoneReport report = call.get(20, TimeUnit.SECONDS);
        assertThat(report.complaints()).isEmpty();
        assertThat(report.outcome()).isEqualTo(Outcome.ENDED_BY_TWIML);
        assertThat(report.clears()).hasSize(1);
        assertThat(report.sockets())
                .singleElement()
                .satisfies(end -> assertThat(end.byBridge()).isTrue());
    }

    @Test
    void a_caller_who_hangs_up_is_lost_at_once() throws Exception {
        CompletableFuture<PhoneReport> call = twilio.phone().call(List.of(new CallerStep.HangUp()));
        House.Guest guest = house.guest();
        guest.awaits(new LineEvent.Stopped());
        guest.awaits(new LineEvent.Lost());

        assertThat(call.get(20, TimeUnit.SECONDS).complaints()).isEmpty();
        house.awaits(LineStatus.DOWN);
    }

    @Test
    void an_apology_is_spoken_after_the_stream() throws Exception {
        house.after = new AfterStream.Apologise("Sorry, please call again.", Optional.empty());
        CompletableFuture<PhoneReport> call = twilio.phone().call(List.of(WAIT));
        house.guest().line.close();

        PhoneReport report = call.get(20, TimeUnit.SECONDS);
        assertThat(report.complaints()).isEmpty();
        assertThat(report.spokenLines()).containsExactly("Sorry, please call again.");
    }

    @Test
    void forgers_are_refused_and_a_trailing_slash_is_not_forgery() throws Exception {
        assertThat(outcomeOf(new Mischief.ForgedWebhook()).complaints())
                .extracting("code")
                .containsExactly(11200);
        assertThat(outcomeOf(new Mischief.ForgedHandshake()).complaints())
                .extracting("code")
                .containsExactly(31920);
        CompletableFuture<PhoneReport> call = twilio.phone()
                .call(CallPlan.of(List.of(new CallerStep.HangUp())).with(new Mischief.TrailingSlash()));
        house.guest().awaits(new LineEvent.Lost());
        assertThat(call.get(20, TimeUnit.SECONDS).complaints()).isEmpty();
    }

    @Test
    void misbehaviour_of_the_stream_does_not_disturb_the_call() throws Exception {
        for (Mischief mischief : List.of(
                new Mischief.OddFrames(),
                new Mischief.UnknownEvents(3),
                new Mischief.NoConnected(),
                new Mischief.MissingStop())) {
            CompletableFuture<PhoneReport> call = twilio.phone()
                    .call(CallPlan.of(List.of(new CallerStep.Speak(QUESTION), WAIT))
                            .with(mischief));
            House.Guest guest = house.guest();
            guest.hears(QUESTION);
            control().hangUp(guest.call);
            guest.awaits(new LineEvent.Lost());
            PhoneReport report = call.get(20, TimeUnit.SECONDS);
            assertThat(report.complaints()).as("%s", mischief).isEmpty();
            assertThat(Arrays.copyOf(report.said().bytes(), guest.heard.size()))
                    .as("%s", mischief)
                    .isEqualTo(guest.heard.toByteArray());
        }
    }

    @Test
    void a_reset_connection_is_lost() throws Exception {
        CompletableFuture<PhoneReport> call =
                twilio.phone().call(CallPlan.of(List.of(WAIT)).with(new Mischief.Reset(Duration.ofMillis(200))));
        house.guest().awaits(new LineEvent.Lost());
        assertThat(call.get(20, TimeUnit.SECONDS).outcome()).isEqualTo(Outcome.ENDED_BY_TWIML);
    }

    @Test
    void s11_a_call_whose_connection_was_reset_in_mid_sentence_goes_on_with_a_new_one() throws Exception {
        StreamTicket second = TestServer.ticket(99);
        CompletableFuture<PhoneReport> call = twilio.phone()
                .call(CallPlan.of(List.of(new CallerStep.WaitForHangup(Duration.ofSeconds(20))))
                        .with(new Mischief.Reset(Duration.ofMillis(200))));
        House.Guest before = house.guest();
        house.tickets.put(second, before.call);
        house.after = new AfterStream.Reconnect(second, Optional.of("I am back."));
        before.awaits(new LineEvent.Lost());
        House.Guest after = house.guest();
        assertThat(after.call).isEqualTo(before.call);
        after.awaits(new LineEvent.Opened());
        control().hangUp(after.call);
        PhoneReport report = call.get(20, TimeUnit.SECONDS);
        assertThat(report.outcome()).isEqualTo(Outcome.ENDED_BY_REST);
        assertThat(report.spokenLines()).containsExactly("I am back.");
    }

    @Test
    void a_redirected_call_gets_a_new_connection_and_its_old_one_is_lost() throws Exception {
        StreamTicket second = TestServer.ticket(99);
        CompletableFuture<PhoneReport> call = twilio.phone().call(List.of(WAIT));
        House.Guest before = house.guest();
        before.awaits(new LineEvent.Opened());
        house.tickets.put(second, before.call);
        assertThat(control().redirect(before.call, new AfterStream.Reconnect(second, Optional.empty())))
                .isEqualTo(new ControlOutcome.Accepted());
        before.awaits(new LineEvent.Stopped());
        before.awaits(new LineEvent.Lost());
        House.Guest after = house.guest();
        after.greet();
        after.awaits(new LineEvent.Played(GREETED));
        control().hangUp(after.call);
        PhoneReport report = call.get(20, TimeUnit.SECONDS);
        assertThat(report.complaints()).isEmpty();
        assertThat(report.bytesPlayed()).isEqualTo(GREETING.byteCount());
    }

    @Test
    void twenty_callers_at_once_lose_nothing() throws Exception {
        List<CompletableFuture<PhoneReport>> calls = Stream.generate(
                        () -> twilio.phone().call(List.of(new CallerStep.Speak(QUESTION), WAIT)))
                .limit(20)
                .toList();
        List<House.Guest> guests = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            House.Guest guest = house.guest();
            guest.greet();
            guests.add(guest);
        }
        for (House.Guest guest : guests) {
            guest.awaits(new LineEvent.Played(GREETED));
            control().hangUp(guest.call);
        }
        for (CompletableFuture<PhoneReport> call : calls) {
            PhoneReport report = call.get(20, TimeUnit.SECONDS);
            assertThat(report.complaints()).isEmpty();
            assertThat(report.bytesPlayed()).isEqualTo(GREETING.byteCount());
        }
        assertThat(twilio.ledger().unfinishedCalls()).isEmpty();
    }

    private PhoneReport outcomeOf(Mischief mischief) throws Exception {
        return twilio.phone().call(CallPlan.of(List.of(WAIT)).with(mischief)).get(20, TimeUnit.SECONDS);
    }

    private TwilioCallControl control() {
        return context.getBean(TwilioCallControl.class);
    }

    private static AudioChunk sound(int milliseconds, int value) {
        byte[] bytes = new byte[milliseconds * 8];
        Arrays.fill(bytes, (byte) value);
        return AudioChunk.of(AudioFormat.MULAW_8K, bytes);
    }

    /// The inside of the house: admits everyone.
    private static final class House implements IncomingCalls {

        private final Map<StreamTicket, CallId> tickets = new ConcurrentHashMap<>();
        private final BlockingQueue<Guest> guests = new LinkedBlockingQueue<>();
        private final BlockingQueue<LineStatus> statuses = new LinkedBlockingQueue<>();
        private volatile AfterStream after = new AfterStream.HangUp();

        @Override
        public Admission announce(IncomingCall call) {
            StreamTicket ticket = TestServer.ticket(tickets.size());
            tickets.put(ticket, call.id());
            return new Admission.Admitted(ticket);
        }

        @Override
        public boolean expects(StreamTicket ticket) {
            return tickets.containsKey(ticket);
        }

        @Override
        public LineListener connect(StreamTicket ticket, CallId call, PhoneLine line) {
            Guest guest = new Guest(call, line);
            guests.add(guest);
            return guest;
        }

        @Override
        public AfterStream afterStream(CallId call) {
            return after;
        }

        @Override
        public void statusChanged(CallId call, LineStatus status) {
            statuses.add(status);
        }

        Guest guest() throws InterruptedException {
            return Optional.ofNullable(guests.poll(20, TimeUnit.SECONDS)).orElseThrow();
        }

        void awaits(LineStatus status) throws InterruptedException {
            assertThat(statuses.poll(20, TimeUnit.SECONDS)).isEqualTo(status);
        }

        /// One caller.
        private static final class Guest implements LineListener {

            private final CallId call;
            private final PhoneLine line;
            private final BlockingQueue<LineEvent> events = new LinkedBlockingQueue<>();
            private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

            Guest(CallId call, PhoneLine line) {
                this.call = call;
                this.line = line;
            }

            @Override
            public void on(LineEvent event) {
                events.add(event);
            }

            void greet() {
                GREETING.pieces(100).forEach(piece -> line.send(new LineCommand.Play(piece)));
                line.send(new LineCommand.Mark(GREETED));
            }

            void awaits(LineEvent wanted) throws InterruptedException {
                LineEvent event = next();
                while (!event.equals(wanted)) {
                    event = next();
                }
            }

            void hears(AudioChunk clip) throws InterruptedException {
                int sounding = 0;
                while (sounding < clip.byteCount()) {
                    if (next() instanceof LineEvent.CallerAudio(AudioChunk audio)) {
                        for (byte b : audio.bytes()) {
                            sounding += b == AudioFormat.MULAW_SILENCE ? 0 : 1;
                        }
                    }
                }
            }

            private LineEvent next() throws InterruptedException {
                LineEvent event = events.poll(20, TimeUnit.SECONDS);
                if (event instanceof LineEvent.CallerAudio(AudioChunk audio)) {
                    heard.writeBytes(audio.bytes());
                }
                return Optional.ofNullable(event).orElseThrow();
            }
        }
    }
}
