package dev.switchhook.app.rehearsal;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Writes mu-law sound of 8 kHz as a WAV file that any player opens.
final class WavFile {

    private static final int HEADER = 58;
    private static final short MULAW = 7;
    private static final int RATE = 8_000;

    private WavFile() {}

    /// The bytes of a WAV file with one channel, or with two of them side by side; a shorter one ends in silence.
    ///
    /// @param channels mu-law sound, for example the caller on the left and what the caller heard on the right
    static byte[] of(AudioChunk... channels) {
        int length = 0;
        for (AudioChunk channel : channels) {
            length = Math.max(length, channel.byteCount());
        }
        short width = (short) channels.length;
        int size = length * width;
        ByteBuffer file = ByteBuffer.allocate(HEADER + size + size % 2).order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("RIFF")).putInt(file.capacity() - 8).put(ascii("WAVE"));
        file.put(ascii("fmt ")).putInt(18).putShort(MULAW).putShort(width).putInt(RATE);
        file.putInt(RATE * width).putShort(width).putShort((short) 8).putShort((short) 0);
        file.put(ascii("fact")).putInt(4).putInt(length);
        file.put(ascii("data")).putInt(size);
        int data = file.position();
        for (int c = 0; c < width; c++) {
            byte[] channel = channels[c].bytes();
            for (int i = 0; i < length; i++) {
                file.put(data + i * width + c, i < channel.length ? channel[i] : AudioFormat.MULAW_SILENCE);
            }
        }
        return file.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
