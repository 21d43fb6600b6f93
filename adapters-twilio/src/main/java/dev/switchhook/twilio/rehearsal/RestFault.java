package dev.switchhook.twilio.rehearsal;

/// How the REST API fails instead of answering properly.
public sealed interface RestFault {

    /// Answers this HTTP status, with Twilio's error body; the request has no effect.
    ///
    /// @param code for example 401, 404, 429, 500, 503
    record Status(int code) implements RestFault {}

    /// Never answers; the request has no effect.
    record Silence() implements RestFault {}

    /// Never answers, but does what was asked.
    record SilenceButApplied() implements RestFault {}
}
