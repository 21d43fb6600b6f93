package dev.switchhook.twilio.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.twilio.RecordingCalls;
import dev.switchhook.twilio.Signing;
import dev.switchhook.twilio.TestServer;
import dev.switchhook.twilio.TwilioMetrics.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who is let in to the media endpoint, and for how long without a start.
@Timeout(60)
class MediaHandshakeTest extends OverRealSockets {

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
        server.calls().giveOut(ticket, call);
        String encoded = path.replace("/twilio", "/%74wilio");
        for (String other : new String[] {path + "/x", path + "?a=b", encoded, "/twilio/media/", "/twilio/media/x"}) {
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
    void s4_of_many_sockets_that_do_not_start_only_so_many_are_let_in_as_the_limit_says() throws Exception {
        List<RawSocket> sockets = new ArrayList<>();
        try (TestServer strict = new TestServer(limits(MediaLimits.standard().startWithin(), 8))) {
            int refused = 0;
            for (int i = 0; i < 12; i++) {
                strict.calls().giveOut(ticket, call);
                RawSocket socket = new RawSocket(strict.port(), path, signature);
                sockets.add(socket);
                refused += socket.status() == 403 ? 1 : 0;
            }
            assertThat(refused)
                    .as("a socket counts from its opening, a moment after its handshake")
                    .isBetween(1, 4);
        } finally {
            for (RawSocket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void s4_and_s10_a_socket_that_does_not_start_and_one_that_falls_silent_are_closed() throws Exception {
        try (TestServer impatient = new TestServer(limits(Duration.ofMillis(200), 64))) {
            impatient.calls().giveOut(ticket, call);
            try (RawSocket socket = new RawSocket(impatient.port(), path, signature)) {
                assertThat(socket.read(RawSocket.CLOSE).code()).isEqualTo(1008);
                assertThat(impatient.metrics().of(Event.NEVER_STARTED)).isEqualTo(1);
            }
            try (RawSocket socket = new RawSocket(impatient.port(), path, signature)) {
                socket.text(Wire.start(ticket, call));
                RecordingCalls.Connected line = impatient.calls().connected().next();
                assertThat(socket.read().opcode()).isEqualTo(RawSocket.PING);
                line.events().next(LineEvent.Lost.class);
                socket.awaitEnd();
                assertThat(impatient.metrics().of(Event.INBOUND_SILENT)).isEqualTo(1);
            }
        }
    }

    private static MediaLimits limits(Duration startWithin, int mostPending) {
        Duration tick = Duration.ofMillis(50);
        return new MediaLimits(
                startWithin,
                tick.multipliedBy(4),
                tick.multipliedBy(30),
                tick.multipliedBy(100),
                tick,
                mostPending,
                50,
                300,
                Duration.ofSeconds(2),
                5,
                Duration.ofSeconds(10),
                650_000);
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
}
