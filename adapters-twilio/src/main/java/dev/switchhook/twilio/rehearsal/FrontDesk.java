package dev.switchhook.twilio.rehearsal;

import java.time.Duration;

/// How the people behave whom a `<Dial>` calls, as data.
public sealed interface FrontDesk {

    /// Answers, talks, and hangs up.
    ///
    /// @param after for how long it rings; longer than the `<Dial>` allows means that nobody answers
    /// @param talks for how long the conversation lasts
    record Answers(Duration after, Duration talks) implements FrontDesk {}

    /// The line is engaged.
    ///
    /// @param after how long it takes to find that out
    record Busy(Duration after) implements FrontDesk {}

    /// Nobody answers, for as long as the `<Dial>` lets it ring.
    record NoAnswer() implements FrontDesk {}
}
