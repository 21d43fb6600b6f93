package dev.switchhook.domain.call;

import dev.switchhook.domain.port.assistant.Opening;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.recording.TapeOrder;
import dev.switchhook.domain.turn.ReplyId;
import dev.switchhook.domain.turn.Wish;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The lines with which the agent begins: the disclosure, if there is one, until it was said to its end, and then what
/// the moment wants, as a rule the greeting. A call that is recorded is recorded from the first sound of the
/// disclosure on, and what was recorded is kept once the caller has heard it to its end.
final class OpeningLines {

    /// A model that breaks it off each time would say nothing else for ever.
    private static final int MOST_TRIES = 3;

    private final Optional<Wish> disclosure;
    private final boolean recorded;
    private Optional<Wish> next = Optional.empty();
    private boolean disclosed;
    private boolean owed;
    private boolean asked;
    private @Nullable ReplyId reply;
    private int tries;
    private boolean taping;
    /// Whether it sounds, or has sounded, without a proof that the caller has heard its end.
    private boolean unproven;
    private long endsAt = Long.MAX_VALUE;

    OpeningLines(Opening opening) {
        disclosure = opening.disclosure().map(line -> new Wish(line, true, false));
        recorded = opening.recorded();
        disclosed = disclosure.isEmpty();
    }

    /// Another process has begun the call, and may have noted that the caller has heard the disclosure.
    void remembers(Past past) {
        disclosed |= disclosure
                .map(line -> JournalEntry.Disclosed.version(line.words()))
                .filter(past.disclosed()::contains)
                .isPresent();
    }

    /// The agent speaks first.
    ///
    /// @param wanted what is said after the disclosure
    /// @return what is said at once, when the disclosure was said; empty when it is owed
    Optional<Wish> begin(Wish wanted, Outbox out) {
        if (!disclosed) {
            next = Optional.of(wanted);
            owed = true;
            return Optional.empty();
        }
        if (recorded && !taping && !unproven && tries == 0) {
            // Whoever had the call before has told the caller.
            tape(TapeOrder.BEGIN, out);
            tape(TapeOrder.KEEP, out);
        }
        return Optional.of(wanted);
    }

    private void tape(TapeOrder order, Outbox out) {
        if (recorded) {
            taping = order != TapeOrder.DISCARD;
            out.add(new CallEffect.ToTape(order));
        }
    }

    /// Whether the disclosure is to be said before anything else that is said.
    boolean isOwed() {
        return owed;
    }

    /// The model speaks by itself. When the disclosure is owed, that is not heard, and is asked for after it.
    ///
    /// @return whether the disclosure is owed
    boolean comesFirst() {
        if (owed) {
            next = Optional.of(Wish.cue(""));
        }
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

    /// Sound of a reply is about to be sent.
    void sounds(ReplyId sounding, Outbox out) {
        if (sounding.equals(reply) && !unproven) {
            unproven = true;
            if (!taping) {
                tape(TapeOrder.BEGIN, out);
            }
        }
    }

    /// The session that said it is gone. What was not said to its end is owed.
    void gone() {
        owed |= asked || reply != null;
        asked = false;
        reply = null;
    }

    /// What was sent up to here is heard.
    ///
    /// @param heardMilliseconds of all sound how much is proven to be heard
    void heard(long heardMilliseconds, Outbox out) {
        if (unproven && heardMilliseconds >= endsAt) {
            isProven(true, out);
        }
    }

    /// Nothing more is heard of what was sent.
    ///
    /// @param lineLives whether the caller is there: then the time of the whole line has passed, and only its proof
    ///     is missing
    void cut(boolean lineLives, Outbox out) {
        if (unproven && (!lineLives || endsAt != Long.MAX_VALUE)) {
            disclosed &= lineLives;
            isProven(false, out);
        }
    }

    private void isProven(boolean wholly, Outbox out) {
        unproven = false;
        endsAt = Long.MAX_VALUE;
        disclosure.ifPresent(line -> out.journal(JournalEntry.Disclosed.of(line.words(), wholly)));
        tape(wholly ? TapeOrder.KEEP : TapeOrder.DISCARD, out);
    }

    /// A reply is over. A disclosure that was not said to its end is owed again, up to a limit.
    ///
    /// @param spoken whether it was said to its end
    /// @param answered whether the caller has spoken, so that an answer takes the place of what was to follow
    /// @param sentMilliseconds how much sound was sent in all
    /// @return what is to be said next, if it was the disclosure
    Optional<Wish> went(ReplyId over, boolean spoken, boolean answered, long sentMilliseconds, Outbox out) {
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
        if (spoken) {
            endsAt = sentMilliseconds;
        } else if (unproven) {
            isProven(false, out);
        }
        Optional<Wish> after = next;
        next = Optional.empty();
        return after;
    }
}
