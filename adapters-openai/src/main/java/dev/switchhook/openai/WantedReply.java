package dev.switchhook.openai;

import dev.switchhook.domain.port.speech.SpeechCommand;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The replies that we asked for, until the server takes them up.
///
/// The server answers the caller unasked, so our request may meet a reply that is already in flight; it is then
/// refused and must be repeated after that reply (`wire/openai.md` 3.4), unless that reply has answered what we wanted
/// answered. A request with words of its own is always repeated, three times at most. Not safe for use by several
/// threads.
///
/// The reply in flight may be told to us after our request has left and before its refusal comes: a reply that begins
/// is ours only until our request is refused. Of all requests the latest 16 are remembered.
final class WantedReply {

    private static final int KEPT = 16;
    private static final int MOST_REPEATS = 3;

    private final Map<String, Request> requests = new LinkedHashMap<>();
    private final Deque<Request> again = new ArrayDeque<>();
    private final Set<String> outputsSent = new HashSet<>();
    private final Set<String> outputsKnown = new HashSet<>();

    /// @param takenUp whether a reply has begun since that may be the one
    private record Request(SpeechCommand wish, int repeats, boolean takenUp) {

        boolean hasWordsOfItsOwn() {
            return !wish.equals(new SpeechCommand.Reply(""));
        }
    }

    /// What is asked for again.
    ///
    /// @param repeats how often it was before
    record Repeat(SpeechCommand wish, int repeats) {}

    /// We have asked for a reply. What was to be asked for again and has no words of its own is answered by it.
    void asked(String eventId, SpeechCommand wish) {
        again.removeIf(request -> !request.hasWordsOfItsOwn());
        remember(eventId, new Request(wish, 0, false));
    }

    private void remember(String eventId, Request request) {
        requests.put(eventId, request);
        if (requests.size() > KEPT) {
            requests.remove(requests.keySet().iterator().next());
        }
    }

    /// Whether a request is on its way that the server has not taken up.
    boolean underWay() {
        return requests.values().stream().anyMatch(request -> !request.takenUp);
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
    ///
    /// @param eventId the request that the server names for it; empty when it names none
    void started(String eventId) {
        outputsKnown.clear();
        if (!eventId.isEmpty()) {
            requests.remove(eventId);
            return;
        }
        for (Map.Entry<String, Request> entry : requests.entrySet()) {
            Request request = entry.getValue();
            // The reply of a line would name its request.
            if (!request.takenUp && request.wish instanceof SpeechCommand.Reply) {
                entry.setValue(new Request(request.wish, request.repeats, true));
                return;
            }
        }
    }

    /// Our request was refused because a reply is in flight.
    ///
    /// @param eventId which request; empty when the server does not say, and it was the oldest then
    /// @return which request it was; empty when it is none of ours
    String refused(String eventId) {
        String id = eventId.isEmpty() ? oldestOnItsWay() : eventId;
        Request request = requests.remove(id);
        if (request != null && repeats(request)) {
            again.addLast(request);
        }
        return id;
    }

    private boolean repeats(Request request) {
        if (request.hasWordsOfItsOwn()) {
            return request.repeats < MOST_REPEATS;
        }
        boolean unanswered = !outputsSent.isEmpty() || !outputsKnown.isEmpty();
        return unanswered && request.repeats == 0;
    }

    private String oldestOnItsWay() {
        return requests.entrySet().stream()
                .filter(entry -> !entry.getValue().takenUp)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }

    /// Our request came to nothing, and not because a reply is in flight.
    void failed(String eventId) {
        requests.remove(eventId);
    }

    /// The caller speaks: what tools answered will be part of the answer to the caller.
    void callerSpeaks() {
        again.removeIf(request -> !request.hasWordsOfItsOwn());
    }

    /// What is to be asked for again now that no reply is in flight, the oldest first.
    Optional<Repeat> takeAgain() {
        return Optional.ofNullable(again.pollFirst()).map(request -> new Repeat(request.wish, request.repeats));
    }

    /// A refused request has been repeated.
    void repeated(String eventId, Repeat repeat) {
        remember(eventId, new Request(repeat.wish, repeat.repeats + 1, false));
    }
}
