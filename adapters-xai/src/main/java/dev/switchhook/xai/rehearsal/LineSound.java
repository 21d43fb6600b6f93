package dev.switchhook.xai.rehearsal;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.rehearsal.Act;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;

/// The sound of a line that the client has put into the model's mouth: that of the role when it has one for the
/// line, otherwise a noise as long as the line takes to say. Pure.
final class LineSound {

    private static final int MILLISECONDS_OF_A_LETTER = 60;

    private LineSound() {}

    static AudioChunk of(String line, List<Act> played) {
        ByteArrayOutputStream sound = new ByteArrayOutputStream();
        for (Act act : played) {
            if (act instanceof Act.Say(String _, AudioChunk audio)) {
                sound.writeBytes(audio.bytes());
            }
        }
        return AudioChunk.of(AudioFormat.MULAW_8K, sound.size() > 0 ? sound.toByteArray() : noise(line));
    }

    private static byte[] noise(String line) {
        byte[] noise = new byte[line.length() * MILLISECONDS_OF_A_LETTER * AudioFormat.MULAW_8K.bytesPerMillisecond()];
        new Random(line.hashCode()).nextBytes(noise);
        return noise;
    }
}
