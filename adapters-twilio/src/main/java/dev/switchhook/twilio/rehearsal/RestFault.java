package dev.switchhook.twilio.rehearsal;

import java.time.Duration;

/// How the REST API fails instead of answering properly.
public sealed interface RestFault {

    /// Answers this HTTP status, with Twilio's error body; the request has no effect.
    ///
    /// @param code for example 401, 404, 429, 500, 503
    record Status(int code) implements RestFault {}

    /// Answers properly, but late; the request has its effect at once.
    record Late(Duration by) implements RestFault {}

    /// Never answers; the request has no effect.
    record Silence() implements RestFault {}

    /// Never answers, but does what was asked.
    record SilenceButApplied() implements RestFault {}
}
