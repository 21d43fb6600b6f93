package dev.switchhook.domain.turn;

/// One utterance in the conversation, as text.
public sealed interface Turn {

    /// What was said.
    String text();

    /// The caller spoke; the text is what the model understood.
    record Caller(String text) implements Turn {}

    /// The agent spoke.
    ///
    /// @param item the utterance; a later [HeardItem] of it tells that it was cut short
    /// @param text what the model meant to say, whole
    record Agent(ItemId item, String text) implements Turn {}
}
