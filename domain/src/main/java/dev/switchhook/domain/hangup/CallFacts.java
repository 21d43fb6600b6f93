package dev.switchhook.domain.hangup;

import java.time.Instant;
import java.util.Optional;

/// What a [HangupPolicy] may know about a call that is being talked in.
///
/// @param now the time of judging
/// @param openedAt when the line was opened
/// @param quietSince since when neither side has spoken and no tool has run; empty while somebody or something is
///     active
/// @param timesAsked how often the agent has asked in vain, since the caller last spoke, whether the caller is still
///     there
public record CallFacts(Instant now, Instant openedAt, Optional<Instant> quietSince, int timesAsked) {}
