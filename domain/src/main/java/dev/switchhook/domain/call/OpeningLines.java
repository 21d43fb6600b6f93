package dev.switchhook.domain.call;

import dev.switchhook.domain.port.assistant.Opening;
import dev.switchhook.domain.turn.ReplyId;
import dev.switchhook.domain.turn.Turn;
import dev.switchhook.domain.turn.Wish;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The lines with which the agent begins: the disclosure, if there is one, until it was said to its end, and then what
/// the moment wants, as a rule the greeting.
final class OpeningLines {

    /// A model that breaks it off each time would say nothing else for ever.
    private static final int MOST_TRIES = 3;

    private final Optional<Wish> disclosure;
    private Optional<Wish> next = Optional.empty();
    private boolean disclosed;
    private boolean owed;
    private boolean asked;
    private @Nullable ReplyId reply;
    private int tries;

    OpeningLines(Opening opening) {
        disclosure = opening.disclosure().map(line -> new Wish(line, true, false));
        disclosed = disclosure.isEmpty();
    }

    /// Another process has begun the call. The disclosure was said in it when the agent's words tell so; how a
    /// provider writes them down may differ in signs and spaces.
    void remembers(Past past) {
        disclosed |= disclosure.filter(line -> said(line.words(), past)).isPresent();
    }

    private static boolean said(String line, Past past) {
        return past.turns().stream()
                .anyMatch(turn ->
                        turn instanceof Turn.Agent && letters(turn.text()).contains(letters(line)));
    }

    private static String letters(String text) {
        return text.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
    }

    /// The agent speaks first.
    ///
    /// @param wanted what is said after the disclosure
    /// @return what is said at once, when the disclosure was said; empty when it is owed
    Optional<Wish> begin(Wish wanted) {
        if (disclosed) {
            return Optional.of(wanted);
        }
        next = Optional.of(wanted);
        owed = true;
        return Optional.empty();
    }

    /// Whether the disclosure is to be said before anything else that we ask for.
    boolean isOwed() {
        return owed;
    }

    /// The disclosure that is owed. It is being asked for.
    Optional<Wish> take() {
        if (!owed) {
            return Optional.empty();
        }
        owed = false;
        asked = true;
        reply = null;
        tries++;
        return disclosure;
    }

    /// A reply begins. It is the disclosure if that was asked for.
    void begins(ReplyId started) {
        if (asked) {
            asked = false;
            reply = started;
        }
    }

    /// Nobody hears what is being said, or the session that said it is gone. What was not said to its end is owed.
    void gone() {
        owed |= asked || reply != null;
        asked = false;
        reply = null;
    }

    /// A reply is over. A disclosure that was not said to its end is owed again, up to a limit.
    ///
    /// @param spoken whether it was said to its end
    /// @param answered whether the caller has spoken, so that an answer takes the place of what was to follow
    /// @return what is to be said next, if it was the disclosure
    Optional<Wish> went(ReplyId over, boolean spoken, boolean answered) {
        if (!over.equals(reply)) {
            return Optional.empty();
        }
        reply = null;
        next = answered ? Optional.empty() : next;
        if (!spoken && tries < MOST_TRIES) {
            owed = true;
            return Optional.empty();
        }
        disclosed = true;
        Optional<Wish> after = next;
        next = Optional.empty();
        return after;
    }
}
