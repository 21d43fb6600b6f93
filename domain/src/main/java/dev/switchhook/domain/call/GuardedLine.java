package dev.switchhook.domain.call;

import dev.switchhook.domain.turn.ReplyId;
import dev.switchhook.domain.turn.Wish;
import org.jspecify.annotations.Nullable;

/// A line that the caller cannot break off: from being asked for until its last word was heard.
final class GuardedLine {

    private boolean asked;
    private @Nullable ReplyId reply;
    private long endsAt = Long.MAX_VALUE;

    /// A reply was asked for.
    void asked(Wish wish) {
        asked = !wish.interruptible();
    }

    /// A reply begins. It is the one that was asked for, if one was.
    void begins(ReplyId started) {
        if (asked) {
            asked = false;
            reply = started;
            endsAt = Long.MAX_VALUE;
        }
    }

    /// A reply is over; its sound ends where the sound that was sent so far ends.
    void finished(ReplyId over, long sentMilliseconds) {
        if (over.equals(reply)) {
            endsAt = sentMilliseconds;
        }
    }

    /// Nobody hears it any more, or the session that said it is gone.
    void gone() {
        asked = false;
        reply = null;
    }

    /// Whether such a line is asked for, being made or being heard.
    ///
    /// @param heardMilliseconds of all sound how much is proven to be heard
    /// @param sounds whether sent sound may still be playing
    boolean holds(long heardMilliseconds, boolean sounds) {
        boolean beingMade = endsAt == Long.MAX_VALUE;
        return asked || (reply != null && (beingMade || (sounds && heardMilliseconds < endsAt)));
    }
}
