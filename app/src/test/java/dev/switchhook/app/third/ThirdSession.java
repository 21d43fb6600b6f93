package dev.switchhook.app.third;

import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechFault;
import dev.switchhook.domain.port.speech.SpeechListener;
import dev.switchhook.domain.port.speech.SpeechSession;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A session's socket. Everything happens on the session's own thread, in the order of its inbox; what the provider
/// sends is taken one message at a time, and what it does not take is bounded.
final class ThirdSession implements SpeechSession, WebSocket.Listener, ThirdCodec.Out {

    /// About 40 s of sound.
    private static final long MOST_UNSENT = 2 * 1024 * 1024;

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private final SpeechBriefing briefing;
    private final SpeechListener listener;
    private final ThirdCodec codec = new ThirdCodec(this);
    private final LinkedBlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
    private final AtomicLong unsent = new AtomicLong();
    private final Deque<Runnable> early = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream sound = new ByteArrayOutputStream();
    private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);
    private @Nullable WebSocket socket;
    private boolean ready;
    private boolean leaving;
    private boolean gone;
    private long leaveBy;
    private long heardAt;
    private volatile boolean abandoned;

    ThirdSession(SpeechBriefing briefing, SpeechListener listener) {
        this.briefing = briefing;
        this.listener = listener;
    }

    void dial(HttpClient http, URI url, String key) {
        Thread.ofVirtual().name("third-session").start(this::run);
        var _ = http.newWebSocketBuilder()
                .connectTimeout(CONNECT)
                .header("X-Key", key)
                .buildAsync(url, this)
                .whenComplete((opened, failure) -> {
                    inbox.add(() -> dialled(opened, failure));
                    if (opened != null && abandoned) {
                        opened.abort();
                    }
                });
    }

    private void dialled(@Nullable WebSocket opened, @Nullable Throwable failure) {
        if (opened == null) {
            end(faultOf(failure == null || failure.getCause() == null ? failure : failure.getCause()));
        } else if (leaving) {
            opened.abort();
        } else {
            socket = opened;
            write(ThirdCodec.setup(briefing));
            opened.request(1);
        }
    }

    private static SpeechFault faultOf(@Nullable Throwable failure) {
        if (!(failure instanceof WebSocketHandshakeException refused)) {
            return new SpeechFault.Disconnected("no connection");
        }
        int status = refused.getResponse().statusCode();
        Optional<Duration> later = refused.getResponse()
                .headers()
                .firstValue("Retry-After")
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
        return switch (status) {
            case 401, 403 -> new SpeechFault.Refused("status " + status);
            case 429, 503 -> new SpeechFault.Busy(later);
            default -> new SpeechFault.Disconnected("status " + status);
        };
    }

    private void run() {
        try {
            while (!gone) {
                Runnable next = inbox.poll(patience(), TimeUnit.NANOSECONDS);
                if (next == null) {
                    lost("the provider has fallen silent");
                } else {
                    next.run();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        abandoned = true;
        inbox.forEach(Runnable::run);
        if (socket != null) {
            socket.abort();
        }
        listener.on(new SpeechEvent.Closed());
    }

    /// How long to wait for whatever comes next, in nanoseconds. The provider pings all the time: when nothing has
    /// come for a while the connection is gone, whatever the socket says.
    private long patience() {
        if (leaving) {
            return leaveBy - System.nanoTime();
        }
        return ready ? heardAt + SILENCE.toNanos() - System.nanoTime() : Long.MAX_VALUE;
    }

    // From the call.

    @Override
    public void send(SpeechCommand command) {
        long bytes = command instanceof SpeechCommand.Hear(var audio) ? audio.byteCount() : 256;
        if (unsent.addAndGet(bytes) > MOST_UNSENT) {
            inbox.add(() -> end(new SpeechFault.Disconnected("the provider does not take what we send")));
            return;
        }
        inbox.add(() -> {
            if (ready) {
                carryOut(command, bytes);
            } else {
                early.add(() -> carryOut(command, bytes));
            }
        });
    }

    private void carryOut(SpeechCommand command, long bytes) {
        codec.command(command);
        CompletableFuture<?> taken = sending;
        var _ = taken.whenComplete((_, _) -> unsent.addAndGet(-bytes));
    }

    @Override
    public void close() {
        inbox.add(this::leave);
    }

    // From the codec.

    @Override
    public void tell(SpeechEvent event) {
        if (leaving) {
            return;
        }
        listener.on(event);
        if (event instanceof SpeechEvent.Ready) {
            ready = true;
            heardAt = System.nanoTime();
            early.forEach(Runnable::run);
            early.clear();
        }
    }

    @Override
    public void write(String message) {
        chain(open -> open.sendText(message, true));
    }

    @Override
    public void write(byte[] bytes) {
        chain(open -> open.sendBinary(ByteBuffer.wrap(bytes), true));
    }

    private void chain(Function<WebSocket, CompletionStage<?>> step) {
        WebSocket open = socket;
        if (open != null && !leaving) {
            sending = sending.thenCompose(_ -> step.apply(open));
            // A connection that breaks under a message that is being sent is told here, and nowhere else.
            var _ = sending.whenComplete((_, failure) -> {
                if (failure != null) {
                    inbox.add(() -> lost(failure.getClass().getSimpleName()));
                }
            });
        }
    }

    @Override
    public void end(SpeechFault fault) {
        if (!leaving) {
            listener.on(new SpeechEvent.Faulted(fault));
            leave();
        }
    }

    private void leave() {
        if (!leaving) {
            chain(open -> open.sendClose(WebSocket.NORMAL_CLOSURE, ""));
            leaving = true;
            leaveBy = System.nanoTime() + FAREWELL.toNanos();
            gone = socket == null;
        }
    }

    // From the connection; on its threads, one call at a time.

    @Override
    public void onOpen(WebSocket opened) {
        // The first message is asked for when the session has introduced itself.
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            String whole = text.toString();
            text.setLength(0);
            inbox.add(() -> codec.message(whole));
        }
        goOn(from);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        byte[] part = new byte[data.remaining()];
        data.get(part);
        sound.writeBytes(part);
        if (last) {
            byte[] whole = sound.toByteArray();
            sound.reset();
            inbox.add(() -> codec.sound(whole));
        }
        goOn(from);
        return null;
    }

    private void goOn(WebSocket from) {
        inbox.add(() -> {
            heardAt = System.nanoTime();
            from.request(1);
        });
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        inbox.add(() -> lost("closed with code " + code));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        inbox.add(() -> lost(failure.getClass().getSimpleName()));
    }

    private void lost(String why) {
        end(new SpeechFault.Disconnected(why));
        gone = true;
    }
}
