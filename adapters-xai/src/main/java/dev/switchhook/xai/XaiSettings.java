package dev.switchhook.xai;

import dev.switchhook.domain.settings.Secret;
import dev.switchhook.domain.settings.SettingsReader;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// How we talk to xAI. Immutable.
///
/// @param apiKey absent only when another provider is the chosen one
/// @param baseUrl with scheme `http`, `https`, `ws` or `wss`, without a trailing slash
/// @param model the wanted model; when absent, the provider chooses
/// @param voice any voice id of the provider, custom ones included
/// @param vad how it finds the caller's turns
/// @param transcriptionLanguage a hint for the transcription of the caller, as a language tag
/// @param reasoningEffort `none` or `high`; reasoning delays the first sound
/// @param connectTimeout from the dial to the end of the WebSocket handshake
/// @param readyTimeout from the handshake to the confirmed session
public record XaiSettings(
        Optional<Secret> apiKey,
        URI baseUrl,
        Optional<String> model,
        String voice,
        Vad vad,
        Optional<String> transcriptionLanguage,
        String reasoningEffort,
        Duration connectTimeout,
        Duration readyTimeout) {

    /// The name of this provider in settings, logs and tables.
    public static final String PROVIDER = "xai";

    static final String DEFAULT_BASE_URL = "https://api.x.ai/v1";
    static final String DEFAULT_VOICE = "eve";

    private static final Set<String> SCHEMES = Set.of("http", "https", "ws", "wss");
    private static final String PRINTABLE = "[\\x21-\\x7e]";

    /// How the provider finds the beginning and the end of the caller's turns.
    ///
    /// @param threshold how sure it must be to hear speech, 0.1 to 0.9
    /// @param silence so much quiet ends a turn
    /// @param prefixPadding so much sound before the beginning belongs to the turn
    public record Vad(double threshold, Duration silence, Duration prefixPadding) {

        static final Vad STANDARD = new Vad(0.6, Duration.ofMillis(500), Duration.ofMillis(333));
    }

    /// Reads all keys that begin with `xai.`; mistakes are left in the reader.
    ///
    /// @param chosen whether xAI is the provider that will be used: only then is a missing key a mistake
    public static XaiSettings read(SettingsReader reader, boolean chosen) {
        Vad vad = new Vad(
                reader.decimal("xai.vad-threshold", Vad.STANDARD.threshold, 0.1, 0.9),
                reader.milliseconds("xai.vad-silence-ms", (int) Vad.STANDARD.silence.toMillis(), 0, 10_000),
                reader.milliseconds(
                        "xai.vad-prefix-padding-ms", (int) Vad.STANDARD.prefixPadding.toMillis(), 0, 10_000));
        return new XaiSettings(
                apiKey(reader, chosen),
                reader.url("xai.base-url", DEFAULT_BASE_URL, SCHEMES),
                openText(reader, "xai.model", PRINTABLE + "{1,128}", "1 to 128 printable characters without spaces"),
                openText(reader, "xai.voice", PRINTABLE + "{1,64}", "1 to 64 printable characters without spaces")
                        .orElse(DEFAULT_VOICE),
                vad,
                language(reader),
                reader.choice("xai.reasoning-effort", Set.of("none", "high"), "none"),
                reader.milliseconds("xai.connect-timeout-ms", 3000, 100, 60_000),
                reader.milliseconds("xai.ready-timeout-ms", 3000, 100, 60_000));
    }

    /// The standard settings towards another address than the provider's own, for example a rehearsal.
    public static XaiSettings towards(URI baseUrl, Secret apiKey) {
        return new XaiSettings(
                Optional.of(apiKey),
                baseUrl,
                Optional.empty(),
                DEFAULT_VOICE,
                Vad.STANDARD,
                Optional.empty(),
                "none",
                Duration.ofSeconds(3),
                Duration.ofSeconds(3));
    }

    private static Optional<Secret> apiKey(SettingsReader reader, boolean chosen) {
        String allowed = "an API key of xAI";
        Optional<Secret> key = reader.secret("xai.api-key");
        if (key.isEmpty() && chosen) {
            reader.mistake("xai.api-key", "is not set", allowed);
        }
        if (key.isPresent() && !key.get().reveal().matches(PRINTABLE + "{1,512}")) {
            reader.mistake("xai.api-key", "holds characters that no key has, or is too long", allowed);
            return Optional.empty();
        }
        return key;
    }

    private static Optional<String> openText(SettingsReader reader, String key, String pattern, String allowed) {
        Optional<String> text = reader.text(key);
        if (text.isPresent() && !text.get().matches(pattern)) {
            reader.mistake(key, "is malformed", allowed);
            return Optional.empty();
        }
        return text;
    }

    private static Optional<String> language(SettingsReader reader) {
        String key = "xai.transcription-language";
        String allowed = "a language tag such as en or pt-BR; es and pt need a region";
        Optional<String> tag = openText(reader, key, "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", allowed);
        // The provider drops these two silently when they stand alone (wire/xai.md 2).
        if (tag.isPresent() && Set.of("es", "pt").contains(tag.get().toLowerCase(Locale.ROOT))) {
            reader.mistake(key, "is ignored by the provider", allowed);
            return Optional.empty();
        }
        return tag;
    }

    /// The same settings with another wanted model.
    public XaiSettings withModel(String wanted) {
        return new XaiSettings(
                apiKey,
                baseUrl,
                Optional.of(wanted),
                voice,
                vad,
                transcriptionLanguage,
                reasoningEffort,
                connectTimeout,
                readyTimeout);
    }

    /// The same settings with other patience.
    public XaiSettings withTimeouts(Duration connect, Duration ready) {
        return new XaiSettings(
                apiKey, baseUrl, model, voice, vad, transcriptionLanguage, reasoningEffort, connect, ready);
    }

    /// Where a session is dialled. Without a wanted model there is no query at all (wire/xai.md 1).
    public URI socketUrl() {
        String base = baseUrl.toString().replaceFirst("^http", "ws") + "/realtime";
        return URI.create(model.map(id -> base + "?model=" + URLEncoder.encode(id, StandardCharsets.UTF_8))
                .orElse(base));
    }
}
