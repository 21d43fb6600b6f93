package dev.switchhook.twilio.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.port.line.LineCommand;
import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.port.line.PhoneLine;
import dev.switchhook.domain.testkit.PhoneLineContract;
import dev.switchhook.domain.testkit.Recorded;
import dev.switchhook.domain.turn.MarkName;
import dev.switchhook.twilio.RecordingCalls;
import dev.switchhook.twilio.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class TwilioPhoneLineContractTest extends PhoneLineContract {

    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    protected Bench bench() {
        try {
            return new TwilioBench(NUMBERS.incrementAndGet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A telephone at the other end of a real media connection; it plays infinitely fast.
    private static final class TwilioBench implements Bench {

        private final RawSocket socket;
        private final RecordingCalls.Connected connected;
        private final Recorded<LineCommand> arrived = new Recorded<>();
        private final CountDownLatch closedByUs = new CountDownLatch(1);
        private final AtomicLong sequence = new AtomicLong(2);

        TwilioBench(int number) throws IOException {
            var ticket = TestServer.ticket(number);
            var call = TestServer.call(number);
            server.calls().giveOut(ticket, call);
            socket = new RawSocket(
                    server.port(), TestServer.mediaPath(ticket), "x-twilio-signature: " + TestServer.signature(ticket));
            socket.text(Wire.CONNECTED, Wire.start(ticket, call));
            connected = server.calls()
                    .connected()
                    .next(RecordingCalls.Connected.class, one -> one.call().equals(call));
            Thread.ofVirtual().start(this::listen);
        }

        private void listen() {
            try {
                while (true) {
                    RawSocket.Frame frame = socket.read();
                    if (frame.opcode() == RawSocket.TEXT) {
                        take(frame.text());
                    } else if (frame.opcode() == RawSocket.CLOSE) {
                        closedByUs.countDown();
                        frame(0x80 | RawSocket.CLOSE, frame.payload());
                        return;
                    }
                }
            } catch (IOException | UncheckedIOException _) {
                // The connection is over.
            }
        }

        private void take(String text) {
            switch (MediaStreamCodec.decode(text)) {
                case StreamMessage.Media media ->
                    arrived.add(new LineCommand.Play(AudioChunk.ofBase64(AudioFormat.MULAW_8K, media.payload())
                            .orElseThrow()));
                case StreamMessage.Mark mark -> {
                    arrived.add(new LineCommand.Mark(new MarkName(mark.name())));
                    text(Wire.mark(sequence.getAndIncrement(), mark.name()));
                }
                case StreamMessage.Unknown _ -> {
                    assertThat(text).isEqualTo(MediaStreamCodec.clear(Wire.STREAM));
                    arrived.add(new LineCommand.StopPlaying());
                }
                default -> throw new AssertionError("Twilio does not take this: " + text);
            }
        }

        private void text(String text) {
            frame(0x80 | RawSocket.TEXT, text.getBytes(UTF_8));
        }

        private synchronized void frame(int first, byte[] payload) {
            try {
                socket.frame(first, true, payload);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public PhoneLine line() {
            return connected.line();
        }

        @Override
        public Recorded<LineEvent> events() {
            return connected.events();
        }

        @Override
        public Recorded<LineCommand> arrived() {
            return arrived;
        }

        @Override
        public void callerSends(AudioChunk sound) {
            text(Wire.media(sequence.getAndIncrement(), sound.base64()));
        }

        @Override
        public void callerPresses(char key) {
            text(Wire.dtmf(sequence.getAndIncrement(), String.valueOf(key)));
        }

        @Override
        public void callerHangsUp() {
            text(Wire.stop(sequence.getAndIncrement()));
            frame(0x80 | RawSocket.CLOSE, new byte[] {0x03, (byte) 0xE8});
        }

        @Override
        public void cutConnection() {
            try {
                socket.reset();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void awaitClosedByUs() {
            try {
                assertThat(closedByUs.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
