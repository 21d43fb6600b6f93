package dev.switchhook.openai;

import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.speech.Capabilities;
import dev.switchhook.domain.port.speech.SessionOption;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechFault;
import dev.switchhook.domain.port.speech.SpeechListener;
import dev.switchhook.domain.port.speech.SpeechModel;
import dev.switchhook.domain.port.speech.SpeechSession;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.websocket.WebSocketClient;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/// OpenAI Realtime as a speech model, in the GA shape of its wire. Made by [OpenAiSpeechModels]; safe for use by
/// several threads.
///
/// It carries mu-law only: what the telephone gives passes through untouched. While a call talks, the caller's sound
/// keeps the connection alive.
public final class OpenAiSpeechModel implements SpeechModel {

    /// How this provider is called.
    static final String NAME = "openai";

    private static final String BILLING = "tokens: heard, spoken, and re-read in each turn";

    private final OpenAiSettings settings;
    private final WebSocketClient client;
    private final SocketGuard guard;
    private final ScheduledExecutorService timer;
    private final Tally tally = new Tally();

    OpenAiSpeechModel(
            OpenAiSettings settings, WebSocketClient client, SocketGuard guard, ScheduledExecutorService timer) {
        this.settings = settings;
        this.client = client;
        this.guard = guard;
        this.timer = timer;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(Set.of(AudioFormat.MULAW_8K), true, false, false, Lifetime.LONGEST, BILLING);
    }

    @Override
    public List<SessionOption> options() {
        return SharedOptions.of(settings);
    }

    /// The settings of this model.
    public OpenAiSettings settings() {
        return settings;
    }

    /// How often something odd has happened in all sessions of this model so far.
    public long count(OpenAiOddity oddity) {
        return tally.of(oddity);
    }

    /// Begins a session; see [SpeechModel#open].
    ///
    /// @throws IllegalArgumentException for a format other than mu-law and for tool parameters that are no JSON
    ///     object
    @Override
    public SpeechSession open(SpeechBriefing briefing, SpeechListener listener) {
        if (!briefing.format().equals(AudioFormat.MULAW_8K)) {
            throw new IllegalArgumentException("the format " + briefing.format().name() + " is not spoken here");
        }
        OpenAiSession session = new OpenAiSession(
                settings,
                briefing,
                new EventRelay(briefing.call(), listener, tally),
                timer,
                InstantSource.system(),
                tally);
        dial(session, briefing.call());
        return session;
    }

    /// The framework's client has no limit for the handshake, so the session gives up by this timer, and the guard
    /// closes the socket.
    private void dial(OpenAiSession session, CallId call) {
        long limit = settings.connectTimeout().toMillis();
        var late = new SpeechFault.Disconnected("no connection within " + limit + " ms");
        var _ = timer.schedule(() -> session.notOpened(late), limit, TimeUnit.MILLISECONDS);
        MutableHttpRequest<?> request = HttpRequest.GET(settings.socketUrl());
        settings.peer().headers(call).forEach(request::header);
        request.setAttribute(OpenAiSocket.SESSION, session);
        String mark = guard.mark(request, loop -> request.setAttribute(OpenAiSocket.EVENT_LOOP, loop));
        client.connect(OpenAiSocket.class, request).subscribe(new Dialled(session, () -> guard.forget(mark)));
    }

    /// Waits for the connection; the socket itself tells the session when it is open.
    private record Dialled(OpenAiSession session, Runnable over) implements Subscriber<OpenAiSocket> {

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(1);
        }

        @Override
        public void onNext(OpenAiSocket socket) {}

        @Override
        public void onError(Throwable failure) {
            over.run();
            session.notOpened(DialFault.of(failure));
        }

        @Override
        public void onComplete() {
            over.run();
        }
    }
}
