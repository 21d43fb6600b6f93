package dev.switchhook.openai;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechListener;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives a session's events to its listener one after the other, although several threads cause them: the socket's
/// event loop, the timer, and whoever sends or closes.
///
/// [#add] puts an event in line while the session's lock is held; [#deliver] is called without the lock, so that a
/// listener may hold locks of its own. Whichever thread delivers first delivers for all.
///
/// The line is short, because listeners do not block. Past [#MOST_SOUND] new sound is dropped and counted; other
/// events are always taken, and the provider cannot send many of them faster than they are handled.
final class EventRelay {

    private static final Logger LOG = LoggerFactory.getLogger(EventRelay.class);

    /// Bytes of sound that may wait: two minutes of it.
    static final int MOST_SOUND = 1 << 20;

    private final CallId call;
    private final SpeechListener listener;
    private final Tally tally;
    private final Deque<SpeechEvent> line = new ArrayDeque<>();
    private final AtomicInteger deliveries = new AtomicInteger();
    private int sound;

    EventRelay(CallId call, SpeechListener listener, Tally tally) {
        this.call = call;
        this.listener = listener;
        this.tally = tally;
    }

    void add(SpeechEvent event) {
        synchronized (line) {
            int size = soundIn(event);
            if (sound + size > MOST_SOUND) {
                tally.count(OpenAiOddity.AGENT_AUDIO_DROPPED);
                return;
            }
            sound += size;
            line.addLast(event);
        }
    }

    private @Nullable SpeechEvent next() {
        synchronized (line) {
            @Nullable SpeechEvent event = line.pollFirst();
            sound -= event == null ? 0 : soundIn(event);
            return event;
        }
    }

    private static int soundIn(SpeechEvent event) {
        return event instanceof SpeechEvent.ReplyAudio audio ? audio.audio().byteCount() : 0;
    }

    void deliver() {
        if (deliveries.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            for (SpeechEvent event = next(); event != null; event = next()) {
                tell(event);
            }
            seen = deliveries.addAndGet(-seen);
        } while (seen != 0);
    }

    private void tell(SpeechEvent event) {
        try {
            listener.on(event);
        } catch (RuntimeException | Error broken) {
            // A listener must not throw; if it does, the next events are still delivered, the last one among them.
            LOG.error(
                    "call={} event=defect listener-of={}",
                    call,
                    event.getClass().getSimpleName(),
                    broken);
        }
    }
}
