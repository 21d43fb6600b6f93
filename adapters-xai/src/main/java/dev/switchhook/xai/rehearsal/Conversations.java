package dev.switchhook.xai.rehearsal;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// The conversations that can be taken up again: those whose client opted in, until 30 min after the last sign of
/// life (wire/xai.md 3.4). Remembers the last 1,000. Used on the event loop of the server.
final class Conversations {

    static final Duration KEPT = Duration.ofMinutes(30);

    private static final int REMEMBERED = 1_000;

    private final LongSupplier nanos;
    private final Map<String, Remembered> all = new LinkedHashMap<>();

    private record Remembered(Conversation conversation, long touched) {}

    /// Conversations by this clock.
    ///
    /// @param nanos as `System.nanoTime()`
    Conversations(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /// A new conversation.
    Conversation begin(String id) {
        Conversation conversation = new Conversation(id);
        touch(conversation);
        return conversation;
    }

    /// A sign of life.
    void touch(Conversation conversation) {
        all.put(conversation.id(), new Remembered(conversation, nanos.getAsLong()));
        if (all.size() > REMEMBERED) {
            all.remove(all.keySet().iterator().next());
        }
    }

    /// The conversation of that id, if it can be taken up again now.
    Optional<Conversation> find(String id) {
        return Optional.ofNullable(all.get(id))
                .filter(each -> each.conversation.kept())
                .filter(each -> nanos.getAsLong() - each.touched <= KEPT.toNanos())
                .map(Remembered::conversation);
    }
}
