package dev.switchhook.domain.hangup;

import dev.switchhook.domain.turn.Turn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a [HangupPolicy] may know about a call that is being talked in.
///
/// @param now the time of judging
/// @param openedAt when the line was opened first, also when the conversation was resumed since
/// @param quietSince since when neither side has spoken and no tool has run; empty while somebody or something is
///     active
/// @param timesAsked how often the agent has asked in vain, since the caller last spoke, whether the caller is still
///     there
/// @param warned whether the caller was told that the call is about to end
/// @param turns the latest finished turns, oldest first, ten at most
/// @param callerSpokeLast whether the caller has begun to speak since the agent's latest finished turn, with or
///     without words that were understood
/// @param modelLostSince since when there is no speech model any more; empty while there is one
public record CallFacts(
        Instant now,
        Instant openedAt,
        Optional<Instant> quietSince,
        int timesAsked,
        boolean warned,
        List<Turn> turns,
        boolean callerSpokeLast,
        Optional<Instant> modelLostSince) {

    /// Keeps its own copy of the list.
    public CallFacts {
        turns = List.copyOf(turns);
    }
}
