package dev.switchhook.openai;

import java.util.LinkedHashSet;
import java.util.SequencedSet;

/// Remembers which ids were acted upon, the latest 1,024 of them. Not safe for use by several threads.
final class Seen {

    private static final int KEPT = 1_024;

    private final SequencedSet<String> ids = new LinkedHashSet<>();

    /// Whether this id is new; it is not from now on.
    boolean isNew(String id) {
        boolean isNew = ids.add(id);
        if (ids.size() > KEPT) {
            ids.removeFirst();
        }
        return isNew;
    }
}
