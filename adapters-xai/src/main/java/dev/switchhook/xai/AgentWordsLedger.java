package dev.switchhook.xai;

import dev.switchhook.domain.port.speech.SpeechEvent.ReplySaid;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.ReplyId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Collects what the agent says, so that each utterance is passed on once and whole; one that is cut short is passed
/// on as far as its words are known. Owned by the dialogue; keeps at most 64 KiB of one utterance and only the
/// utterances of replies that are not over.
final class AgentWordsLedger {

    private static final int LONGEST = 64 * 1024;

    private record Spoken(ReplyId reply, StringBuilder words) {}

    private final Map<ItemId, Spoken> open = new LinkedHashMap<>();
    private final Set<ItemId> said = new HashSet<>();
    private Optional<ReplyId> current = Optional.empty();

    /// A response begins; what earlier ones said needs no remembering any more.
    void responseBegins(ReplyId reply) {
        current = Optional.of(reply);
        said.clear();
    }

    /// Some more words.
    void more(ReplyId reply, ItemId item, String words) {
        if (said.contains(item) || !current.equals(Optional.of(reply))) {
            return;
        }
        StringBuilder all = open.computeIfAbsent(item, _ -> new Spoken(reply, new StringBuilder())).words;
        all.append(words, 0, Math.min(words.length(), LONGEST - all.length()));
    }

    /// All words of an utterance.
    Optional<ReplySaid> whole(ReplyId reply, ItemId item, String words) {
        Spoken before = open.remove(item);
        String text = words.isBlank() && before != null ? before.words.toString() : words;
        if (text.isBlank() || !said.add(item)) {
            return Optional.empty();
        }
        return Optional.of(new ReplySaid(reply, item, text.strip()));
    }

    /// A response is over: what it did not finish saying is all that it said.
    List<ReplySaid> responseEnds(ReplyId reply) {
        List<ReplySaid> unfinished = new ArrayList<>();
        for (Map.Entry<ItemId, Spoken> entry : List.copyOf(open.entrySet())) {
            if (entry.getValue().reply.equals(reply)) {
                whole(reply, entry.getKey(), "").ifPresent(unfinished::add);
            }
        }
        return unfinished;
    }
}
