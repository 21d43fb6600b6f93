package dev.switchhook.domain.call;

import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.turn.ReplyId;
import dev.switchhook.domain.turn.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The one reply that follows what tools have answered: in the model's own words, or the lines of the tools word for
/// word ([ToolOutcome.Done#exactly]). When some tools have such a line and others have none, the model tells all of it,
/// and is asked for the lines as they stand: one reply tells everything, and may be broken off.
///
/// The lines are the present session's, and are given up when the caller speaks before they were asked for: the model
/// answers that, and knows what the tools have answered.
final class Continuation {

    /// The model has spoken since the caller did, as a rule in the reply that asked for the tool.
    private static final String GO_ON = "Go on from what you have already said: tell the caller what the tools"
            + " have answered, and repeat nothing.";

    private final List<String> lines = new ArrayList<>();
    private boolean interruptible = true;
    private boolean othersToo;
    private Optional<Wish> wanted = Optional.empty();
    private boolean asked;
    private @Nullable ReplyId reply;

    /// The model was given this outcome, about which the caller is owed an answer.
    void owes(ToolOutcome outcome) {
        if (outcome instanceof ToolOutcome.Done done && done.exactly().isPresent()) {
            lines.add(done.exactly().get());
            interruptible &= done.interruptible();
        } else {
            othersToo = true;
        }
    }

    /// Nothing is owed any more.
    void forget() {
        lines.clear();
        interruptible = true;
        othersToo = false;
    }

    /// What to ask for now.
    ///
    /// @param spoken whether the model has spoken about it already
    Wish want(boolean spoken) {
        Wish wish = wish(spoken);
        forget();
        wanted = Optional.of(wish);
        return wish;
    }

    private Wish wish(boolean spoken) {
        String said = String.join(" ", lines);
        if (said.isEmpty()) {
            return Wish.cue(spoken ? GO_ON : "");
        }
        return othersToo
                ? Wish.cue(GO_ON + " Say this word for word, as it stands: " + said)
                : new Wish(said, true, interruptible);
    }

    /// Whether this is what was wanted.
    boolean is(Wish wish) {
        return !wish.words().isEmpty() && wanted.filter(wish::equals).isPresent();
    }

    /// This is asked for.
    void asked(Wish wish) {
        asked = is(wish);
    }

    /// A reply begins. It is the continuation if that was asked for.
    void begins(ReplyId started) {
        reply = asked ? started : null;
        asked = false;
    }

    /// What to ask for again because a reply has failed; empty when it was no line of a tool.
    Optional<Wish> repeats(ReplyId failed) {
        return failed.equals(reply) ? wanted.filter(Wish::exactly) : Optional.empty();
    }

    /// The session is gone.
    void gone() {
        wanted = Optional.empty();
        asked = false;
        reply = null;
    }
}
