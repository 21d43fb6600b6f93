package dev.switchhook.domain.port.line;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;

/// Where a carrier's adapter brings its calls. May be called from any thread. What has to look into the registry of
/// calls is slow: it may block for 2 s, and belongs on a virtual thread.
public interface IncomingCalls {

    /// A call is announced by a request whose origin was proven. The same call announced again gets the same ticket
    /// as long as that has not been used, whichever process was told first. Slow.
    Admission announce(IncomingCall call);

    /// Whether a media connection with this ticket is worth a handshake: the ticket was given out, has not been
    /// used, and has not expired. Nothing is claimed by asking. Slow.
    boolean expects(StreamTicket ticket);

    /// A media connection is open and says which call it belongs to. The first one that shows the right ticket for
    /// the call gets the call, atomically among all processes; the ticket is used up. When ticket and call do not
    /// fit, or the ticket was used or has expired, the line is refused ([PhoneLine#refuse]).
    ///
    /// Fast: whether the line gets its call is found out beside, and what the line says meanwhile is kept for the
    /// call.
    ///
    /// @return where the events of the line go, [LineEvent.Opened] first
    LineListener connect(StreamTicket ticket, CallId call, PhoneLine line);

    /// The carrier asks what to do after the media connection of a call has ended. Slow.
    AfterStream afterStream(CallId call);

    /// The carrier reports the state of a call; in any order, repeatedly, late, or never. Slow.
    void statusChanged(CallId call, LineStatus status);

    /// The carrier reports why a media connection of a call has failed. It is noted, and changes nothing. Fast.
    ///
    /// @param error the carrier's words, short and harmless
    void mediaFailed(CallId call, String error);
}
