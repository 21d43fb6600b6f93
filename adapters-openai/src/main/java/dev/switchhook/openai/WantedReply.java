package dev.switchhook.openai;

import dev.switchhook.domain.port.speech.SpeechCommand;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The reply that we asked for last, until the server takes it up.
///
/// The server answers the caller unasked, so our request may meet a reply that is already in flight; it is then
/// refused and must be repeated once after that reply (`wire/openai.md` 3.4), unless that reply has answered what we
/// wanted answered. A request with words of its own is always repeated. Not safe for use by several threads.
///
/// The reply in flight may be told to us after our request has left and before its refusal comes: a reply that begins
/// is ours only until our request is refused.
final class WantedReply {

    private @Nullable Request asked;
    private @Nullable Request takenUp;
    private @Nullable Request again;
    private final Set<String> outputsSent = new HashSet<>();
    private final Set<String> outputsKnown = new HashSet<>();

    private record Request(String eventId, SpeechCommand wish, boolean repeated) {

        boolean hasWordsOfItsOwn() {
            return !wish.equals(new SpeechCommand.Reply(""));
        }
    }

    /// We have asked for a reply.
    void asked(String eventId, SpeechCommand wish) {
        asked = new Request(eventId, wish, false);
        takenUp = null;
        again = null;
    }

    /// Whether a request is on its way that the server has not taken up.
    boolean underWay() {
        return asked != null;
    }

    /// A tool's output was sent.
    void outputSent(String callId) {
        outputsSent.add(callId);
    }

    /// A tool's output is part of the conversation: a reply that starts after this knows it.
    void outputKnown(String callId) {
        if (outputsSent.remove(callId)) {
            outputsKnown.add(callId);
        }
    }

    /// A reply has started.
    void started() {
        takenUp = asked;
        asked = null;
        outputsKnown.clear();
    }

    /// Our request was refused because a reply is in flight.
    ///
    /// @param eventId which request; empty when the server does not say
    /// @return whether it will not be repeated
    boolean refused(String eventId) {
        Request request = asked;
        if (request == null && takenUp != null && eventId.equals(takenUp.eventId)) {
            request = takenUp;
        }
        if (request == null || (!eventId.isEmpty() && !eventId.equals(request.eventId))) {
            return true;
        }
        asked = null;
        takenUp = null;
        boolean unanswered = !outputsSent.isEmpty() || !outputsKnown.isEmpty();
        boolean repeating = !request.repeated && (unanswered || request.hasWordsOfItsOwn());
        if (repeating) {
            again = request;
        }
        return !repeating;
    }

    /// Our request came to nothing, and not because a reply is in flight.
    void failed(String eventId) {
        if (asked != null && asked.eventId.equals(eventId)) {
            asked = null;
        }
    }

    /// The caller speaks: what tools answered will be part of the answer to the caller.
    void callerSpeaks() {
        if (again != null && !again.hasWordsOfItsOwn()) {
            again = null;
        }
    }

    /// What is to be asked for again now that no reply is in flight.
    Optional<SpeechCommand> takeAgain() {
        Optional<SpeechCommand> wish = Optional.ofNullable(again).map(Request::wish);
        again = null;
        return wish;
    }

    /// A refused request has been repeated; it is not repeated twice.
    void repeated(String eventId, SpeechCommand wish) {
        asked = new Request(eventId, wish, true);
        takenUp = null;
    }
}
