package dev.switchhook.xai.rehearsal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/// What was said and done in one conversation, which may outlive the session that it began in. A reply that was cut
/// short is not part of it (wire/xai.md 3.4). Used on the event loop of the server.
final class Conversation {

    /// More than any call has.
    private static final int MOST_ITEMS = 10_000;

    private final String id;
    private final List<ObjectNode> items = new ArrayList<>();
    private int utterances;
    private int responses;
    private boolean kept;

    Conversation(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    /// The client wants it to be kept.
    void keep() {
        kept = true;
    }

    boolean kept() {
        return kept;
    }

    /// The id of the caller's next utterance.
    String nextUtterance() {
        return "item_user_" + ++utterances;
    }

    /// The number of the next response.
    int nextResponse() {
        return ++responses;
    }

    void add(ObjectNode item) {
        if (items.size() < MOST_ITEMS) {
            items.add(item.deepCopy());
        }
    }

    List<ObjectNode> items() {
        return List.copyOf(items);
    }
}
