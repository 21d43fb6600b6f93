package dev.switchhook.twilio.rehearsal;

import java.net.URI;
import java.time.Duration;
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

    /// Is silent.
    record Pause(Duration length) implements Verb {}

    /// Goes on with another document.
    ///
    /// @param url where it comes from, absolute or relative; empty for the running document once more
    record Redirect(Optional<URI> url) implements Verb {}

    /// Connects the caller to somebody else.
    ///
    /// @param action where the next document comes from, absolute or relative; without one the next verb follows
    /// @param timeout for how long it rings at most
    /// @param number who is called
    record Dial(Optional<URI> action, Duration timeout, String number) implements Verb {}

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
