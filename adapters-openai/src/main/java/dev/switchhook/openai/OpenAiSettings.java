package dev.switchhook.openai;

import dev.switchhook.domain.settings.Secret;
import dev.switchhook.domain.settings.SettingsReader;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// How we talk to OpenAI Realtime: where, as whom, with which model and voice, and the profile of a telephone call
/// (`wire/openai.md` 2.4). Immutable.
///
/// @param apiKey the key of the project; empty text when this provider was not chosen and none is set
/// @param baseUrl scheme `http`, `https`, `ws` or `wss`; no trailing slash
/// @param model the realtime model, as the provider names it
/// @param voice the voice, as the provider names it; an open list, hence not checked further
/// @param transcriptionModel the model that writes down what the caller says
/// @param transcriptionLanguage the caller's language as an ISO 639 code; empty when it is to be guessed
/// @param turnDetection when the caller counts as speaking
/// @param noiseReduction `none`, `near_field` (handset) or `far_field` (loudspeaker)
/// @param reasoningEffort how long a reasoning model thinks; empty for a model that does not reason
/// @param maxOutputTokens bound of one reply, 1 to 4096: guards against runaway cost
/// @param connectTimeout how long the connection and its handshake may take together
public record OpenAiSettings(
        Secret apiKey,
        URI baseUrl,
        String model,
        String voice,
        String transcriptionModel,
        String transcriptionLanguage,
        TurnDetection turnDetection,
        String noiseReduction,
        Optional<String> reasoningEffort,
        int maxOutputTokens,
        Duration connectTimeout) {

    private static final String DEFAULT_URL = "https://api.openai.com/v1";
    private static final String DEFAULT_MODEL = "gpt-realtime-2.1";
    private static final Pattern REASONING_MODEL =
            Pattern.compile("gpt-realtime-2(\\.[0-9]+)?(-mini)?(-[0-9]{4}-[0-9]{2}-[0-9]{2})?");
    private static final Pattern PRINTABLE = Pattern.compile("[\\p{Graph} ]{1,64}");
    private static final Pattern MODEL_NAME = Pattern.compile("[A-Za-z0-9._:/-]{1,128}");
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7E]{1,512}");
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*");

    /// When the caller counts as speaking: the settings of the provider's server-side voice activity detection.
    ///
    /// @param threshold how loud speech must be, 0 to 1
    /// @param prefixMilliseconds how much sound before the detected beginning belongs to the utterance
    /// @param silenceMilliseconds how much silence ends the utterance
    public record TurnDetection(double threshold, int prefixMilliseconds, int silenceMilliseconds) {}

    /// Reads the keys `openai.*` and notes every mistake with the reader.
    ///
    /// @param chosen whether this provider is the one that answers calls: only then a missing key is a mistake
    public static OpenAiSettings read(SettingsReader reader, boolean chosen) {
        String model =
                matching(reader, "openai.model", DEFAULT_MODEL, MODEL_NAME, "1 to 128 of A-Z, a-z, 0-9 and . _ : / -");
        if (model.startsWith("gpt-live")) {
            // Another API with another wire (wire/openai.md 10): a session would never become ready.
            reader.mistake(
                    "openai.model", "'" + model + "' does not speak Realtime", "a model such as " + DEFAULT_MODEL);
        }
        return new OpenAiSettings(
                readKey(reader, chosen),
                reader.url("openai.base-url", DEFAULT_URL, Set.of("http", "https", "ws", "wss")),
                model,
                matching(reader, "openai.voice", "marin", PRINTABLE, "1 to 64 printable characters"),
                matching(
                        reader,
                        "openai.transcription-model",
                        "gpt-live-transcribe",
                        MODEL_NAME,
                        "1 to 128 of A-Z, a-z, 0-9 and . _ : / -"),
                matching(reader, "openai.transcription-language", "en", LANGUAGE, "a language code such as en or de"),
                new TurnDetection(
                        reader.decimal("openai.vad-threshold", 0.5, 0, 1),
                        reader.number("openai.vad-prefix-ms", 300, 0, 5_000),
                        reader.number("openai.vad-silence-ms", 500, 100, 5_000)),
                reader.choice("openai.noise-reduction", Set.of("none", "near_field", "far_field"), "none"),
                readEffort(reader, model),
                reader.number("openai.max-output-tokens", 1_536, 1, 4_096),
                reader.milliseconds("openai.connect-timeout-ms", 3_000, 100, 30_000));
    }

    /// Default settings towards a server of that URL, for example the rehearsal server.
    public static OpenAiSettings of(URI baseUrl, Secret apiKey) {
        OpenAiSettings defaults = read(new SettingsReader(_ -> Optional.empty()), false);
        return new OpenAiSettings(
                apiKey,
                baseUrl,
                defaults.model,
                defaults.voice,
                defaults.transcriptionModel,
                defaults.transcriptionLanguage,
                defaults.turnDetection,
                defaults.noiseReduction,
                defaults.reasoningEffort,
                defaults.maxOutputTokens,
                defaults.connectTimeout);
    }

    /// The URL of the realtime socket: `http` becomes `ws`, `https` becomes `wss`.
    URI socketUrl() {
        String base = baseUrl.toString();
        String socket = base.startsWith("http") ? "ws" + base.substring("http".length()) : base;
        return URI.create(socket + "/realtime?model=" + URLEncoder.encode(model, StandardCharsets.UTF_8));
    }

    private static Secret readKey(SettingsReader reader, boolean chosen) {
        Optional<Secret> key = reader.secret("openai.api-key");
        if (key.isEmpty()) {
            if (chosen) {
                reader.mistake("openai.api-key", "is not set", "the key of an OpenAI project");
            }
            return new Secret("");
        }
        if (!KEY.matcher(key.get().reveal()).matches()) {
            reader.mistake("openai.api-key", "holds a character that no key has", "printable ASCII without blanks");
        }
        return key.get();
    }

    private static Optional<String> readEffort(SettingsReader reader, String model) {
        String effort =
                reader.choice("openai.reasoning-effort", Set.of("minimal", "low", "medium", "high", "xhigh"), "low");
        if (REASONING_MODEL.matcher(model).matches()) {
            return Optional.of(effort);
        }
        if (reader.text("openai.reasoning-effort").isPresent()) {
            reader.mistake(
                    "openai.reasoning-effort",
                    "is set, but the chosen model does not reason",
                    "nothing, or a model such as " + DEFAULT_MODEL);
        }
        return Optional.empty();
    }

    private static String matching(
            SettingsReader reader, String key, String fallback, Pattern pattern, String allowed) {
        String value = reader.text(key, fallback);
        if (pattern.matcher(value).matches()) {
            return value;
        }
        reader.mistake(key, "has a length or a character that is not allowed", allowed);
        return fallback;
    }
}
