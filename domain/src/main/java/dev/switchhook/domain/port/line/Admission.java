package dev.switchhook.domain.port.line;

/// The answer to the announcement of a call.
public sealed interface Admission {

    /// The call is taken: the carrier may open one media connection with this ticket.
    record Admitted(StreamTicket ticket) implements Admission {}

    /// No more calls are taken now.
    ///
    /// @param line the sentence that the caller is told before the carrier hangs up
    record Busy(String line) implements Admission {}

    /// This call was taken before: the announcement is a replay, and nothing is given out again.
    record Replayed() implements Admission {}
}
