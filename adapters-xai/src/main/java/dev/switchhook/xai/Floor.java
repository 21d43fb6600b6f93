package dev.switchhook.xai;

import dev.switchhook.domain.turn.ReplyId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who has the floor: at most one response at a time. What we want said while a response is under way waits until it
/// is done, because the provider refuses a second one (wire/xai.md 3.3). Owned by the dialogue.
///
/// Bounded by numbers: one answer and 16 lines may wait; a further line takes the place of the oldest
/// one, which is counted.
final class Floor {

    private static final int MOST_LINES = 16;

    /// What we want said.
    sealed interface Wish {

        /// A reply of the model's own.
        ///
        /// @param cue what it is for; may be empty
        record Answer(String cue) implements Wish {}

        /// A line, word for word. Its response brings nothing that names the line, so that lines are told apart by
        /// their order: the next response after a line is the line's.
        record Line(String text, boolean interruptible) implements Wish {}
    }

    private final Deque<Wish> waiting = new ArrayDeque<>();
    private final Deque<Wish.Line> written = new ArrayDeque<>();
    private final Map<ReplyId, Wish.Line> spoken = new HashMap<>();
    private final XaiCounts counts;
    private @Nullable ReplyId active;
    private Wish.@Nullable Answer asked;
    private boolean askedAgain;

    Floor(XaiCounts counts) {
        this.counts = counts;
    }

    /// The response that is under way.
    Optional<ReplyId> active() {
        return Optional.ofNullable(active);
    }

    /// Wants something said.
    ///
    /// @return what is to be written now; empty when it has to wait
    Optional<Wish> want(Wish wish) {
        if (wish instanceof Wish.Answer) {
            waiting.removeIf(Wish.Answer.class::isInstance);
        } else {
            makeRoom();
        }
        if (active == null) {
            return Optional.of(written(wish, false));
        }
        waiting.addLast(wish);
        return Optional.empty();
    }

    private void makeRoom() {
        List<Wish> lines = waiting.stream().filter(Wish.Line.class::isInstance).toList();
        if (lines.size() >= MOST_LINES) {
            waiting.removeFirstOccurrence(lines.getFirst());
            counts.droppedLines.increment();
        }
    }

    private Wish written(Wish wish, boolean again) {
        switch (wish) {
            case Wish.Line line -> written.addLast(line);
            case Wish.Answer answer -> {
                asked = answer;
                askedAgain = again;
            }
        }
        return wish;
    }

    /// The caller speaks, and the provider will answer by itself: a reply on top of that would be one too many. A
    /// line that must not be interrupted is said nevertheless.
    void callerSpeaks() {
        waiting.removeIf(wish -> !(wish instanceof Wish.Line line) || line.interruptible());
        written.removeIf(Wish.Line::interruptible);
        asked = null;
    }

    /// A response has begun: the one that we asked for, or one that the provider gives by itself, in which case it will
    /// refuse ours.
    void began(ReplyId reply) {
        active = reply;
        Wish.Line line = written.poll();
        if (line != null) {
            spoken.put(reply, line);
        }
    }

    /// The provider refused what we asked for, because a response is under way: it waits, once.
    ///
    /// @param worthwhile whether something has happened that the response under way may not know
    void refused(boolean worthwhile) {
        Wish.Answer answer = asked;
        asked = null;
        if (answer != null && !askedAgain && (worthwhile || !answer.cue().isEmpty())) {
            askedAgain = true;
            waiting.addLast(answer);
        }
    }

    /// A response is done.
    ///
    /// @return what is to be written now
    Optional<Wish> ended(ReplyId reply) {
        spoken.remove(reply);
        if (!reply.equals(active)) {
            return Optional.empty();
        }
        active = null;
        asked = null;
        boolean again = askedAgain;
        askedAgain = false;
        return Optional.ofNullable(waiting.poll()).map(wish -> written(wish, again));
    }

    /// Whether the response under way is a line that must not be interrupted.
    boolean isUninterruptible() {
        Wish.Line line = active == null ? null : spoken.get(active);
        return line != null && !line.interruptible();
    }
}
