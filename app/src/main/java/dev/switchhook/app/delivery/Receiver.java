package dev.switchhook.app.delivery;

import dev.switchhook.domain.caller.CallId;

/// Whoever gets the records of calls. Slow: it blocks for 30 s at most. Safe for use by several threads.
interface Receiver {

    /// Its name in the table and in the log, of `a-z`.
    String name();

    /// Tries to deliver a record.
    ///
    /// @param body JSON text, the same in every attempt
    Answer deliver(CallId call, String body);

    /// What came of an attempt.
    sealed interface Answer {

        /// It has arrived.
        record Arrived() implements Answer {}

        /// It has not, or nobody knows.
        ///
        /// @param why in one word for the log, such as `status-500`; it holds nothing that the receiver has
        ///     said
        record Failed(String why) implements Answer {}
    }
}
