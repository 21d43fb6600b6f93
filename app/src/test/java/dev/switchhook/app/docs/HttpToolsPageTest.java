package dev.switchhook.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.switchhook.app.tools.MemoryEffectLedger;
import dev.switchhook.app.tools.ToolCatalogue;
import dev.switchhook.app.tools.http.HttpTool;
import dev.switchhook.app.tools.http.HttpTools;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.port.tool.Said;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An endpoint as the page describes it is asked by a tool as the page describes it.
class HttpToolsPageTest {

    private static final String PAGE = Pages.text("docs/http-tools.md");
    private static final String SECRET = "a secret of the shop";
    private static final long NOW = 1_800_000_000;

    /// What came to the endpoint.
    private record Request(String signature, String method, String target, String body) {}

    @TempDir
    private Path folder;

    @Test
    void the_tool_of_the_page_asks_an_endpoint_which_checks_the_signature_as_the_page_says() throws Exception {
        Path file = Files.writeString(
                folder.resolve("tools.yml"), Pages.blocks(PAGE, "yaml").getFirst());
        String answer = Pages.blocks(PAGE, "json").getLast();
        AtomicReference<Request> came = new AtomicReference<>();
        HttpServer endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endpoint.createContext("/", exchange -> {
            try (exchange) {
                came.set(new Request(
                        exchange.getRequestHeaders().getFirst("Switchhook-Signature"),
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().toString(),
                        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
                byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        endpoint.start();
        try (HttpClient client = HttpTools.client()) {
            Files.writeString(
                    file,
                    Files.readString(file)
                            .replace(
                                    "https://shop.example",
                                    "http://127.0.0.1:" + endpoint.getAddress().getPort()));
            List<HttpTool> tools = HttpTools.read(
                    file,
                    name -> Optional.of(SECRET).filter(_ -> name.equals("SHOP_SECRET")),
                    client,
                    InstantSource.fixed(Instant.ofEpochSecond(NOW)));

            ToolOutcome outcome = new ToolCatalogue(List.of(), tools, new MemoryEffectLedger())
                    .run(
                            new IncomingCall(
                                    new CallId("CA0123456789abcdef0123456789abcdef"),
                                    new PhoneNumber("+4930123456"),
                                    new PhoneNumber("+4930999999")),
                            new ToolCall(
                                    new ToolCall.Id("call_1"),
                                    "reserve_article",
                                    "{\"article\":\"A1234\",\"pieces\":2}"),
                            Said.NOTHING,
                            _ -> {});

            assertThat(outcome).isInstanceOf(ToolOutcome.Done.class);
            assertThat(outcome.answer()).contains("\"pieces\":2", "Saturday");
        } finally {
            endpoint.stop(0);
        }

        Request request = came.get();
        assertThat(shape(request.body()))
                .isEqualTo(shape(Pages.blocks(PAGE, "json").getFirst().strip()));
        assertThat(accepts(SECRET, request, request.body(), NOW)).isTrue();
        assertThat(accepts(SECRET, request, request.body(), NOW + 299)).isTrue();
        assertThat(accepts(SECRET, request, request.body(), NOW + 301)).isFalse();
        assertThat(accepts(SECRET, request, request.body() + " ", NOW)).isFalse();
        assertThat(accepts("another secret", request, request.body(), NOW)).isFalse();
    }

    /// The fingerprint is not the same as on the page.
    private static String shape(String body) {
        return body.replaceAll("[0-9a-f]{64}", "fingerprint");
    }

    private static boolean accepts(String secret, Request request, String body, long now) throws Exception {
        Class<?> check = Compiled.of(Pages.blocks(PAGE, "java")).loadClass("dev.switchhook.app.shop.SignatureCheck");
        Constructor<?> constructor = check.getDeclaredConstructor(String.class);
        Method accepts =
                check.getDeclaredMethod("accepts", String.class, String.class, String.class, String.class, long.class);
        constructor.setAccessible(true);
        accepts.setAccessible(true);
        return (boolean) accepts.invoke(
                constructor.newInstance(secret), request.signature(), request.method(), request.target(), body, now);
    }
}
