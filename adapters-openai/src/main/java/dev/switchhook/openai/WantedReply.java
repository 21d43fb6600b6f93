package dev.switchhook.openai;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The reply that we asked for last, until the server takes it up.
///
/// The server answers the caller unasked, so our request may meet a reply that is already in flight; it is then
/// refused and must be repeated once after that reply (`wire/openai.md` 3.4), unless that reply has answered what we
/// wanted answered. A request with a cue of its own is always repeated. Not safe for use by several threads.
final class WantedReply {

    private @Nullable Request asked;
    private @Nullable Request again;
    private final Set<String> outputsSent = new HashSet<>();
    private final Set<String> outputsKnown = new HashSet<>();

    private record Request(String eventId, String cue, boolean repeated) {}

    /// We have asked for a reply.
    void asked(String eventId, String cue) {
        asked = new Request(eventId, cue, false);
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
        asked = null;
        outputsKnown.clear();
    }

    /// Our request was refused because a reply is in flight.
    ///
    /// @param eventId which request; empty when the server does not say
    void refused(String eventId) {
        Request request = asked;
        if (request == null || (!eventId.isEmpty() && !eventId.equals(request.eventId))) {
            return;
        }
        asked = null;
        boolean unanswered = !outputsSent.isEmpty() || !outputsKnown.isEmpty();
        if (!request.repeated && (unanswered || !request.cue.isEmpty())) {
            again = request;
        }
    }

    /// The caller speaks: what tools answered will be part of the answer to the caller.
    void callerSpeaks() {
        if (again != null && again.cue.isEmpty()) {
            again = null;
        }
    }

    /// The cue of a request that is to be repeated now that no reply is in flight.
    Optional<String> takeAgain() {
        Optional<String> cue = Optional.ofNullable(again).map(Request::cue);
        again = null;
        return cue;
    }

    /// A refused request has been repeated; it is not repeated twice.
    void repeated(String eventId, String cue) {
        asked = new Request(eventId, cue, true);
    }
}
