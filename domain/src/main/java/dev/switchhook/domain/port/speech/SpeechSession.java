package dev.switchhook.domain.port.speech;

/// A conversation with a speech model. Fast: every method only enqueues. May be called from any thread; commands
/// keep the order in which they were sent, whichever threads sent them. Commands sent before [SpeechEvent.Ready]
/// wait for it, in order and bounded; after [SpeechEvent.Closed] they are ignored.
public interface SpeechSession {

    /// Enqueues a command. What the connection has not taken yet is bounded; past the bound the session is closed,
    /// because a model that has not heard everything would answer something else.
    void send(SpeechCommand command);

    /// Ends the session, so that nothing is paid for any longer. [SpeechEvent.Closed] follows within 5 s, whatever
    /// the provider does. Closing twice is harmless.
    void close();

    /// Ends the session like [#close], because it is of no use: whoever chooses between providers takes it for a
    /// failure of this one.
    ///
    /// @param why for our logs
    default void giveUp(SpeechFault why) {
        close();
    }
}
