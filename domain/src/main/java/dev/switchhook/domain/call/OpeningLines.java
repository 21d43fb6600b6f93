package dev.switchhook.domain.call;

import dev.switchhook.domain.port.assistant.Opening;
import dev.switchhook.domain.turn.Wish;
import java.util.Optional;

/// The lines with which the agent begins: the disclosure, if there is one, until it was said to its end, and then what
/// the moment wants, as a rule the greeting.
final class OpeningLines {

    /// A model that breaks it off each time would say nothing else for ever.
    private static final int MOST_TRIES = 3;

    private final Optional<Wish> disclosure;
    private Optional<Wish> next = Optional.empty();
    private boolean disclosed;
    private int tries;

    OpeningLines(Opening opening) {
        disclosure = opening.disclosure().map(line -> new Wish(line, true, false));
        disclosed = disclosure.isEmpty();
    }

    /// Another process has begun the call. What was said in it began with the disclosure.
    void remembers(Past past) {
        disclosed |= !past.turns().isEmpty();
    }

    /// What is said first.
    ///
    /// @param wanted what is said after the disclosure, or at once when that was said
    Wish begin(Wish wanted) {
        if (disclosed || disclosure.isEmpty()) {
            return wanted;
        }
        next = Optional.of(wanted);
        tries++;
        return disclosure.get();
    }

    /// A reply is over.
    ///
    /// @param spoken whether it was said to its end
    /// @return what is to be said next, if it was the disclosure
    Optional<Wish> went(boolean spoken) {
        if (next.isEmpty()) {
            return Optional.empty();
        }
        if (!spoken && tries < MOST_TRIES) {
            return Optional.of(begin(next.get()));
        }
        disclosed = true;
        Optional<Wish> after = next;
        next = Optional.empty();
        return after;
    }
}
