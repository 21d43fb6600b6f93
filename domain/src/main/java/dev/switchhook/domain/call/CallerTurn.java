package dev.switchhook.domain.call;

import java.time.Duration;
import java.time.Instant;

/// The caller's part, as far as the agent has to heed it: whether they speak, and whether their last words were
/// answered.
final class CallerTurn {

    /// Nobody speaks for so long without a pause that a model would notice; one that says nothing at all
    /// meanwhile may have stalled, and would never say that the caller has finished.
    private static final Duration LONGEST_LISTENING = Duration.ofSeconds(20);

    private boolean speaking;
    private boolean unheeded;
    private Instant lastSign = Instant.MIN;
    private boolean beingAnswered;
    private boolean answered;

    /// Whether they speak.
    boolean isSpeaking() {
        return speaking;
    }

    /// They begin to speak.
    void begins() {
        speaking = true;
        unheeded = false;
        asksSomething();
    }

    /// They do not speak any more.
    void ends() {
        speaking = false;
    }

    /// They want an answer.
    void asksSomething() {
        beingAnswered = true;
        isOwedAnswer();
    }

    /// They have not heard an answer to their last words, or not the whole of it.
    void isOwedAnswer() {
        answered = false;
    }

    /// They speak into what must be heard to its end.
    void mustWait() {
        unheeded = true;
    }

    /// Whether they speak, and did so into a line that they could not break off.
    boolean isUnheeded() {
        return unheeded && speaking;
    }

    /// They are obeyed.
    void heeded() {
        unheeded = false;
    }

    /// The model has given a sign that it listens.
    void isListenedTo(Instant now) {
        lastSign = now;
    }

    /// Until when a model that gives no sign is believed to listen; [Instant#MAX] while nobody speaks.
    Instant listenedToUntil() {
        return speaking ? lastSign.plus(LONGEST_LISTENING) : Instant.MAX;
    }

    /// A reply is asked for.
    ///
    /// @param continues whether it goes on with an answer after tools have answered
    /// @param plain whether it has no words of ours, so that it may be an answer
    void replyAsked(boolean continues, boolean plain) {
        beingAnswered = continues || (beingAnswered && plain);
    }

    /// Whether the reply that is asked for, or in flight, answers their last words.
    boolean isBeingAnswered() {
        return beingAnswered;
    }

    /// A reply sounds.
    void hearsReply() {
        answered |= beingAnswered;
    }

    /// Whether an answer to their last words has sounded.
    boolean isAnswered() {
        return answered;
    }
}
