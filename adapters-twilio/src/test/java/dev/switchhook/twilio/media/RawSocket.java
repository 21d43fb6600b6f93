package dev.switchhook.twilio.media;

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
/// Blocking, with a limit of 10 s on every read.
final class RawSocket implements AutoCloseable {

    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    /// A frame from the server.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Frame(int opcode, byte[] payload) {

        String text() {
            return new String(payload, UTF_8);
        }

        /// The code of a close frame.
        int code() {
            return payload.length < 2 ? 1005 : ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
        }
    }

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final int status;
    private final List<String> headers = new ArrayList<>();

    /// Connects and asks for a WebSocket at that path with these further header lines.
    RawSocket(int port, String path, String... headerLines) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        out = new BufferedOutputStream(socket.getOutputStream());
        String more = headerLines.length == 0 ? "" : String.join("\r\n", headerLines) + "\r\n";
        out.write(("GET " + path + " HTTP/1.1\r\nHost: bridge.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + more
                        + "\r\n")
                .getBytes(US_ASCII));
        out.flush();
        status = Integer.parseInt(line().substring(9, 12));
        for (String line = line(); !line.isEmpty(); line = line()) {
            headers.add(line);
        }
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

    /// The header lines of the answer to the handshake.
    List<String> headers() {
        return headers;
    }

    void text(String... messages) throws IOException {
        for (String message : messages) {
            frame(0x80 | TEXT, true, message.getBytes(UTF_8));
        }
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

    /// The next frame of the server.
    Frame read() throws IOException {
        int opcode = in.readUnsignedByte() & 0x0F;
        int size = in.readUnsignedByte();
        int length = size == 126 ? in.readUnsignedShort() : size == 127 ? Math.toIntExact(in.readLong()) : size;
        byte[] payload = new byte[length];
        in.readFully(payload);
        return new Frame(opcode, payload);
    }

    /// The next frame of that kind; others before it are skipped.
    Frame read(int opcode) throws IOException {
        while (true) {
            Frame frame = read();
            if (frame.opcode() == opcode) {
                return frame;
            }
        }
    }

    /// Waits until the server has closed the TCP connection.
    void awaitEnd() throws IOException {
        try {
            while (in.read() >= 0) {
                // What is still on its way does not matter.
            }
        } catch (EOFException | SocketException _) {
            // Closed or reset: both are an end.
        }
    }

    /// Ends the TCP connection with a reset.
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
