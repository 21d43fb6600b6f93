package dev.switchhook.openai;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A peer that makes one session ready and then reads nothing more, until it is asked whether we are gone.
final class DeafPeer implements AutoCloseable {

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final String FORMATS = "\"audio\":{\"input\":{\"format\":{\"type\":\"audio/pcmu\"}},"
            + "\"output\":{\"format\":{\"type\":\"audio/pcmu\"}}}";

    private final ServerSocket door;
    private final CompletableFuture<Socket> accepted;

    DeafPeer() throws IOException {
        door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        accepted = CompletableFuture.supplyAsync(
                this::greet, task -> Thread.ofVirtual().start(task));
    }

    String baseUrl() {
        return "http://127.0.0.1:" + door.getLocalPort() + "/v1";
    }

    private Socket greet() {
        try {
            Socket socket = door.accept();
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: " + accept(head(socket.getInputStream())) + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(frame("{\"type\":\"session.created\"}"));
            out.write(frame("{\"type\":\"session.updated\",\"session\":{\"model\":\"m\"," + FORMATS + "}}"));
            out.flush();
            return socket;
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            head.write(in.read());
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    private static String accept(String head) {
        Matcher key = Pattern.compile("(?i)sec-websocket-key: (\\S+)").matcher(head);
        if (!key.find()) {
            throw new AssertionError("no handshake: " + head);
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest((key.group(1) + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /// One unmasked text frame of less than 64 KiB.
    private static byte[] frame(String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(0x81);
        if (payload.length < 126) {
            frame.write(payload.length);
        } else {
            frame.write(126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        }
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    /// Waits until the other end has closed its socket although its data was never read. The wait reads nothing
    /// before the other end has had the time in which it lets a close frame linger.
    void awaitGone() throws Exception {
        Socket socket = accepted.get(10, TimeUnit.SECONDS);
        CompletableFuture<Void> linger = new CompletableFuture<>();
        linger.completeOnTimeout(null, 2 * OpenAiSession.PATIENCE_WHILE_CLOSING.toMillis(), TimeUnit.MILLISECONDS);
        linger.get(10, TimeUnit.SECONDS);
        byte[] buffer = new byte[64 * 1024];
        int read = 0;
        while (read >= 0) {
            try {
                read = socket.getInputStream().read(buffer);
            } catch (java.net.SocketException reset) {
                return;
            }
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        if (accepted.isDone() && !accepted.isCompletedExceptionally()) {
            accepted.join().close();
        }
    }
}
