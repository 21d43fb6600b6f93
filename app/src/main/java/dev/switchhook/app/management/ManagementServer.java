package dev.switchhook.app.management;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers on the private port: GET of exactly these pages, and nothing else.
///
/// It is the JDK's own small server, apart from the one that Twilio reaches: it answers while the other's threads are
/// busy, has nothing that could be left open by mistake, and can take any free port on any address. Virtual threads
/// serve it.
public final class ManagementServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);
    private static final int BACKLOG = 50;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int OUR_FAULT = 500;

    private final HttpServer server;
    private final ExecutorService threads;
    private final Map<String, Page> pages;

    private ManagementServer(HttpServer server, List<Page> pages) {
        this.server = server;
        this.threads = Executors.newVirtualThreadPerTaskExecutor();
        this.pages = pages.stream().collect(Collectors.toUnmodifiableMap(Page::path, Function.identity()));
        server.setExecutor(threads);
        server.createContext("/", this::answer);
    }

    /// Starts to answer.
    ///
    /// @param port 0 for any free one
    /// @throws UncheckedIOException when the address or the port cannot be had
    public static ManagementServer start(String host, int port, List<Page> pages) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(host, port), BACKLOG);
            ManagementServer management = new ManagementServer(server, pages);
            server.start();
            return management;
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /// The port that is listened on.
    public int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Page page = pages.get(exchange.getRequestURI().getPath());
            if (page == null) {
                exchange.sendResponseHeaders(NOT_FOUND, -1);
            } else if (!exchange.getRequestMethod().equals("GET")) {
                exchange.sendResponseHeaders(NOT_ALLOWED, -1);
            } else {
                send(exchange, page, answerOf(page));
            }
        }
    }

    private static Page.Answer answerOf(Page page) {
        try {
            return page.answer().get();
        } catch (RuntimeException defect) {
            LOG.error("event=management-defect path={}", page.path(), defect);
            return new Page.Answer(OUR_FAULT, "");
        }
    }

    private static void send(HttpExchange exchange, Page page, Page.Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", page.type());
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
