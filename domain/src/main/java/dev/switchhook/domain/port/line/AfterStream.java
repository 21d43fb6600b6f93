package dev.switchhook.domain.port.line;

import dev.switchhook.domain.caller.PhoneNumber;
import java.util.Optional;

/// What the carrier should do with a call whose media connection has ended, or should end.
public sealed interface AfterStream {

    /// Hang up.
    record HangUp() implements AfterStream {}

    /// Make a new media connection with this ticket: the conversation goes on.
    ///
    /// @param line what the caller is told before, if anything
    record Reconnect(StreamTicket ticket, Optional<String> line) implements AfterStream {}

    /// Say this line to the caller, who is still there; then dial the desk, or hang up when there is none.
    ///
    /// @param desk who can help the caller instead of us
    record Apologise(String line, Optional<PhoneNumber> desk) implements AfterStream {}

    /// Say this line to the caller, wait a moment, and ask again what to do: nobody can serve the call just now, and
    /// somebody soon will.
    record AskAgain(String line) implements AfterStream {}

    /// Ask at once what to do. For a request that the carrier may obey long after it was given up: what is done then is
    /// judged when it obeys, and not when it was asked.
    record AskNow() implements AfterStream {}
}
