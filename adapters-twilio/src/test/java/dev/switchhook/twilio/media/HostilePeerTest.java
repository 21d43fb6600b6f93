package dev.switchhook.twilio.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.line.LineCommand;
import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.port.line.StreamTicket;
import dev.switchhook.domain.testkit.TestSound;
import dev.switchhook.twilio.RecordingCalls;
import dev.switchhook.twilio.TestServer;
import dev.switchhook.twilio.TwilioMetrics.Event;
import java.io.IOException;
import java.net.SocketException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a peer may do to a media connection without doing harm to anybody else.
@Timeout(60)
class HostilePeerTest extends OverRealSockets {

    @Test
    void s6_a_message_of_64_kibibytes_is_taken_and_a_larger_one_closes_the_connection() throws Exception {
        try (RawSocket socket = started()) {
            RecordingCalls.Connected line = connected();
            int frame = Wire.media(2, "").length();
            int payload = (65_536 - frame) / 4 * 4;
            socket.text(Wire.media(2, "A".repeat(payload)));
            assertThat(line.events().next(LineEvent.CallerAudio.class).audio().byteCount())
                    .isEqualTo(payload / 4 * 3);
            sendAsFarAsItIsTaken(socket, Wire.media(3, "A".repeat(1024 * 1024)));
            assertThat(socket.read(RawSocket.CLOSE).code()).isEqualTo(1009);
            line.events().next(LineEvent.Lost.class);
        }
    }

    /// The server may close before it has read all of a message that is too long.
    private static void sendAsFarAsItIsTaken(RawSocket socket, String text) throws IOException {
        try {
            socket.text(text);
        } catch (SocketException closed) {
            assertThat(closed).hasMessageMatching("(?i).*(broken pipe|reset).*");
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
    void s9_a_peer_that_stops_reading_blocks_nobody_and_its_sound_is_bounded() throws Exception {
        long before = server.metrics().of(Event.OUTBOUND_SOUND_DROPPED);
        try (RawSocket socket = started()) {
            RecordingCalls.Connected line = connected();
            AudioChunk second = TestSound.speech(9, 400);
            // More than the buffers of any machine swallow.
            for (int i = 0; i < 50_000 && server.metrics().of(Event.OUTBOUND_SOUND_DROPPED) == before; i++) {
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
