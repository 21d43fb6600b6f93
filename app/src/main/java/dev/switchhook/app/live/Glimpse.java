package dev.switchhook.app.live;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.hangup.EndReason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One call as people see it who watch all of them.
///
/// @param call which one
/// @param caller the last two digits of the number behind dots, or `withheld`
/// @param assistant who answers; empty before the line is open
/// @param provider whose model speaks; empty before one is ready
/// @param stage how far it has come
/// @param reason why it ends or has ended, as far as it is known
/// @param since when it was announced, by the clock of the database
/// @param words what was said last; empty before anybody has spoken
/// @param tools the names of those that run now, at most [#MOST_TOOLS]
/// @param health what is wrong with it
/// @param owner the process that serves it; empty when none does
public record Glimpse(
        CallId call,
        String caller,
        Optional<String> assistant,
        Optional<String> provider,
        Stage stage,
        Optional<EndReason> reason,
        Instant since,
        Optional<Words> words,
        List<String> tools,
        Health health,
        Optional<String> owner) {

    /// More tools at once are not told apart.
    public static final int MOST_TOOLS = 8;

    /// Keeps its own copy.
    public Glimpse {
        tools = List.copyOf(tools);
    }

    /// The same without a word of what was said.
    Glimpse silent() {
        return new Glimpse(
                call, caller, assistant, provider, stage, reason, since, Optional.empty(), tools, health, owner);
    }
}
