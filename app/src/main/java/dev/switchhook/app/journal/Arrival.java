package dev.switchhook.app.journal;

/// How entries come to the table.
enum Arrival {
    /// From memory, as they happen.
    DIRECT,
    /// From a file, after an outage or the end of their process; what happened later may be there already.
    LATE
}
