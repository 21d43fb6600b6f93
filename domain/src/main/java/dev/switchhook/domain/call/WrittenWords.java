package dev.switchhook.domain.call;

import java.util.ArrayList;
import java.util.List;

/// What the caller has written and the model was not told yet, because it was not there.
///
/// Bounded: past eight texts the further ones are dropped.
final class WrittenWords {

    private static final int MOST = 8;

    private final List<String> waiting = new ArrayList<>();

    /// Keeps a text.
    ///
    /// @return whether there was room for it
    boolean add(String text) {
        return waiting.size() < MOST && waiting.add(text);
    }

    boolean areThere() {
        return !waiting.isEmpty();
    }

    /// Takes all of them, in the order of writing.
    List<String> take() {
        List<String> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }
}
