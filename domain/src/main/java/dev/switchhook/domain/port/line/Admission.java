package dev.switchhook.domain.port.line;

import dev.switchhook.domain.caller.PhoneNumber;
import java.net.URI;
import java.util.Optional;

/// The answer to the announcement of a call.
public sealed interface Admission {

    /// The call is taken: the carrier may open one media connection with this ticket.
    record Admitted(StreamTicket ticket) implements Admission {}

    /// No more calls are taken now.
    ///
    /// @param line the sentence that the caller is told before the carrier dials the desk or hangs up
    /// @param desk who can help the caller instead of us
    record Busy(String line, Optional<PhoneNumber> desk) implements Admission {}

    /// No more calls are taken here; the carrier asks there what to do with this one.
    record Elsewhere(URI url) implements Admission {}

    /// This call was taken before: the announcement is a replay, and nothing is given out again.
    record Replayed() implements Admission {}
}
