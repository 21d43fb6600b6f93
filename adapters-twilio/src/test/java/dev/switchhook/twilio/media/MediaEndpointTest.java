package dev.switchhook.twilio.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.port.line.LineCommand;
import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.testkit.TestSound;
import dev.switchhook.domain.turn.MarkName;
import dev.switchhook.twilio.RecordingCalls;
import dev.switchhook.twilio.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A media connection on a real socket, from its start to its end.
@Timeout(60)
class MediaEndpointTest extends OverRealSockets {

    @Test
    void a_call_hears_and_is_heard_until_the_caller_hangs_up() throws Exception {
        try (RawSocket socket = started()) {
            RecordingCalls.Connected line = connected();
            assertThat(line.events().next()).isEqualTo(new LineEvent.Opened());
            byte[] sound = TestSound.murmur(1, 20).bytes();
            socket.text(Wire.media(2, sound), Wire.dtmf(3, "#"));
            assertThat(line.events().next())
                    .isEqualTo(new LineEvent.CallerAudio(
                            AudioChunk.of(AudioFormat.MULAW_8K, sound), Optional.of(Duration.ZERO)));
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
    void frames_arrive_in_order_whatever_their_pace() throws Exception {
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
    void what_the_event_loop_sends_does_not_overtake_what_another_thread_has_sent_before() throws Exception {
        try (RawSocket socket = started()) {
            RecordingCalls.Connected line = connected();
            line.events().next(LineEvent.Opened.class);
            server.calls().trouble(_ -> {
                // Runs on the event loop of the connection, which therefore cannot look after its tasks meanwhile.
                for (int i = 0; i < 20; i += 2) {
                    String first = "g1:" + i;
                    join(Thread.ofPlatform().start(() -> mark(line, first)));
                    mark(line, "g1:" + (i + 1));
                }
            });
            socket.text(Wire.media(2, TestSound.murmur(4, 20).bytes()));
            for (int i = 0; i < 20; i++) {
                assertThat(socket.read().text()).isEqualTo(MediaStreamCodec.mark(Wire.STREAM, "g1:" + i));
            }
        }
    }

    private static void mark(RecordingCalls.Connected line, String name) {
        line.line().send(new LineCommand.Mark(new MarkName(name)));
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
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
    void s12_a_reset_connection_is_lost_once() throws Exception {
        RawSocket socket = started();
        RecordingCalls.Connected line = connected();
        line.events().next(LineEvent.Opened.class);
        socket.reset();
        line.events().next(LineEvent.Lost.class);
        assertThat(line.events().all()).containsExactly(new LineEvent.Opened(), new LineEvent.Lost());
    }

    @Test
    void s2_a_call_that_refuses_a_connection_later_closes_it_for_a_violation() throws Exception {
        try (RawSocket socket = started()) {
            RecordingCalls.Connected line = connected();
            line.events().next(LineEvent.Opened.class);
            line.line().refuse();
            RawSocket.Frame close = socket.read();
            assertThat(close.opcode()).isEqualTo(RawSocket.CLOSE);
            assertThat(close.code()).isEqualTo(1008);
            line.events().next(LineEvent.Lost.class);
            socket.awaitEnd();
            assertThat(line.events().all()).containsExactly(new LineEvent.Opened(), new LineEvent.Lost());
        }
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
}
