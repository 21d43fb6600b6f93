package dev.switchhook.app.operator;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.operator.OperatorAct;
import dev.switchhook.domain.port.operator.OperatorResult;
import java.util.Optional;

/// Where an operator asks for something in a call that any process of ours may serve. Slow: it may block for 2 s. Safe
/// for use by several threads.
public interface OperatorDesk {

    /// Asks for something, once. It is durable when this returns.
    ///
    /// @param who who wants it, 1 to 64 characters
    /// @return the id of the request
    /// @throws IllegalArgumentException when nobody wants it; the message names the field
    String ask(CallId call, OperatorAct act, String who) throws DeskUnavailable;

    /// What has become of a request; empty while it waits or is being done. A request that nobody has taken in 10 s is
    /// [OperatorResult#EXPIRED], and is not done any more.
    ///
    /// @throws IllegalArgumentException when there is no such request
    Optional<OperatorResult> result(String request) throws DeskUnavailable;

    /// The database gives no answer. The message holds no secret.
    final class DeskUnavailable extends Exception {

        private static final long serialVersionUID = 1L;

        /// Says why.
        public DeskUnavailable(String why, Throwable cause) {
            super(why, cause);
        }
    }
}
