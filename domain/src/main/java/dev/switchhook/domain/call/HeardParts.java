package dev.switchhook.domain.call;

import dev.switchhook.domain.turn.HeardItem;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.Turn;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Which words of the agent the caller has heard in part only. The names of utterances are those of one session of
/// the model: another session may use them again for something else.
///
/// Bounded: known of the latest hundred utterances.
final class HeardParts {

    private static final int MOST = 100;

    private final Map<ItemId, Long> cutNow = new LinkedHashMap<>();
    private final Deque<Turn.Agent> saidNow = new ArrayDeque<>();
    private final Deque<Turn.Agent> saidBefore = new ArrayDeque<>();
    private final IdentityHashMap<Turn, Long> heard = new IdentityHashMap<>();
    private final Deque<Turn.Agent> cut = new ArrayDeque<>();

    /// The names of utterances mean something else from now on.
    void newSession() {
        saidNow.forEach(turn -> keep(saidBefore, turn));
        saidNow.clear();
        cutNow.clear();
    }

    /// The present session has said this; it may have been cut before its words were known.
    void said(Turn.Agent turn) {
        keep(saidNow, turn);
        Long milliseconds = cutNow.get(turn.item());
        if (milliseconds != null) {
            put(turn, milliseconds);
        }
    }

    /// No more than this was heard of an utterance of the present session.
    ///
    /// @return what it said, as far as that is known
    Optional<Turn.Agent> cutShort(HeardItem item) {
        cutNow.remove(item.item());
        cutNow.put(item.item(), item.milliseconds());
        if (cutNow.size() > MOST) {
            cutNow.remove(cutNow.keySet().iterator().next());
        }
        return find(saidNow, item);
    }

    /// No more than this was heard of an utterance of the session before.
    ///
    /// @return what it said, if that is known
    Optional<Turn.Agent> cutShortOfFormer(HeardItem item) {
        return find(saidBefore, item);
    }

    /// How many milliseconds of it were heard; empty when it was not cut.
    Optional<Long> heard(Turn turn) {
        return Optional.ofNullable(heard.get(turn));
    }

    private Optional<Turn.Agent> find(Deque<Turn.Agent> said, HeardItem item) {
        Iterator<Turn.Agent> latestFirst = said.descendingIterator();
        while (latestFirst.hasNext()) {
            Turn.Agent turn = latestFirst.next();
            if (turn.item().equals(item.item())) {
                put(turn, item.milliseconds());
                return Optional.of(turn);
            }
        }
        return Optional.empty();
    }

    private void put(Turn.Agent turn, long milliseconds) {
        if (heard.put(turn, milliseconds) == null) {
            cut.addLast(turn);
            if (cut.size() > MOST) {
                heard.remove(cut.removeFirst());
            }
        }
    }

    private static void keep(Deque<Turn.Agent> turns, Turn.Agent turn) {
        turns.addLast(turn);
        if (turns.size() > MOST) {
            turns.removeFirst();
        }
    }
}
