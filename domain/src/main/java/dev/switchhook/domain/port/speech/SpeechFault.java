package dev.switchhook.domain.port.speech;

import java.time.Duration;
import java.util.Optional;

/// What can go wrong with a speech model. `why` is for our logs: it holds no secret and nothing that was said.
public sealed interface SpeechFault {

    /// The provider does not want us: wrong key, unknown model, wrong configuration. Trying again does not help.
    record Refused(String why) implements SpeechFault {}

    /// The provider has no room now.
    record Busy(Optional<Duration> retryAfter) implements SpeechFault {}

    /// The connection could not be made, or broke.
    record Disconnected(String why) implements SpeechFault {}

    /// The session reached its longest duration.
    record SessionExpired() implements SpeechFault {}

    /// The provider sent something that makes no sense, did not set the session up as asked, or makes no reply that
    /// could be heard.
    record Unintelligible(String why) implements SpeechFault {}
}
