package dev.switchhook.xai;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.websocket.WebSocketClient;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Dials the provider and keeps the timers of all sessions: what every [XaiSpeechModel] of a process shares. A bean
/// of the framework. Safe for use by several threads.
@Singleton
public final class XaiSockets {

    private final WebSocketClient client;
    private final Dials dials;
    private final ScheduledThreadPoolExecutor timers;

    XaiSockets(@Client(configuration = XaiClientConfiguration.class) WebSocketClient client, Dials dials) {
        this.client = client;
        this.dials = dials;
        this.timers = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("xai-timers").factory());
        timers.setRemoveOnCancelPolicy(true);
    }

    /// Begins to dial, without waiting.
    ///
    /// @param failed gets the reason when no WebSocket comes about
    void dial(URI url, String authorization, XaiSession session, Consumer<Throwable> failed) {
        Dials.Mark mark = dials.begin(session::connecting);
        MutableHttpRequest<Object> request =
                HttpRequest.GET(url).header("Authorization", authorization).header(mark.header(), mark.value());
        request.setAttribute(XaiSocket.SESSION, session);
        client.connect(XaiSocket.class, request).subscribe(new Dial(() -> dials.end(mark), failed));
    }

    /// Runs a short task later. After the end of the process has begun there is no later: the task runs at once.
    @Nullable
    ScheduledFuture<?> later(Duration delay, Runnable task) {
        try {
            return timers.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException _) {
            task.run();
            return null;
        }
    }

    @PreDestroy
    void stop() {
        timers.shutdownNow();
    }
}
