package dev.switchhook.domain.rehearsal;

import java.util.List;

/// The part that a rehearsed speech model plays in one session: its understanding. The rehearsal server does
/// everything else, in its provider's own wire. One object per session; called by one thread at a time.
public interface Role {

    /// The standing instructions of the session, when they are set or changed. Most roles know their part anyway.
    default void briefed(String instructions) {}

    /// A text that was added to the conversation and that nobody has spoken, such as keys that were pressed.
    default void told(String text) {}

    /// What a tool has answered, as soon as it stands in the conversation. Every reply from now on knows it, also one
    /// to
    /// the caller; [Cue.ToolsAnswered] comes when a reply about it is asked for.
    default void answered(Cue.ToolAnswer answer) {}

    /// What the caller said in the utterance of that number (from 1), as the model would transcribe it.
    String heard(int number);

    /// What the model does upon a cue, as one reply; an empty list means that it answers nothing.
    List<Act> play(Cue cue);
}
