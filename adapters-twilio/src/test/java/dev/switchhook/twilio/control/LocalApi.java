package dev.switchhook.twilio.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// An HTTP server on loopback that answers as a test says and keeps what was asked.
final class LocalApi implements AutoCloseable {

    /// A request as it arrived.
    record Asked(String method, String path, String authorization, String body) {}

    /// An answer; a status of 0 means none at all, until the server is closed.
    record Answer(int status, String type, String body) {

        static final Answer NONE = new Answer(0, "", "");

        static Answer json(int status, String body) {
            return new Answer(status, "application/json", body);
        }

        /// Twilio's picture of a call, as much of it as matters.
        static Answer call(String status) {
            return json(
                    200,
                    "{\"sid\":\"CA00000000000000000000000000000001\",\"status\":\"" + status
                            + "\",\"to\":\"+4930999999\",\"new_field\":{}}");
        }

        /// Twilio's picture of an error.
        static Answer error(int status, int code) {
            return json(
                    status,
                    "{\"code\":" + code + ",\"message\":\"a message\",\"more_info\":\"https://www.twilio.com/docs\","
                            + "\"status\":" + status + "}");
        }
    }

    /// Decides about an answer.
    @FunctionalInterface
    interface Script {
        Answer answer(Asked asked);
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    LocalApi(Script script) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            Asked now = new Asked(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            asked.add(now);
            write(exchange, script.answer(now));
        });
        server.start();
    }

    private void write(HttpExchange exchange, Answer answer) throws IOException {
        try (exchange) {
            if (answer.status() == 0) {
                closing.await();
                return;
            }
            byte[] body = answer.body().getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// Everything that was asked so far.
    List<Asked> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    /// A URL at which nothing listens.
    static URI deadUrl() {
        try (LocalApi gone = new LocalApi(_ -> Answer.NONE)) {
            return gone.url();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
