package dev.switchhook.twilio.rehearsal;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A TwiML document as the rehearsal executes it.
///
/// @param verbs what can be executed, in order
/// @param complaints everything that Twilio would warn about, or that ends badly in the field
record Twiml(List<Verb> verbs, List<Complaint> complaints) {

    /// One instruction.
    sealed interface Verb {}

    /// Opens a media stream and waits for its end.
    ///
    /// @param action where the next document comes from, absolute or relative
    /// @param stream the stream
    record Connect(Optional<URI> action, Stream stream) implements Verb {}

    /// Speaks a line.
    record Say(String line) implements Verb {}

    /// Ends the call.
    record Hangup() implements Verb {}

    /// Ends a call that was not answered yet.
    record Reject() implements Verb {}

    /// The stream of a [Connect].
    ///
    /// @param url without query and fragment, which Twilio drops
    /// @param parameters what `start` carries as `customParameters`
    record Stream(URI url, Optional<URI> statusCallback, String name, Map<String, String> parameters) {

        /// Keeps its own copy of the parameters.
        Stream {
            parameters = Map.copyOf(parameters);
        }
    }

    /// Keeps its own copies.
    Twiml {
        verbs = List.copyOf(verbs);
        complaints = List.copyOf(complaints);
    }
}
