package dev.switchhook.openai;

import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechListener;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives a session's events to its listener one after the other, although several threads cause them: the
/// socket's event loop, the timer, and whoever sends or closes.
///
/// [#add] puts an event in line while the session's lock is held; [#deliver] is called without the lock, so
/// that a listener may hold locks of its own. Whichever thread delivers first delivers for all. The line is
/// short, because listeners do not block.
final class EventRelay {

    private static final Logger LOG = LoggerFactory.getLogger(EventRelay.class);

    private final SpeechListener listener;
    private final Queue<SpeechEvent> line = new ConcurrentLinkedQueue<>();
    private final AtomicInteger deliveries = new AtomicInteger();

    EventRelay(SpeechListener listener) {
        this.listener = listener;
    }

    void add(SpeechEvent event) {
        line.add(event);
    }

    void deliver() {
        if (deliveries.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            for (SpeechEvent event = line.poll(); event != null; event = line.poll()) {
                tell(event);
            }
            seen = deliveries.addAndGet(-seen);
        } while (seen != 0);
    }

    private void tell(SpeechEvent event) {
        try {
            listener.on(event);
        } catch (RuntimeException broken) {
            LOG.error("a listener failed on {}", event.getClass().getSimpleName(), broken);
        }
    }
}
