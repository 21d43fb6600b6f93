package dev.switchhook.twilio.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.port.line.LineStatus;
import dev.switchhook.domain.port.line.StreamTicket;
import dev.switchhook.twilio.RecordingCalls;
import dev.switchhook.twilio.TestServer;
import dev.switchhook.twilio.browser.BrowserCallId;
import dev.switchhook.twilio.browser.BrowserDoor;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Who is let in to the media endpoint without a signature of Twilio's, and for which calls.
@Timeout(60)
class BrowserHandshakeTest {

    private static final String ORIGIN = "Origin: https://bridge.example";
    private static final String COOKIE = "Cookie: session=operator";

    private final TestServer server = new TestServer(door());
    private final StreamTicket ticket = TestServer.ticket(OverRealSockets.NUMBERS.incrementAndGet());
    private final CallId call = BrowserCallId.fresh(new SecureRandom());
    private final CallId twilios = TestServer.call(OverRealSockets.NUMBERS.get());

    private static BrowserDoor door() {
        return handshake ->
                "https://bridge.example".equals(handshake.getHeaders().get("Origin"))
                        && "session=operator".equals(handshake.getHeaders().get("Cookie"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RawSocket connect(String... headers) throws IOException {
        return new RawSocket(server.port(), TestServer.mediaPath(ticket), headers);
    }

    private static String start(StreamTicket ticket, CallId call, String account) {
        return Wire.start(ticket.secret(), call.value(), account, "audio/x-mulaw", Wire.STREAM);
    }

    @Test
    void a_page_of_ours_gets_its_call() throws Exception {
        server.calls().giveOut(ticket, call);
        try (RawSocket socket = connect(ORIGIN, COOKIE)) {
            assertThat(socket.status()).isEqualTo(101);
            socket.text(Wire.CONNECTED, start(ticket, call, BrowserCallId.ACCOUNT), Wire.dtmf(2, "5"), Wire.stop(3));
            RecordingCalls.Connected connected = server.calls().connected().next();
            assertThat(connected.call()).isEqualTo(call);
            assertThat(connected.events().next()).isEqualTo(new LineEvent.Opened());
            assertThat(connected.events().next()).isEqualTo(new LineEvent.KeyPressed('5'));
            assertThat(connected.events().next()).isEqualTo(new LineEvent.Stopped());
        }
        assertThat(server.calls().statuses().next()).isEqualTo(Map.entry(call, LineStatus.DOWN));
    }

    @Test
    void without_a_session_or_from_another_page_nobody_comes_in() throws Exception {
        server.calls().giveOut(ticket, call);
        for (String[] headers : new String[][] {
            {},
            {ORIGIN},
            {COOKIE},
            {"Origin: https://evil.example", COOKIE},
            {ORIGIN, COOKIE, "x-twilio-signature: forged"}
        }) {
            try (RawSocket socket = connect(headers)) {
                assertThat(socket.status()).isEqualTo(403);
            }
        }
    }

    @Test
    void a_ticket_that_was_not_given_out_opens_nothing() throws Exception {
        try (RawSocket socket = connect(ORIGIN, COOKIE)) {
            assertThat(socket.status()).isEqualTo(403);
        }
    }

    @Test
    void a_browser_never_gets_a_call_of_twilios_not_even_with_its_ticket() throws Exception {
        server.calls().giveOut(ticket, twilios);
        for (String account : new String[] {BrowserCallId.ACCOUNT, TestServer.ACCOUNT}) {
            try (RawSocket socket = connect(ORIGIN, COOKIE)) {
                assertThat(socket.status()).isEqualTo(101);
                socket.text(Wire.CONNECTED, start(ticket, twilios, account));
                assertThat(socket.read(RawSocket.CLOSE).code()).isEqualTo(1008);
            }
        }
        assertThat(server.calls().expects(ticket))
                .as("the ticket waits for Twilio")
                .isTrue();
    }

    @Test
    void twilio_never_gets_a_call_of_a_browser_not_even_with_its_ticket() throws Exception {
        server.calls().giveOut(ticket, call);
        for (String account : new String[] {BrowserCallId.ACCOUNT, TestServer.ACCOUNT}) {
            try (RawSocket socket = connect("x-twilio-signature: " + TestServer.signature(ticket))) {
                assertThat(socket.status()).isEqualTo(101);
                socket.text(Wire.CONNECTED, start(ticket, call, account));
                assertThat(socket.read(RawSocket.CLOSE).code()).isEqualTo(1008);
            }
        }
        assertThat(server.calls().expects(ticket))
                .as("the ticket waits for the browser")
                .isTrue();
    }

    @Test
    void a_ticket_of_one_browser_call_does_not_open_another_one() throws Exception {
        CallId other = BrowserCallId.fresh(new SecureRandom());
        server.calls().giveOut(ticket, call);
        try (RawSocket socket = connect(ORIGIN, COOKIE)) {
            socket.text(Wire.CONNECTED, start(ticket, other, BrowserCallId.ACCOUNT));
            assertThat(socket.read(RawSocket.CLOSE).code()).isEqualTo(1008);
        }
    }

    @Test
    void without_a_door_there_are_no_browsers() throws Exception {
        try (TestServer closed = new TestServer()) {
            closed.calls().giveOut(ticket, call);
            try (RawSocket socket = new RawSocket(closed.port(), TestServer.mediaPath(ticket), ORIGIN, COOKIE)) {
                assertThat(socket.status()).isEqualTo(403);
            }
        }
    }
}
