package dev.switchhook.app.spa.book;

import dev.switchhook.domain.caller.CallId;

/// Counts in how many ways a call has tried in vain to name an appointment. Kept as long as the book, so that
/// neither a reconnect nor another process gives a caller more tries. It may block; safe for use by several threads.
/// Throws [AppointmentBook.BookUnavailable] when it cannot be reached.
public interface WrongTries {

    /// How many different ones there may be in a call.
    int MOST = 3;

    /// Notes a try before it is looked at, so that several tries at one time do not pass for one.
    ///
    /// @param fingerprint tells the try from others, at most 64 characters; the same one, tried again, counts once
    /// @return how many the call has now, this one included
    int begin(CallId call, String fingerprint);

    /// A try was a right one after all.
    void right(CallId call, String fingerprint);
}
