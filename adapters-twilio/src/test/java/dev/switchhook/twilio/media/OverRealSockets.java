package dev.switchhook.twilio.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.line.StreamTicket;
import dev.switchhook.twilio.RecordingCalls;
import dev.switchhook.twilio.TestServer;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/// One running server per test class, and a ticket of its own for every test.
abstract class OverRealSockets {

    static final AtomicInteger NUMBERS = new AtomicInteger(1000);
    static TestServer server;

    final StreamTicket ticket = TestServer.ticket(NUMBERS.incrementAndGet());
    final CallId call = TestServer.call(NUMBERS.get());
    final String path = TestServer.mediaPath(ticket);
    final String signature = "x-twilio-signature: " + TestServer.signature(ticket);

    @BeforeAll
    static void start() {
        server = new TestServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    final void calm() {
        server.calls().trouble(_ -> {});
    }

    RawSocket connect(String... headers) throws IOException {
        return new RawSocket(server.port(), path, headers);
    }

    RawSocket opened() throws IOException {
        server.calls().giveOut(ticket, call);
        RawSocket socket = connect(signature);
        assertThat(socket.status()).isEqualTo(101);
        return socket;
    }

    RawSocket started() throws IOException {
        RawSocket socket = opened();
        socket.text(Wire.CONNECTED, Wire.start(ticket, call));
        return socket;
    }

    RecordingCalls.Connected connected() {
        return server.calls()
                .connected()
                .next(RecordingCalls.Connected.class, one -> one.call().equals(call));
    }
}
