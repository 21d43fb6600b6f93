package dev.switchhook.openai;

import dev.switchhook.domain.settings.Secret;
import dev.switchhook.domain.settings.SettingsReader;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// How we talk to OpenAI Realtime: every option of its sessions that means anything on a telephone
/// (`wire/openai.md` 2.1), each in a small record of its own. Immutable; its text form shows no secret.
///
/// @param peer where the provider is, and as whom we come
/// @param model the realtime model, as the provider names it; at Azure the name of a deployment
/// @param speaking how the agent sounds
/// @param transcription who writes down what the caller says; absent when nobody does
/// @param turnDetection when the caller counts as speaking
/// @param noiseReduction how noise is taken out of the caller's sound; absent when it is not
/// @param replyRules what a reply may do
/// @param remembering what is dropped from a conversation that has become too long
/// @param tracing `auto`, or the name under which the provider keeps traces of sessions; absent when it keeps none
/// @param toolServers MCP servers whose tools the provider runs by itself
public record OpenAiSettings(
        Peer peer,
        String model,
        Speaking speaking,
        Optional<Transcription> transcription,
        TurnDetection turnDetection,
        Optional<NoiseReduction> noiseReduction,
        ReplyRules replyRules,
        Remembering remembering,
        Optional<String> tracing,
        List<ToolServer> toolServers) {

    static final String DEFAULT_MODEL = "gpt-realtime-2.1";
    private static final Pattern WORKFLOW = Pattern.compile("[\\p{Graph} ]{1,64}");

    /// Keeps its own copy of the list.
    public OpenAiSettings {
        toolServers = List.copyOf(toolServers);
    }

    /// Reads the keys `openai.*` and notes every mistake with the reader.
    ///
    /// @param chosen whether this provider is one that answers calls: only then a missing key is a mistake
    public static OpenAiSettings read(SettingsReader reader, boolean chosen) {
        Peer peer = Peer.read(reader, chosen);
        String model = readModel(reader);
        return new OpenAiSettings(
                peer,
                model,
                Speaking.read(reader),
                Transcription.read(reader, peer.azure()),
                TurnDetection.read(reader),
                NoiseReduction.read(reader),
                ReplyRules.read(reader, model, peer.azure()),
                Remembering.read(reader),
                Optional.of(Texts.matching(
                                reader,
                                "openai.tracing",
                                "none",
                                WORKFLOW,
                                "none, auto, or a name of 1 to 64 characters"))
                        .filter(way -> !way.equals("none")),
                ToolServer.read(reader));
    }

    /// Default settings towards a server of that URL, for example the rehearsal server.
    public static OpenAiSettings of(URI baseUrl, Secret apiKey) {
        return defaults().towards(baseUrl, apiKey);
    }

    /// The settings when nothing is set.
    static OpenAiSettings defaults() {
        return read(new SettingsReader(_ -> Optional.empty()), false);
    }

    /// The same settings towards another server.
    public OpenAiSettings towards(URI baseUrl, Secret apiKey) {
        return new OpenAiSettings(
                peer.at(baseUrl, apiKey),
                model,
                speaking,
                transcription,
                turnDetection,
                noiseReduction,
                replyRules,
                remembering,
                tracing,
                toolServers);
    }

    private static String readModel(SettingsReader reader) {
        String model = Texts.matching(reader, "openai.model", DEFAULT_MODEL, Texts.MODEL_NAME, Texts.MODEL_NAME_WORDS);
        if (model.startsWith("gpt-live")) {
            // Another API with another wire (wire/openai.md 10): a session would never become ready.
            reader.mistake(
                    "openai.model", "'" + model + "' does not speak Realtime", "a model such as " + DEFAULT_MODEL);
        }
        return model;
    }

    /// The key; empty text when this provider was not chosen and none is set.
    public Secret apiKey() {
        return peer.apiKey();
    }

    /// Scheme `http`, `https`, `ws` or `wss`; no trailing slash.
    public URI baseUrl() {
        return peer.baseUrl();
    }

    /// The voice, as the provider names it.
    public String voice() {
        return speaking.voice();
    }

    /// How long the connection and its handshake may take together.
    public Duration connectTimeout() {
        return peer.connectTimeout();
    }

    /// The URL of the realtime socket.
    URI socketUrl() {
        return peer.socketUrl(model);
    }
}
