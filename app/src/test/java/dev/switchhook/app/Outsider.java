package dev.switchhook.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Somebody who sends webhooks to the program, right ones and wrong ones, and can sign. The signature is a writing
/// of its own of the rule, so that the program is not compared with itself.
final class Outsider {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Pattern TICKET = Pattern.compile("/twilio/media/([A-Za-z0-9_-]{43})");
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private static final Random RANDOM = new Random(20261120);

    private final int port;

    Outsider(int port) {
        this.port = port;
    }

    /// What came back.
    record Answer(int status, String body) {

        /// The ticket in the TwiML that connects a call.
        String ticket() {
            Matcher ticket = TICKET.matcher(body);
            if (!ticket.find()) {
                throw new AssertionError("no ticket in an answer of status " + status);
            }
            return ticket.group(1);
        }
    }

    /// An id that no other call has.
    static String newCallSid() {
        synchronized (RANDOM) {
            return "CA" + String.format("%016x%016x", RANDOM.nextLong(), RANDOM.nextLong());
        }
    }

    /// The fields of an announcement.
    static Map<String, String> voice(String callSid, String from) {
        return new TreeMap<>(Map.of(
                "CallSid",
                callSid,
                "AccountSid",
                Theatre.ACCOUNT,
                "From",
                from,
                "To",
                Theatre.COMPANY,
                "CallStatus",
                "ringing",
                "ApiVersion",
                "2010-04-01",
                "Direction",
                "inbound"));
    }

    static String sign(String token, String url, Map<String, String> fields) {
        StringBuilder text = new StringBuilder(url);
        new TreeMap<>(fields).forEach((name, value) -> text.append(name).append(value));
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(token.getBytes(UTF_8), "HmacSHA1"));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(text.toString().getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field ->
                        URLEncoder.encode(field.getKey(), UTF_8) + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    /// Posts a form, signed as the carrier signs.
    Answer post(String path, Map<String, String> fields) {
        return post(path, encoded(fields).getBytes(UTF_8), sign(Theatre.TOKEN, Theatre.ORIGIN + path, fields));
    }

    /// Posts any body with any signatures.
    Answer post(String path, byte[] body, String... signatures) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(15))
                .header("Content-Type", FORM)
                .POST(BodyPublishers.ofByteArray(body));
        List.of(signatures).forEach(signature -> request.header("X-Twilio-Signature", signature));
        return send(request.build());
    }

    Answer send(HttpRequest request) {
        try {
            HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException e) {
            throw new IllegalStateException("the program gave no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Answer read(BufferedReader in) throws IOException {
        int status = Integer.parseInt(in.readLine().substring(9, 12));
        int length = 0;
        for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
            String header = line.toLowerCase(Locale.ROOT);
            length = header.startsWith("content-length:")
                    ? Integer.parseInt(header.substring(15).strip())
                    : length;
        }
        char[] body = new char[length];
        int got = length == 0 ? 0 : in.read(body);
        return new Answer(status, new String(body, 0, got));
    }

    /// Posts a body of that many bytes, and goes on sending until an answer comes.
    ///
    /// @param announced whether its length is stated; otherwise it comes in chunks
    Answer postEndlessly(String path, int bytes, boolean announced) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(15_000);
            OutputStream out = socket.getOutputStream();
            String length = announced ? "Content-Length: " + bytes : "Transfer-Encoding: chunked";
            out.write(("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: " + FORM + "\r\n" + length
                            + "\r\n\r\n")
                    .getBytes(UTF_8));
            byte[] piece = new byte[16 * 1024];
            for (int sent = 0; sent < bytes && socket.getInputStream().available() == 0; sent += piece.length) {
                if (!announced) {
                    out.write((Integer.toHexString(piece.length) + "\r\n").getBytes(UTF_8));
                }
                out.write(piece);
                if (!announced) {
                    out.write("\r\n".getBytes(UTF_8));
                }
            }
            return read(new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)));
        }
    }
}
