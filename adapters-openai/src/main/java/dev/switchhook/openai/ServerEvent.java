package dev.switchhook.openai;

import dev.switchhook.domain.audio.AudioChunk;

/// What the server says, as far as it matters to us (`wire/openai.md` 3.2). Missing text is empty text.
sealed interface ServerEvent {

    /// The connection is accepted; the session still has the server's default configuration.
    ///
    /// @param expiresAt when the session ends at the latest, in seconds since 1970; 0 when the server does not say
    record SessionCreated(long expiresAt) implements ServerEvent {}

    /// The effective session after an update.
    ///
    /// @param expiresAt as above
    /// @param answers whether the server answers by itself when the caller's turn is over
    /// @param interrupts whether the server stops its reply by itself when the caller speaks
    record SessionUpdated(
            String model, String inputFormat, String outputFormat, long expiresAt, boolean answers, boolean interrupts)
            implements ServerEvent {}

    record SpeechStarted() implements ServerEvent {}

    record SpeechStopped(String item) implements ServerEvent {}

    record CallerTranscribed(String item, String text) implements ServerEvent {}

    /// A response begins.
    ///
    /// @param request the event of ours that has asked for it, when we told it to carry its id; otherwise empty
    record ResponseCreated(String response, String request) implements ServerEvent {}

    record AudioDelta(String response, String item, int contentIndex, AudioChunk audio) implements ServerEvent {}

    /// Sound that is not base64.
    record BadAudio() implements ServerEvent {}

    record TranscriptDone(String response, String item, String text) implements ServerEvent {}

    /// An item of a response is complete, in the sense that no more of it comes.
    record ItemDone(String response, String item) implements ServerEvent {}

    /// A function call item is over; only a completed one may be acted upon.
    record ToolCallDone(String response, String callId, String tool, String arguments, boolean completed)
            implements ServerEvent {}

    /// A tool that the provider runs by itself was used, or waits for an approval.
    record ServerToolDone(String response, String item, boolean wantsApproval) implements ServerEvent {}

    /// The tools of a server could not be listed, so there are none of them.
    record ServerToolsMissing() implements ServerEvent {}

    /// A tool's output has arrived in the conversation.
    record ToolOutputAdded(String callId) implements ServerEvent {}

    /// A response is over.
    ///
    /// @param errorCode why it failed, by code; empty when it did not
    /// @param errorMessage why it failed, in words
    record ResponseDone(String response, String status, String errorCode, String errorMessage) implements ServerEvent {}

    /// An `error` event.
    ///
    /// @param param the field that is complained about
    /// @param clientEvent the event id of ours that is complained about
    record Trouble(String code, String message, String param, String clientEvent) implements ServerEvent {}

    /// A known event that carries nothing for us.
    record Uneventful() implements ServerEvent {}

    /// An event of a type that we do not know.
    record Unknown() implements ServerEvent {}

    /// A message that makes no sense.
    record Malformed() implements ServerEvent {}
}
