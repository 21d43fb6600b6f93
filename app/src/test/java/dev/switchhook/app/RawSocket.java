package dev.switchhook.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/// A WebSocket client that can also do what no client does: unmasked, fragmented, oversized and forbidden frames.
/// Blocking, with a limit of 15 s on every read.
final class RawSocket implements AutoCloseable {

    static final int FIN = 0x80;
    static final int RSV1 = 0x40;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;

    /// The code of a connection that ended without a close frame.
    static final int NO_CLOSE_FRAME = 1006;

    private static final int LIMIT = 15_000;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final int status;
    private final String answer;

    /// Connects and asks for a WebSocket at that path with these further header lines.
    RawSocket(int port, String path, List<String> headerLines) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(LIMIT);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        out = new BufferedOutputStream(socket.getOutputStream());
        List<String> request = new ArrayList<>(List.of(
                "GET " + path + " HTTP/1.1",
                "Host: 127.0.0.1:" + port,
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
        request.addAll(headerLines);
        out.write((String.join("\r\n", request) + "\r\n\r\n").getBytes(US_ASCII));
        out.flush();
        StringBuilder head = new StringBuilder();
        for (String line = line(); !line.isEmpty(); line = line()) {
            head.append(line).append('\n');
        }
        answer = head.toString();
        status = Integer.parseInt(answer.substring(9, 12));
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.readByte(); c != '\n'; c = in.readByte()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    /// The status of the answer to the handshake.
    int status() {
        return status;
    }

    /// The status line and the headers of the answer to the handshake.
    String answer() {
        return answer;
    }

    void text(String message) throws IOException {
        frame(FIN | TEXT, true, message.getBytes(UTF_8));
    }

    /// Sends a frame.
    ///
    /// @param first the whole first byte: the final bit, the reserved bits, the opcode
    void frame(int first, boolean masked, byte[] payload) throws IOException {
        out.write(first);
        int mask = masked ? 0x80 : 0;
        if (payload.length < 126) {
            out.write(mask | payload.length);
        } else if (payload.length < 65_536) {
            out.write(mask | 126);
            out.write(payload.length >> 8);
            out.write(payload.length);
        } else {
            out.write(mask | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                out.write((int) ((long) payload.length >> shift));
            }
        }
        if (masked) {
            // A mask of zeros is a mask, and leaves the payload as it is.
            out.write(new byte[4]);
        }
        out.write(payload);
        out.flush();
    }

    /// The next text message of the server.
    String readText() throws IOException {
        while (true) {
            int opcode = in.readUnsignedByte() & 0x0F;
            byte[] payload = payload();
            if (opcode == TEXT) {
                return new String(payload, UTF_8);
            }
            if (opcode == CLOSE) {
                throw new EOFException("closed with " + new Ending(payload));
            }
        }
    }

    /// How the server ends this connection, whatever it sends before.
    Ending readEnding() {
        try {
            while (true) {
                int opcode = in.readUnsignedByte() & 0x0F;
                byte[] payload = payload();
                if (opcode == CLOSE) {
                    return new Ending(payload);
                }
            }
        } catch (EOFException | SocketException _) {
            return new Ending(NO_CLOSE_FRAME, "");
        } catch (IOException e) {
            throw new IllegalStateException("the connection is still open", e);
        }
    }

    private byte[] payload() throws IOException {
        int size = in.readUnsignedByte();
        int length = size == 126 ? in.readUnsignedShort() : size == 127 ? Math.toIntExact(in.readLong()) : size;
        byte[] payload = new byte[length];
        in.readFully(payload);
        return payload;
    }

    /// How a connection ended.
    ///
    /// @param code of the close frame
    /// @param reason in words, as the server sent them
    record Ending(int code, String reason) {

        private Ending(byte[] payload) {
            this(
                    payload.length < 2 ? 1005 : ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF),
                    payload.length < 2 ? "" : new String(payload, 2, payload.length - 2, UTF_8));
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
