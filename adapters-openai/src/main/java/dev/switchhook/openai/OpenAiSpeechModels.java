package dev.switchhook.openai;

import io.micronaut.context.BeanContext;
import io.micronaut.http.client.DefaultHttpClientConfiguration;
import io.micronaut.http.client.HttpClientConfiguration;
import io.micronaut.http.client.LoadBalancer;
import io.micronaut.http.client.netty.NettyClientCustomizer;
import io.micronaut.websocket.WebSocketClient;
import io.micronaut.websocket.WebSocketClientRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes speech models of OpenAI: one for each set of settings, for example the real provider and a rehearsal server
/// side by side. A bean, because the framework's client needs its context; the models are plain objects. Safe for
/// use by several threads.
@Singleton
public final class OpenAiSpeechModels {

    private static final Logger LOG = LoggerFactory.getLogger(OpenAiSpeechModels.class);
    private static final Duration NEVER = Duration.ofSeconds(-1);

    private final BeanContext context;
    private final WebSocketClientRegistry<?> clients;
    private final HttpClientConfiguration defaults;
    private final SocketGuard guard = new SocketGuard();
    private final ScheduledExecutorService timer;

    /// Made by the framework.
    ///
    /// @param defaults the client configuration of the application: its event loop group is used
    OpenAiSpeechModels(
            BeanContext context,
            WebSocketClientRegistry<?> clients,
            NettyClientCustomizer.Registry customizers,
            HttpClientConfiguration defaults) {
        this.context = context;
        this.clients = clients;
        this.defaults = defaults;
        // After the end of the application a deadline is of no use any more; sessions must not fail over it.
        this.timer = new ScheduledThreadPoolExecutor(
                1,
                Thread.ofPlatform().daemon().name("openai-deadlines").factory(),
                new ThreadPoolExecutor.DiscardPolicy());
        // Clients take the customizers that are there when they are made, so this comes first.
        customizers.register(guard);
    }

    /// A model with these settings. It lives as long as this bean.
    /// A model that the provider will not serve for ever is named in the log.
    public OpenAiSpeechModel with(OpenAiSettings settings) {
        ModelEnds.of(settings).forEach(end -> LOG.warn("event=model-ends model={} on={}", end.model(), end.day()));
        guard.watch(
                settings.socketUrl(), settings.connectTimeout(), settings.peer().pings());
        WebSocketClient client = clients.resolveWebSocketClient(null, LoadBalancer.empty(), client(settings), context);
        return new OpenAiSpeechModel(settings, client, guard, timer);
    }

    /// A quiet session is no dead one, so there is no idle timeout; compression would cost more than it saves on
    /// sound.
    private HttpClientConfiguration client(OpenAiSettings settings) {
        var configuration = new DefaultHttpClientConfiguration();
        configuration.setEventLoopGroup(defaults.getEventLoopGroup());
        configuration.setConnectTimeout(settings.connectTimeout());
        configuration.setReadIdleTimeout(NEVER);
        configuration.getWebSocketCompressionConfiguration().setEnabled(false);
        return configuration;
    }

    /// Ends the timer. Sessions that are still open are cut when the framework closes its clients.
    @PreDestroy
    void stop() {
        timer.shutdownNow();
    }
}
