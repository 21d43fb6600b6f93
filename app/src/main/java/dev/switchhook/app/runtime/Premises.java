package dev.switchhook.app.runtime;

import dev.switchhook.domain.call.CallRules;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.registry.CallRegistry;
import dev.switchhook.domain.port.registry.NodeId;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/// What the calls of one switchboard share.
///
/// @param me the node that owns the calls
/// @param ticketLife how long a ticket may be used
/// @param reach whether the registry answers
/// @param tickets the tickets that were given out here
/// @param slow runs what may block
/// @param losses what the queues of the calls have dropped
/// @param defects told of exceptions inside calls; it must not throw
record Premises(
        Ports ports,
        CallRules rules,
        NodeId me,
        Duration ticketLife,
        RegistryReach reach,
        TicketBook tickets,
        Alarm alarm,
        Executor slow,
        Losses losses,
        BiConsumer<CallId, Throwable> defects) {

    CallRegistry registry() {
        return ports.registry();
    }
}
