package dev.switchhook.twilio;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.line.StreamTicket;
import dev.switchhook.domain.settings.Secret;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The adapter on a running server at a free loopback port, as Twilio would find it behind `https://bridge.example`.
public final class TestServer implements AutoCloseable {

    public static final String ACCOUNT = "AC0123456789abcdef0123456789abcdef";
    public static final String TOKEN = "the-auth-token";
    public static final String ORIGIN = "https://bridge.example";

    private final RecordingCalls calls = new RecordingCalls();
    private final ApplicationContext context;
    private final EmbeddedServer server;

    /// Starts a server, with these beans in addition.
    public TestServer(Object... beans) {
        this(Map.of(), beans);
    }

    /// Starts a server that has one thread for all its connections, on which nothing may wait.
    public static TestServer withOneEventLoop() {
        return new TestServer(Map.of("micronaut.netty.event-loops.default.num-threads", 1));
    }

    private TestServer(Map<String, Object> more, Object... beans) {
        Map<String, Object> properties = new HashMap<>(more);
        properties.put("micronaut.server.port", -1);
        properties.put("micronaut.server.host", "127.0.0.1");
        TwilioSettings settings = settings(URI.create("http://127.0.0.1:1"));
        context = ApplicationContext.builder()
                .properties(properties)
                .singletons(settings, calls)
                .singletons(beans)
                .start();
        server = context.getBean(EmbeddedServer.class).start();
    }

    /// Settings with that base URL of the REST API.
    public static TwilioSettings settings(URI api) {
        return new TwilioSettings(ACCOUNT, List.of(new Secret(TOKEN)), api, URI.create(ORIGIN));
    }

    /// A call id of the right shape.
    public static CallId call(int number) {
        return new CallId("CA" + String.format(Locale.ROOT, "%032x", number));
    }

    /// A ticket of the right shape.
    public static StreamTicket ticket(int number) {
        return new StreamTicket(String.format(Locale.ROOT, "ticket_%036x", number));
    }

    /// The path of a media connection with that ticket.
    public static String mediaPath(StreamTicket ticket) {
        return "/twilio/media/" + ticket.secret();
    }

    /// The right signature for the handshake of a media connection.
    public static String signature(StreamTicket ticket) {
        return Signing.sign(TOKEN, "wss://bridge.example" + mediaPath(ticket), Collections.emptyMap());
    }

    public RecordingCalls calls() {
        return calls;
    }

    public TwilioMetrics metrics() {
        return context.getBean(TwilioMetrics.class);
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        context.close();
    }
}
