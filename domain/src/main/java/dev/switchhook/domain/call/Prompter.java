package dev.switchhook.domain.call;

import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.operator.OperatorAct;
import dev.switchhook.domain.port.operator.OperatorRequest;
import dev.switchhook.domain.port.operator.OperatorResult;
import dev.switchhook.domain.turn.ReplyId;
import dev.switchhook.domain.turn.Wish;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The sentences that operators want the agent to say: those that wait for a quiet moment, in the order of asking, and
/// the one that is asked for, being said or being heard. What becomes of each is noted once.
final class Prompter {

    private static final int MOST_WAITING = 5;

    /// A model that does not get it said is not asked for ever.
    private static final int MOST_TRIES = 3;

    /// @param tries how often the model has failed to say it
    /// @param begun whether the caller may have heard the beginning of it
    private record Line(OperatorRequest request, OperatorAct.SayExactly act, int tries, boolean begun) {

        OperatorResult unsaid() {
            return begun ? OperatorResult.CUT_SHORT : OperatorResult.NOT_SAID;
        }
    }

    private final Deque<Line> waiting = new ArrayDeque<>(MOST_WAITING + 1);
    private @Nullable Line current;
    private boolean asked;
    private @Nullable ReplyId reply;
    /// Where its sound ends among all sound that was sent; unknown until the reply is over.
    private long endsAt = Long.MAX_VALUE;

    /// Keeps a sentence, unless too many wait.
    void add(OperatorRequest request, OperatorAct.SayExactly act, Outbox out) {
        if (waiting.size() >= MOST_WAITING) {
            out.journal(new JournalEntry.Operated(request, OperatorResult.TOO_MANY_WAIT));
        } else {
            waiting.addLast(new Line(request, act, 0, false));
        }
    }

    /// Whether there is nothing to say, and nothing is being said.
    boolean isIdle() {
        return current == null && waiting.isEmpty();
    }

    /// Whether a sentence waits to be asked for.
    boolean waits() {
        return current == null && !waiting.isEmpty();
    }

    /// Whether something is to be done or noted at the next quiet moment.
    boolean mayBeDue() {
        return waits() || endsAt != Long.MAX_VALUE;
    }

    /// The sentence that comes next. It is being asked for.
    Wish take() {
        Line next = waiting.removeFirst();
        current = next;
        asked = true;
        reply = null;
        endsAt = Long.MAX_VALUE;
        return new Wish(next.act.text(), true, next.act.interruptible());
    }

    /// A reply begins. It is the sentence if that was asked for.
    void begins(ReplyId started) {
        if (asked) {
            asked = false;
            reply = started;
        }
    }

    /// Whether these words are an operator's, who answers for them. How a provider writes them down may differ in
    /// signs and spaces; what a model adds is its own.
    boolean hasPrompted(ReplyId said, String words) {
        return current != null
                && said.equals(reply)
                && letters(current.act.text()).contains(letters(words));
    }

    private static String letters(String text) {
        return text.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
    }

    /// A reply is over. A sentence that was not said is asked for again, up to a limit.
    ///
    /// @param spoken whether it was said to its end
    /// @param sentMilliseconds how much sound was sent in all
    /// @return whether the model shall say nothing else in its place
    boolean went(ReplyId over, boolean spoken, long sentMilliseconds, Outbox out) {
        if (!over.equals(reply)) {
            return false;
        }
        if (spoken) {
            endsAt = sentMilliseconds;
            return true;
        }
        @Nullable Line failed = current;
        if (failed != null && failed.tries + 1 >= MOST_TRIES) {
            settle(OperatorResult.NOT_SAID, out);
            return false;
        }
        putBack(1);
        return true;
    }

    private void putBack(int failures) {
        @Nullable Line line = current;
        if (line != null) {
            boolean begun = line.begun || reply != null;
            waiting.addFirst(new Line(line.request, line.act, line.tries + failures, begun));
        }
        forget();
    }

    /// The session is gone. What was sent plays on, and what was not said to its end is said by the next one.
    void sessionGone() {
        if (endsAt == Long.MAX_VALUE) {
            putBack(0);
        }
    }

    /// What is being said is cut short.
    ///
    /// @param byCaller whether the caller wanted that; otherwise they hear nothing any more, and hear it later
    /// @param heardMilliseconds of all sound how much is proven to be heard
    void cutShort(boolean byCaller, long heardMilliseconds, Outbox out) {
        if (heardMilliseconds >= endsAt) {
            settle(OperatorResult.DONE, out);
        } else if (byCaller && reply != null) {
            settle(OperatorResult.CUT_SHORT, out);
        } else {
            putBack(0);
        }
    }

    /// So much was heard.
    ///
    /// @param sounds whether sent sound may still be playing
    void heard(long milliseconds, boolean sounds, Outbox out) {
        if (endsAt != Long.MAX_VALUE && (milliseconds >= endsAt || !sounds)) {
            settle(OperatorResult.DONE, out);
        }
    }

    /// Nothing is said any more in this call, or not by us.
    void ends(Outbox out) {
        putBack(0);
        waiting.forEach(line -> out.journal(new JournalEntry.Operated(line.request, line.unsaid())));
        waiting.clear();
    }

    private void settle(OperatorResult result, Outbox out) {
        @Nullable Line settled = current;
        forget();
        if (settled != null) {
            out.journal(new JournalEntry.Operated(settled.request, result));
        }
    }

    private void forget() {
        current = null;
        asked = false;
        reply = null;
        endsAt = Long.MAX_VALUE;
    }
}
