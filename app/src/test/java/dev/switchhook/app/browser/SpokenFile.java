package dev.switchhook.app.browser;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.MuLaw;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A WAV file of somebody who speaks at certain times, as Chromium's microphone takes it: 16 bits, 8 kHz.
final class SpokenFile {

    private static final int BYTES_PER_MILLISECOND = 16;

    private final ByteArrayOutputStream sound = new ByteArrayOutputStream();

    /// Silence up to that time, in milliseconds from the beginning, and then these words.
    SpokenFile at(int milliseconds, AudioChunk words) {
        until(milliseconds);
        ByteBuffer samples = ByteBuffer.allocate(words.byteCount() * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (short sample : MuLaw.decode(words.bytes())) {
            samples.putShort(sample);
        }
        sound.writeBytes(samples.array());
        return this;
    }

    /// Silence up to that time.
    SpokenFile until(int milliseconds) {
        int missing = milliseconds * BYTES_PER_MILLISECOND - sound.size();
        if (missing < 0) {
            throw new IllegalArgumentException("somebody speaks at " + milliseconds + " ms");
        }
        sound.writeBytes(new byte[missing]);
        return this;
    }

    /// Writes it.
    Path in(Path folder) throws IOException {
        ByteBuffer file = ByteBuffer.allocate(44 + sound.size()).order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("RIFF")).putInt(36 + sound.size()).put(ascii("WAVEfmt ")).putInt(16);
        file.putShort((short) 1).putShort((short) 1).putInt(8000).putInt(16_000);
        file.putShort((short) 2).putShort((short) 16);
        file.put(ascii("data")).putInt(sound.size()).put(sound.toByteArray());
        return Files.write(folder.resolve("speech.wav"), file.array());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
