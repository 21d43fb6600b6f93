package dev.switchhook.app.filing;

import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.hangup.Blame;
import dev.switchhook.domain.hangup.EndReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What somebody looks for among the calls that are over; all of it must fit. Immutable.
///
/// @param from the call began then or later
/// @param until the call began before that
/// @param outcome how it came out
/// @param reason why it ended
/// @param blame whose doing the end was
/// @param assistant who served the caller, by the exact name
/// @param tool a tool that was used, by its exact name
/// @param least the line was open for so long or longer
/// @param most the line was open for so long or shorter
/// @param words a text of which every word was said, in any order, as far as it has three letters or more
/// @param caller who called
public record Criteria(
        Optional<Instant> from,
        Optional<Instant> until,
        Optional<Outcome> outcome,
        Optional<EndReason> reason,
        Optional<Blame> blame,
        Optional<String> assistant,
        Optional<String> tool,
        Optional<Duration> least,
        Optional<Duration> most,
        Optional<String> words,
        Optional<PhoneNumber> caller) {

    /// Every call.
    public static final Criteria ALL = new Criteria(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /// The calls that began in this time.
    public static Criteria between(Instant from, Instant until) {
        return new Criteria(
                Optional.of(from),
                Optional.of(until),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// The words that are looked for.
    public List<String> spoken() {
        return words.map(SpokenWords::of).orElse(List.of());
    }
}
