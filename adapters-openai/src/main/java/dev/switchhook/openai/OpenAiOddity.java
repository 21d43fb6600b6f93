package dev.switchhook.openai;

/// What happens with a provider and is no reason to end a call, but worth a number on a dashboard. See
/// [OpenAiSpeechModel#count].
public enum OpenAiOddity {
    /// An event of a type that we do not know was ignored.
    UNKNOWN_EVENT,
    /// A message that is not JSON, or lacks what its type promises, was ignored.
    MALFORMED_EVENT,
    /// Sound that is not base64 was dropped.
    BAD_AUDIO,
    /// Caller audio was dropped, oldest first, because the session was not ready for too long.
    CALLER_AUDIO_DROPPED,
    /// Sound of the agent was dropped, because more of it waited for its listener than is kept.
    AGENT_AUDIO_DROPPED,
    /// An error event that a race explains was ignored.
    BENIGN_ERROR,
    /// An error event that we cannot explain was logged; the session went on.
    UNEXPLAINED_ERROR,
    /// A tool call came again, or was cut off, and was not passed on.
    TOOL_CALL_SKIPPED,
    /// The caller was said to have heard an utterance that the model never sent.
    UNKNOWN_UTTERANCE,
    /// A line that was to be said word for word was said in other words.
    LINE_REWORDED,
    /// Another model answers than the one that is set.
    OTHER_MODEL,
    /// The model wanted to use a tool that the provider runs by itself, and nobody could approve it.
    APPROVAL_REFUSED,
    /// The tools of a server could not be listed: the model goes on without them.
    SERVER_TOOLS_MISSING,
    /// A handshake was answered after we had given up; that connection was closed at once.
    LATE_HANDSHAKE,
    /// What we send was not taken in time; the session was closed.
    SEND_BOUND_CROSSED
}
