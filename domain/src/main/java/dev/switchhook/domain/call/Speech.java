package dev.switchhook.domain.call;

import dev.switchhook.domain.port.assistant.Assistant;
import dev.switchhook.domain.turn.ReplyGate;

/// What the agent's talking consists of: shared by those who begin it ([Replies]), who cut it short ([Interruption])
/// and who look after the sessions that make it ([Agent]).
///
/// @param gate which reply is in flight
/// @param voice its sound
/// @param guarded the line that cannot be broken off
/// @param opening the lines that come first
/// @param prompter what operators want said
/// @param times how long the caller waits
/// @param caller who listens, or speaks
/// @param recollection what was said
record Speech(
        ReplyGate gate,
        Voice voice,
        GuardedLine guarded,
        OpeningLines opening,
        Prompter prompter,
        AnswerTimes times,
        CallerTurn caller,
        Recollection recollection) {

    /// Nothing was said yet.
    static Speech of(Assistant assistant, CallRules rules) {
        return new Speech(
                new ReplyGate(),
                new Voice(rules),
                new GuardedLine(),
                new OpeningLines(assistant.opening()),
                new Prompter(),
                new AnswerTimes(),
                new CallerTurn(),
                new Recollection());
    }
}
