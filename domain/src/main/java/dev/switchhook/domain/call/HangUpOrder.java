package dev.switchhook.domain.call;

/// What is done first when a call is ended.
public enum HangUpOrder {
    /// The carrier is asked to end the call; the media connection is closed after that. Nothing is left in the
    /// carrier's log, and nothing depends on what it does after a closed connection.
    REQUEST_FIRST,
    /// The media connection is closed, whereupon the carrier asks what to do and is told to hang up; a request is made
    /// only when the proof does not come. Saves a request per call, for very large fleets.
    MEDIA_FIRST
}
