package dev.switchhook.twilio.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.line.LineCommand;
import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.port.line.StreamTicket;
import dev.switchhook.domain.testkit.TestSound;
import dev.switchhook.domain.turn.MarkName;
import dev.switchhook.twilio.RecordingCalls;
import dev.switchhook.twilio.Signing;
import dev.switchhook.twilio.TestServer;
import dev.switchhook.twilio.TwilioMetrics.Event;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class MediaEndpointTest {

    private static final AtomicInteger NUMBERS = new AtomicInteger(1000);
    private static TestServer server;

    private final StreamTicket ticket = TestServer.ticket(NUMBERS.incrementAndGet());
    private final CallId call = TestServer.call(NUMBERS.get());
    private final String path = TestServer.mediaPath(ticket);
    private final String signature = "x-twilio-signature: " + TestServer.signature(ticket);

    @BeforeAll
    static void start() {
        server = new TestServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void calm() {
        server.calls().trouble(_ -> {});
    }

    private RawSocket connect(String... headers) throws IOException {
        return new RawSocket(server.port(), path, headers);
    }

    private RawSocket opened() throws IOException {
        server.calls().giveOut(ticket, call);
        RawSocket socket = connect(signature);
        assertThat(socket.status()).isEqualTo(101);
        return socket;
    }

    private RawSocket started() throws IOException {
        RawSocket socket = opened();
        socket.text(Wire.CONNECTED, Wire.start(ticket, call));
        return socket;
    }

    private RecordingCalls.Connected connected() {
        return server.calls()
                .connected()
                .next(RecordingCalls.Connected.class, one -> one.call().equals(call));
    }

    @Test
    void a_call_hears_and_is_heard_until_the_caller_hangs_up() throws Exception {
        try (RawSocket socket = started()) {
            RecordingCalls.Connected line = connected();
            assertThat(line.events().next()).isEqualTo(new LineEvent.Opened());
            byte[] sound = TestSound.murmur(1, 20).bytes();
            socket.text(Wire.media(2, sound), Wire.dtmf(3, "#"));
            assertThat(line.events().next())
                    .isEqualTo(new LineEvent.CallerAudio(AudioChunk.of(AudioFormat.MULAW_8K, sound)));
            assertThat(line.events().next()).isEqualTo(new LineEvent.KeyPressed('#'));

            AudioChunk speech = TestSound.speech(2, 100);
            line.line().send(new LineCommand.Play(speech));
            line.line().send(new LineCommand.Mark(new MarkName("g1:100")));
            line.line().send(new LineCommand.StopPlaying());
            assertThat(socket.read().text()).isEqualTo(MediaStreamCodec.media(Wire.STREAM, speech.base64()));
            assertThat(socket.read().text()).isEqualTo(MediaStreamCodec.mark(Wire.STREAM, "g1:100"));
            assertThat(socket.read().text()).isEqualTo(MediaStreamCodec.clear(Wire.STREAM));

            socket.text(Wire.mark(4, "g1:100"), Wire.stop(5));
            assertThat(line.events().next()).isEqualTo(new LineEvent.Played(new MarkName("g1:100")));
            assertThat(line.events().next()).isEqualTo(new LineEvent.Stopped());
            socket.frame(0x80 | RawSocket.CLOSE, true, new byte[] {0x03, (byte) 0xE8});
            assertThat(line.events().next()).isEqualTo(new LineEvent.Lost());
            assertThat(socket.read(RawSocket.CLOSE).code()).isEqualTo(1000);
            socket.awaitEnd();
        }
    }

    @Test
    void two_thousand_frames_arrive_in_order() throws Exception {
        try (RawSocket socket = started()) {
            RecordingCalls.Connected line = connected();
            List<AudioChunk> sent = TestSound.frames(TestSound.murmur(3, 5000));
            long sequence = 2;
            for (AudioChunk frame : sent) {
                socket.text(Wire.media(sequence++, frame.bytes()));
            }
            List<AudioChunk> heard = new ArrayList<>();
            for (int i = 0; i < sent.size(); i++) {
                heard.add(line.events().next(LineEvent.CallerAudio.class).audio());
            }
            assertThat(heard).isEqualTo(sent);
        }
    }

    @Test
    void s1_handshake_without_ticket_is_refused_before_the_upgrade() throws Exception {
        long before = server.metrics().of(Event.HANDSHAKE_REFUSED);
        try (RawSocket socket = connect(signature)) {
            assertThat(socket.status()).isEqualTo(403);
        }
        assertThat(server.metrics().of(Event.HANDSHAKE_REFUSED)).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-None: 1",
                "x-twilio-signature: ",
                "x-twilio-signature: ====",
                "x-twilio-signature: AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "x-twilio-signature: L/OH5YylLD5NRKLltdqwSvS0BnU="
            })
    void s1_handshake_without_right_signature_is_refused_before_the_upgrade(String header) throws Exception {
        server.calls().giveOut(ticket, call);
        try (RawSocket socket = connect(header)) {
            assertThat(socket.status()).isEqualTo(403);
        }
        try (RawSocket socket = connect(signature, signature)) {
            assertThat(socket.status()).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "wss://bridge.example, '',  101",
        "wss://bridge.example, '/', 101",
        "wss://bridge.example:443, '', 101",
        "https://bridge.example, '', 403",
        "ws://bridge.example, '', 403",
        "wss://bridge.example, '//', 403",
    })
    void s1_the_signed_url_is_the_public_one_with_or_without_port_and_slash(String origin, String tail, int status)
            throws Exception {
        server.calls().giveOut(ticket, call);
        String signed = Signing.sign(TestServer.TOKEN, origin + path + tail, Map.of());
        try (RawSocket socket = connect("X-TWILIO-SIGNATURE: " + signed)) {
            assertThat(socket.status()).isEqualTo(status);
        }
    }

    @Test
    void s1_a_path_beside_the_endpoint_is_refused_too() throws Exception {
        for (String other : new String[] {path + "/x", path + "?a=b", "/twilio/media/", "/twilio/media/x"}) {
            try (RawSocket socket = new RawSocket(server.port(), other, signature)) {
                assertThat(socket.status()).as(other).isIn(403, 404);
            }
        }
    }

    @Test
    void s2_the_second_of_two_sockets_with_one_ticket_is_closed() throws Exception {
        try (RawSocket first = opened();
                RawSocket second = connect(signature)) {
            first.text(Wire.start(ticket, call));
            RecordingCalls.Connected line = connected();
            second.text(Wire.start(ticket, call));
            assertThat(second.read(RawSocket.CLOSE).code()).isEqualTo(1008);
            first.text(Wire.media(2, new byte[] {1}));
            line.events().next(LineEvent.CallerAudio.class);
        }
        try (RawSocket third = connect(signature)) {
            assertThat(third.status()).isEqualTo(403);
        }
    }

    @Test
    void s3_a_start_for_another_call_is_closed() throws Exception {
        try (RawSocket socket = opened()) {
            socket.text(Wire.start(ticket, TestServer.call(1)));
            assertThat(socket.read(RawSocket.CLOSE).code()).isEqualTo(1008);
            socket.awaitEnd();
        }
    }

    @Test
    void s4_of_many_sockets_that_do_not_start_only_64_are_let_in() throws Exception {
        List<RawSocket> sockets = new ArrayList<>();
        try {
            int refused = 0;
            for (int i = 0; i < 70; i++) {
                server.calls().giveOut(ticket, call);
                RawSocket socket = connect(signature);
                sockets.add(socket);
                refused += socket.status() == 403 ? 1 : 0;
            }
            assertThat(refused).isBetween(1, 6);
            assertThat(sockets.getFirst().read(RawSocket.CLOSE).code()).isEqualTo(1008);
        } finally {
            for (RawSocket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void s6_a_message_of_64_kibibytes_is_taken_and_a_larger_one_closes_the_connection() throws Exception {
        try (RawSocket socket = started()) {
            RecordingCalls.Connected line = connected();
            int frame = Wire.media(2, "").length();
            int payload = (65_536 - frame) / 4 * 4;
            socket.text(Wire.media(2, "A".repeat(payload)));
            assertThat(line.events().next(LineEvent.CallerAudio.class).audio().byteCount())
                    .isEqualTo(payload / 4 * 3);
            socket.text(Wire.media(3, "A".repeat(1024 * 1024)));
            assertThat(socket.read(RawSocket.CLOSE).code()).isEqualTo(1009);
            line.events().next(LineEvent.Lost.class);
        }
    }

    @Test
    void s6_fragments_are_joined_up_to_64_kibibytes() throws Exception {
        try (RawSocket socket = started()) {
            RecordingCalls.Connected line = connected();
            byte[] message = Wire.media(2, "AQID").getBytes(UTF_8);
            socket.frame(RawSocket.TEXT, true, Arrays.copyOf(message, 20));
            socket.frame(0x80 | RawSocket.PING, true, new byte[] {7});
            socket.frame(0x80 | RawSocket.CONTINUATION, true, Arrays.copyOfRange(message, 20, message.length));
            assertThat(line.events().next(LineEvent.CallerAudio.class).audio().bytes())
                    .containsExactly(1, 2, 3);
            assertThat(socket.read(RawSocket.PONG).payload()).containsExactly(7);

            socket.frame(RawSocket.TEXT, true, new byte[60_000]);
            socket.frame(RawSocket.CONTINUATION, true, new byte[6_000]);
            assertThat(socket.read(RawSocket.CLOSE).code()).isEqualTo(1009);
            line.events().next(LineEvent.Lost.class);
        }
    }

    @Test
    void s6_ten_thousand_messages_at_once_close_the_connection_and_disturb_no_other_call() throws Exception {
        StreamTicket otherTicket = TestServer.ticket(NUMBERS.incrementAndGet());
        CallId otherCall = TestServer.call(NUMBERS.get());
        server.calls().giveOut(otherTicket, otherCall);
        String otherSignature = "x-twilio-signature: " + TestServer.signature(otherTicket);
        try (RawSocket other = new RawSocket(server.port(), TestServer.mediaPath(otherTicket), otherSignature);
                RawSocket socket = started()) {
            other.text(Wire.start(otherTicket, otherCall));
            RecordingCalls.Connected line = connected();
            try {
                for (int i = 2; i < 10_000; i++) {
                    socket.text(Wire.media(i, new byte[] {1}));
                }
            } catch (SocketException _) {
                // The server may cut off a peer that goes on after the close frame.
            }
            line.events().next(LineEvent.Lost.class);
            assertThat(line.events().all(LineEvent.CallerAudio.class)).hasSizeLessThan(301);
            other.text(Wire.media(2, new byte[] {1}));
            RecordingCalls.Connected quiet = server.calls().connected().all().stream()
                    .filter(one -> one.call().equals(otherCall))
                    .findFirst()
                    .orElseThrow();
            quiet.events().next(LineEvent.CallerAudio.class);
        }
    }

    @Test
    void bad_input_22_a_binary_frame_closes_the_connection() throws Exception {
        try (RawSocket socket = started()) {
            RecordingCalls.Connected line = connected();
            socket.frame(0x80 | RawSocket.BINARY, true, Wire.media(2, "AQID").getBytes(UTF_8));
            assertThat(socket.read(RawSocket.CLOSE).code()).isEqualTo(1003);
            socket.frame(0x80 | RawSocket.CLOSE, true, new byte[] {0x03, (byte) 0xEB});
            line.events().next(LineEvent.Lost.class);
            assertThat(line.events().all()).containsExactly(new LineEvent.Opened(), new LineEvent.Lost());
        }
    }

    @Test
    void bad_input_24_a_flood_of_pings_closes_the_connection() throws Exception {
        try (RawSocket socket = started()) {
            RecordingCalls.Connected line = connected();
            for (int i = 0; i < 101; i++) {
                socket.frame(0x80 | RawSocket.PING, true, new byte[0]);
            }
            assertThat(socket.read(RawSocket.CLOSE).code()).isEqualTo(1008);
            line.events().next(LineEvent.Lost.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"9, true, 1", "136, true, 1", "129, false, 5", "193, true, 5", "137, true, 126", "131, true, 1"})
    void bad_input_23_25_26_27_a_frame_that_is_none_ends_the_connection(int first, boolean masked, int length)
            throws Exception {
        try (RawSocket socket = started()) {
            RecordingCalls.Connected line = connected();
            socket.frame(first, masked, new byte[length]);
            line.events().next(LineEvent.Lost.class);
            socket.awaitEnd();
            assertThat(line.events().all()).containsExactly(new LineEvent.Opened(), new LineEvent.Lost());
        }
    }

    @Test
    void bad_input_27_compression_is_never_agreed_on() throws Exception {
        server.calls().giveOut(ticket, call);
        try (RawSocket socket =
                connect(signature, "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits")) {
            assertThat(socket.status()).isEqualTo(101);
            assertThat(socket.headers())
                    .noneMatch(line -> line.toLowerCase(Locale.ROOT).contains("extensions"));
        }
    }

    @Test
    void bad_input_19_text_that_is_not_utf8_is_ignored() throws Exception {
        try (RawSocket socket = started()) {
            RecordingCalls.Connected line = connected();
            socket.frame(0x80 | RawSocket.TEXT, true, new byte[] {(byte) 0xFE, (byte) 0xFF, 0, '{'});
            socket.text(Wire.media(2, "AQID"));
            assertThat(line.events().next(LineEvent.CallerAudio.class).audio().bytes())
                    .containsExactly(1, 2, 3);
        }
    }

    @Test
    void s12_a_reset_connection_is_lost_once() throws Exception {
        RawSocket socket = started();
        RecordingCalls.Connected line = connected();
        line.events().next(LineEvent.Opened.class);
        socket.reset();
        line.events().next(LineEvent.Lost.class);
        assertThat(line.events().all()).containsExactly(new LineEvent.Opened(), new LineEvent.Lost());
    }

    @Test
    void our_close_reaches_the_peer_after_what_was_sent_before() throws Exception {
        try (RawSocket socket = started()) {
            RecordingCalls.Connected line = connected();
            line.line().send(new LineCommand.Mark(new MarkName("last")));
            line.line().close();
            line.line().close();
            line.line().send(new LineCommand.StopPlaying());
            assertThat(socket.read().text()).isEqualTo(MediaStreamCodec.mark(Wire.STREAM, "last"));
            RawSocket.Frame close = socket.read();
            assertThat(close.opcode()).isEqualTo(RawSocket.CLOSE);
            assertThat(close.code()).isEqualTo(1000);
            socket.frame(0x80 | RawSocket.CLOSE, true, close.payload());
            line.events().next(LineEvent.Lost.class);
            socket.awaitEnd();
        }
    }

    @Test
    void a_peer_that_does_not_answer_our_close_is_cut_off() throws Exception {
        try (RawSocket socket = started()) {
            RecordingCalls.Connected line = connected();
            line.line().close();
            line.events().next(LineEvent.Lost.class);
            socket.awaitEnd();
            assertThat(line.events().all()).endsWith(new LineEvent.Lost());
        }
    }

    @Test
    void s9_a_peer_that_stops_reading_blocks_nobody_and_its_sound_is_bounded() throws Exception {
        long before = server.metrics().of(Event.OUTBOUND_SOUND_DROPPED);
        try (RawSocket socket = started()) {
            RecordingCalls.Connected line = connected();
            AudioChunk second = TestSound.speech(9, 400);
            for (int i = 0; i < 5_000; i++) {
                line.line().send(new LineCommand.Play(second));
            }
            assertThat(server.metrics().of(Event.OUTBOUND_SOUND_DROPPED)).isGreaterThan(before);
            socket.text(Wire.media(2, "AQID"));
            line.events().next(LineEvent.CallerAudio.class);
            line.line().close();
            line.events().next(LineEvent.Lost.class);
        }
    }

    @Test
    void a_listener_that_throws_ends_its_own_connection_only() throws Exception {
        try (RawSocket socket = started()) {
            RecordingCalls.Connected line = connected();
            line.events().next(LineEvent.Opened.class);
            server.calls().trouble(event -> {
                if (event instanceof LineEvent.KeyPressed) {
                    throw new IllegalStateException("broken on purpose");
                }
            });
            socket.text(Wire.dtmf(2, "1"));
            assertThat(socket.read(RawSocket.CLOSE).code()).isEqualTo(1011);
            line.events().next(LineEvent.Lost.class);
        }
    }
}
