package dev.switchhook.twilio.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.port.line.LineCommand;
import dev.switchhook.domain.testkit.TestSound;
import dev.switchhook.domain.turn.MarkName;
import dev.switchhook.twilio.TestServer;
import dev.switchhook.twilio.TwilioMetrics;
import dev.switchhook.twilio.TwilioMetrics.Event;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TwilioPhoneLineTest {

    private final RecordingSocket socket = new RecordingSocket();
    private final TwilioMetrics metrics = new TwilioMetrics();
    private final TwilioPhoneLine line = new TwilioPhoneLine(TestServer.call(1), Wire.STREAM, socket, 650_000, metrics);

    private static LineCommand play(AudioChunk audio) {
        return new LineCommand.Play(audio);
    }

    @Test
    void sound_that_came_as_base64_leaves_as_the_same_text() {
        String payload = "/////w==";
        line.send(play(AudioChunk.ofBase64(AudioFormat.MULAW_8K, payload).orElseThrow()));
        assertThat(socket.sent).containsExactly(MediaStreamCodec.media(Wire.STREAM, payload));
    }

    @Test
    void long_sound_leaves_in_pieces_that_are_together_the_whole() {
        AudioChunk sound = TestSound.speech(1, 1000);
        line.send(play(sound));
        List<AudioChunk> pieces = new ArrayList<>();
        for (String message : socket.sent) {
            StreamMessage.Media media = (StreamMessage.Media) MediaStreamCodec.decode(message);
            pieces.add(
                    AudioChunk.ofBase64(AudioFormat.MULAW_8K, media.payload()).orElseThrow());
        }
        assertThat(pieces).extracting(AudioChunk::milliseconds).containsExactly(400L, 400L, 200L);
        assertThat(TestSound.join(pieces)).isEqualTo(sound.bytes());
    }

    @Test
    void s9_past_the_bound_sound_is_dropped_and_counted_but_no_mark_and_no_clear() {
        socket.queued = 649_900;
        line.send(play(TestSound.speech(1, 20)));
        line.send(new LineCommand.Mark(new MarkName("g1:20")));
        line.send(new LineCommand.StopPlaying());
        assertThat(socket.sent)
                .containsExactly(MediaStreamCodec.mark(Wire.STREAM, "g1:20"), MediaStreamCodec.clear(Wire.STREAM));
        assertThat(metrics.of(Event.OUTBOUND_SOUND_DROPPED)).isEqualTo(1);
        socket.queued = 0;
        line.send(play(TestSound.speech(1, 20)));
        assertThat(socket.sent).hasSize(3);
    }

    @Test
    void s9_a_peer_that_does_not_even_take_the_marks_is_cut_off() {
        socket.queued = 650_000 + 256 * 1024;
        line.send(new LineCommand.Mark(new MarkName("g1:20")));
        assertThat(socket.aborted).isTrue();
        assertThat(socket.sent).isEmpty();
        assertThat(metrics.of(Event.OUTBOUND_STUCK)).isEqualTo(1);
    }

    @Test
    void s9_a_minute_of_sound_fits_below_the_bound() {
        int bytes = 0;
        for (int i = 0; i < 60; i++) {
            line.send(play(TestSound.speech(1, 1000)));
        }
        for (String message : socket.sent) {
            bytes += message.length();
        }
        assertThat(bytes).isBetween(640_000, 660_000);
    }

    @Test
    void empty_sound_is_not_sent_and_sound_of_another_kind_is_a_defect() {
        line.send(play(AudioChunk.of(AudioFormat.MULAW_8K, new byte[0])));
        assertThat(socket.sent).isEmpty();
        AudioChunk pcm = AudioChunk.of(new AudioFormat("pcm/8000", 16), new byte[320]);
        assertThatThrownBy(() -> line.send(play(pcm))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void closing_is_a_normal_closure() {
        line.close();
        assertThat(socket.closeCode).isEqualTo(1000);
    }

    @Test
    void s2_refusing_is_a_violation_and_counted_once() {
        assertThat(line.isRefused()).isFalse();
        line.refuse();
        line.refuse();
        assertThat(line.isRefused()).isTrue();
        assertThat(socket.closeCode).isEqualTo(1008);
        assertThat(metrics.of(Event.TICKET_REFUSED)).isEqualTo(1);
    }
}
