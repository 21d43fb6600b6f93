package dev.switchhook.openai;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The agent's utterances of a session: how much sound of each was received. Truncation needs it, because the server
/// refuses to cut beyond the sound that it has made (`wire/openai.md` 3.5).
///
/// Only the latest 256 are kept: an older one was played to its end or cut long ago. Not safe for use by several
/// threads.
final class Utterances {

    private static final int KEPT = 256;
    private static final int BYTES_PER_MILLISECOND = 8;

    private final Map<String, Utterance> byItem = new LinkedHashMap<>();

    /// One utterance.
    static final class Utterance {
        private final String item;
        private final String response;
        private final int contentIndex;
        private final boolean afterStop;
        private long bytes;
        private boolean done;

        private Utterance(String item, String response, int contentIndex, boolean afterStop) {
            this.item = item;
            this.response = response;
            this.contentIndex = contentIndex;
            this.afterStop = afterStop;
        }

        String item() {
            return item;
        }

        int contentIndex() {
            return contentIndex;
        }

        long milliseconds() {
            return bytes / BYTES_PER_MILLISECOND;
        }

        boolean done() {
            return done;
        }

        /// Whether it began after its reply was stopped, so that nobody will hear it.
        boolean afterStop() {
            return afterStop;
        }
    }

    /// Notes received sound.
    ///
    /// @param afterStop whether its reply has been stopped before; counts for the first sound of an utterance
    void received(ServerEvent.AudioDelta delta, boolean afterStop) {
        Utterance utterance = byItem.computeIfAbsent(
                delta.item(), item -> new Utterance(item, delta.response(), delta.contentIndex(), afterStop));
        utterance.bytes += delta.audio().byteCount();
        if (byItem.size() > KEPT) {
            byItem.remove(byItem.keySet().iterator().next());
        }
    }

    /// Notes that no more sound of an utterance comes.
    void done(String item) {
        Utterance utterance = byItem.get(item);
        if (utterance != null) {
            utterance.done = true;
        }
    }

    Optional<Utterance> find(String item) {
        return Optional.ofNullable(byItem.get(item));
    }

    /// Visits every utterance that began after that one, in the order of speaking.
    void after(String item, Consumer<Utterance> visitor) {
        boolean past = false;
        for (Utterance utterance : byItem.values()) {
            if (past) {
                visitor.accept(utterance);
            }
            past |= utterance.item.equals(item);
        }
    }

    /// Visits every utterance of a reply, in the order of speaking.
    void ofResponse(@Nullable String response, Consumer<Utterance> visitor) {
        byItem.values().stream()
                .filter(utterance -> utterance.response.equals(response))
                .forEach(visitor);
    }
}
