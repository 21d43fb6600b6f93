package dev.switchhook.twilio.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.port.line.StreamTicket;
import dev.switchhook.twilio.RecordingCalls;
import dev.switchhook.twilio.TestServer;
import dev.switchhook.twilio.TwilioMetrics.Event;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A server with a single event loop, behind which a database is slow: nobody else waits for it.
@Timeout(60)
class SlowHouseTest {

    private final TestServer server = TestServer.withOneEventLoop();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void close() {
        threads.shutdownNow();
        server.close();
    }

    private RawSocket connect(StreamTicket ticket) throws Exception {
        return new RawSocket(
                server.port(), TestServer.mediaPath(ticket), "x-twilio-signature: " + TestServer.signature(ticket));
    }

    private RecordingCalls.Connected connected(CallId call) {
        return server.calls()
                .connected()
                .next(RecordingCalls.Connected.class, one -> one.call().equals(call));
    }

    @Test
    void p8_a_slow_look_at_a_ticket_holds_up_no_other_call_and_forgeries_are_refused_meanwhile() throws Exception {
        server.calls().giveOut(TestServer.ticket(1), TestServer.call(1));
        server.calls().giveOut(TestServer.ticket(2), TestServer.call(2));
        try (RawSocket socket = connect(TestServer.ticket(1))) {
            socket.text(Wire.start(TestServer.ticket(1), TestServer.call(1)));
            RecordingCalls.Connected talking = connected(TestServer.call(1));
            talking.events().next(LineEvent.Opened.class);

            CountDownLatch asked = new CountDownLatch(1);
            CountDownLatch answer = new CountDownLatch(1);
            server.calls().lookUp(() -> {
                asked.countDown();
                await(answer);
            });
            CompletableFuture<RawSocket> slow = CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return connect(TestServer.ticket(2));
                        } catch (Exception e) {
                            throw new AssertionError(e);
                        }
                    },
                    threads);
            await(asked);
            socket.text(Wire.media(2, new byte[] {1}));
            talking.events().next(LineEvent.CallerAudio.class);
            try (RawSocket forged = new RawSocket(
                    server.port(), TestServer.mediaPath(TestServer.ticket(2)), "x-twilio-signature: none")) {
                assertThat(forged.status()).isEqualTo(403);
            }
            assertThat(slow).isNotDone();

            answer.countDown();
            try (RawSocket second = slow.get(10, TimeUnit.SECONDS)) {
                assertThat(second.status()).isEqualTo(101);
                second.text(Wire.start(TestServer.ticket(2), TestServer.call(2)), Wire.media(2, new byte[] {2}));
                connected(TestServer.call(2)).events().next(LineEvent.CallerAudio.class);
            }
        }
        assertThat(server.calls().threads().all())
                .hasSize(2)
                .allSatisfy(thread -> assertThat(thread.isVirtual()).isTrue());
    }

    @Test
    void a_defect_while_a_ticket_is_looked_at_is_no_upgrade() throws Exception {
        server.calls().giveOut(TestServer.ticket(1), TestServer.call(1));
        server.calls().lookUp(() -> {
            throw new IllegalStateException("a defect");
        });
        try (RawSocket socket = connect(TestServer.ticket(1))) {
            assertThat(socket.status()).isEqualTo(500);
        }
        assertThat(server.metrics().of(Event.OUR_FAULT)).isEqualTo(1);
        server.calls().lookUp(() -> {});
        try (RawSocket socket = connect(TestServer.ticket(1))) {
            assertThat(socket.status()).isEqualTo(101);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) {
                throw new AssertionError("waited in vain");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
