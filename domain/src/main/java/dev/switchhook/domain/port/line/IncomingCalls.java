package dev.switchhook.domain.port.line;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import java.util.Optional;

/// Where a carrier's adapter brings its calls. Every method returns at once and may be called from any thread.
public interface IncomingCalls {

    /// A call is announced by a request whose origin was proven. The same call announced again gets the same ticket
    /// as long as that has not been used.
    Admission announce(IncomingCall call);

    /// Whether a media connection with this ticket is worth a handshake: the ticket was given out, has not been
    /// used, and has not expired. Nothing is claimed by asking.
    boolean expects(StreamTicket ticket);

    /// A media connection is open and says which call it belongs to. The first one that shows the right ticket for
    /// the call gets the call, atomically; the ticket is used up.
    ///
    /// @return where the events of the line go, [LineEvent.Opened] first; empty when ticket and call do not fit, or
    ///     the ticket was used or has expired: the connection must then be closed
    Optional<LineListener> connect(StreamTicket ticket, CallId call, PhoneLine line);

    /// The carrier asks what to do after the media connection of a call has ended.
    AfterStream afterStream(CallId call);

    /// The carrier reports the state of a call; in any order, repeatedly, late, or never.
    void statusChanged(CallId call, LineStatus status);
}
