package dev.switchhook.app.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Finds the pieces of sound in the WebSocket messages of one direction of a connection (RFC 6455, section 5.2), by the
/// first characters of their base64 text. Used by one thread.
final class SoundFinder {

    /// So many characters tell pieces of sound apart, when the sound is another one everywhere.
    static final int PREFIX = 24;

    /// Of every message so much is looked at: sound begins in it. To look at all of it would cost the peers more than
    /// to
    /// make it, and delay what else they note.
    private static final int HEAD = 512;

    private static final byte[] END_OF_HANDSHAKE = {'\r', '\n', '\r', '\n'};

    private final byte[] key;
    private final Consumer<String> found;
    private final ByteBuf waiting = Unpooled.buffer();
    private boolean shookHands;

    /// @param key the name of the field that holds sound
    /// @param found is told the beginning of each piece
    SoundFinder(String key, Consumer<String> found) {
        this.key = ("\"" + key + "\":\"").getBytes(StandardCharsets.US_ASCII);
        this.found = found;
    }

    /// Takes the next bytes.
    void take(ByteBuf bytes) {
        waiting.writeBytes(bytes, bytes.readerIndex(), bytes.readableBytes());
        if (!shookHands) {
            int end = indexOf(waiting, END_OF_HANDSHAKE, waiting.readerIndex(), waiting.writerIndex());
            if (end < 0) {
                return;
            }
            shookHands = true;
            waiting.readerIndex(end + END_OF_HANDSHAKE.length);
        }
        while (frame()) {
            // The next one follows.
        }
        waiting.discardReadBytes();
    }

    /// Takes a frame when it is here as a whole.
    private boolean frame() {
        int start = waiting.readerIndex();
        if (waiting.readableBytes() < 2) {
            return false;
        }
        int second = waiting.getUnsignedByte(start + 1);
        int header = 2;
        long length = second & 0x7F;
        if (length == 126) {
            header = 4;
            length = waiting.readableBytes() < header ? Long.MAX_VALUE : waiting.getUnsignedShort(start + 2);
        } else if (length == 127) {
            header = 10;
            length = waiting.readableBytes() < header ? Long.MAX_VALUE : waiting.getLong(start + 2);
        }
        boolean masked = (second & 0x80) != 0;
        int body = header + (masked ? 4 : 0);
        if (waiting.readableBytes() - body < length) {
            return false;
        }
        byte[] head = new byte[Math.toIntExact(Math.min(length, HEAD))];
        waiting.getBytes(start + body, head);
        if (masked) {
            for (int i = 0; i < head.length; i++) {
                head[i] = (byte) (head[i] ^ waiting.getByte(start + header + i % 4));
            }
        }
        sound(head);
        waiting.readerIndex(start + body + Math.toIntExact(length));
        return true;
    }

    private void sound(byte[] head) {
        int at = indexOf(Unpooled.wrappedBuffer(head), key, 0, head.length);
        if (at >= 0 && at + key.length + PREFIX <= head.length) {
            String prefix = new String(head, at + key.length, PREFIX, StandardCharsets.US_ASCII);
            if (prefix.indexOf(' ') < 0 && prefix.indexOf('"') < 0) {
                found.accept(prefix);
            }
        }
    }

    private static int indexOf(ByteBuf bytes, byte[] wanted, int from, int to) {
        for (int i = from; i + wanted.length <= to; i++) {
            int same = 0;
            while (same < wanted.length && bytes.getByte(i + same) == wanted[same]) {
                same++;
            }
            if (same == wanted.length) {
                return i;
            }
        }
        return -1;
    }
}
