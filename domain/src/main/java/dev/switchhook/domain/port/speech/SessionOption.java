package dev.switchhook.domain.port.speech;

/// A setting of a provider's sessions, in words that all providers share: so that two of them can be compared, and
/// nobody loses a setting silently by a change of the provider.
///
/// @param kind what it is about
/// @param value what is set, in words for people; no secret
/// @param chosen whether somebody has set it, and it is not the default
public record SessionOption(Kind kind, String value, boolean chosen) {

    /// What an option is about. A provider that does not know a kind has no option of that kind.
    public enum Kind {
        /// The model.
        MODEL,
        /// The voice.
        VOICE,
        /// How fast it speaks.
        SPEED,
        /// Which model writes down what the caller says.
        TRANSCRIPTION_MODEL,
        /// The language that callers are expected to speak.
        TRANSCRIPTION_LANGUAGE,
        /// Words for whoever writes down what the caller says.
        TRANSCRIPTION_PROMPT,
        /// Names and terms that callers are expected to use.
        KEY_TERMS,
        /// By what the end of the caller's turn is found.
        TURN_DETECTION,
        /// How loud, or how certain, speech must be.
        TURN_THRESHOLD,
        /// How much sound before the detected beginning belongs to the utterance.
        TURN_PREFIX,
        /// How much silence ends an utterance.
        TURN_SILENCE,
        /// How soon a turn detection by meaning answers.
        TURN_EAGERNESS,
        /// After which silence the model speaks by itself.
        IDLE_PROMPT,
        /// Whether it answers by itself when the caller's turn is over.
        ANSWERS_ITSELF,
        /// Whether it stops by itself when the caller speaks.
        STOPS_ITSELF,
        /// How noise is taken out of the caller's sound.
        NOISE_REDUCTION,
        /// Whether and which tools must be used.
        TOOL_CHOICE,
        /// Whether several tools may be asked for at once.
        PARALLEL_TOOLS,
        /// How long it thinks.
        REASONING,
        /// How long a reply may become.
        OUTPUT_LIMIT,
        /// What is dropped from a conversation that has become too long.
        CONTEXT_LIMIT,
        /// Whether the provider keeps traces of sessions.
        TRACING,
        /// Tools that the provider runs at servers of ours.
        TOOL_SERVERS,
        /// Tools that the provider brings along.
        PROVIDER_TOOLS,
        /// How words are pronounced.
        PRONUNCIATION,
        /// Whether lost sessions are taken up again.
        RESUMPTION
    }
}
