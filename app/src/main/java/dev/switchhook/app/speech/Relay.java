package dev.switchhook.app.speech;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechListener;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives the events of one session to its listener one after the other, although several threads cause them, and
/// keeps them while there is no listener yet. [#add] may be called while a lock is held, [#deliver] without it. Any
/// thread.
///
/// Past [#MOST_SOUND] new sound is dropped and counted. Other events are always taken: a provider says little that
/// is no sound, and whoever has no listener looks at [#size].
final class Relay {

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    /// Bytes of sound that may wait: two minutes of it.
    static final int MOST_SOUND = 1 << 20;

    private final CallId call;
    private final LongAdder dropped;
    private final Deque<SpeechEvent> line = new ArrayDeque<>();
    private final AtomicInteger deliveries = new AtomicInteger();
    private @Nullable SpeechListener listener;
    private int sound;

    /// @param dropped counts the pieces of sound that found no room
    Relay(CallId call, LongAdder dropped) {
        this.call = call;
        this.dropped = dropped;
    }

    /// From now on events are delivered to this listener.
    void attach(SpeechListener to) {
        synchronized (line) {
            listener = to;
        }
    }

    void add(SpeechEvent event) {
        synchronized (line) {
            int size = soundIn(event);
            if (sound + size > MOST_SOUND) {
                dropped.increment();
                return;
            }
            sound += size;
            line.addLast(event);
        }
    }

    /// How many events wait.
    int size() {
        synchronized (line) {
            return line.size();
        }
    }

    void deliver() {
        if (deliveries.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            while (deliverOne()) {
                // One after the other.
            }
            seen = deliveries.addAndGet(-seen);
        } while (seen != 0);
    }

    private boolean deliverOne() {
        SpeechListener to;
        SpeechEvent event;
        synchronized (line) {
            if (listener == null || line.isEmpty()) {
                return false;
            }
            to = listener;
            event = line.removeFirst();
            sound -= soundIn(event);
        }
        try {
            to.on(event);
        } catch (RuntimeException | Error defect) {
            // A listener must not throw; if it does, the next events are still delivered, the last one among them.
            LOG.error(
                    "call={} event=defect listener-of={}",
                    call,
                    event.getClass().getSimpleName(),
                    defect);
        }
        return true;
    }

    private static int soundIn(SpeechEvent event) {
        return event instanceof SpeechEvent.ReplyAudio audio ? audio.audio().byteCount() : 0;
    }
}
