package dev.switchhook.app.rehearsal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes mu-law sound as a WAV file that any player opens: format 7, 8 kHz, one channel.
final class WavFile {

    private static final int FORMAT_MULAW = 7;
    private static final int RATE = 8000;

    private WavFile() {}

    static void write(Path file, byte[] mulaw) throws IOException {
        ByteBuffer wav = ByteBuffer.allocate(58 + mulaw.length + (mulaw.length & 1)).order(ByteOrder.LITTLE_ENDIAN);
        wav.put(ascii("RIFF")).putInt(wav.capacity() - 8).put(ascii("WAVE"));
        wav.put(ascii("fmt ")).putInt(18);
        wav.putShort((short) FORMAT_MULAW).putShort((short) 1).putInt(RATE).putInt(RATE);
        wav.putShort((short) 1).putShort((short) 8).putShort((short) 0);
        wav.put(ascii("fact")).putInt(4).putInt(mulaw.length);
        wav.put(ascii("data")).putInt(mulaw.length).put(mulaw);
        Files.write(file, wav.array());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
