package dev.switchhook.xai;

import dev.switchhook.domain.settings.Secret;
import dev.switchhook.domain.settings.SettingsReader;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// How we talk to xAI. Immutable.
///
/// Sound travels as text in JSON. The provider can also take and give raw bytes in binary frames; this is not used,
/// because the saving is a quarter of a few kilobytes in a second, and nobody has published a recording of it
/// (wire/xai.md 2).
///
/// @param apiKey absent only when another provider is the chosen one
/// @param baseUrl with scheme `http`, `https`, `ws` or `wss`, without a trailing slash
/// @param model the wanted model; when absent, the provider chooses
/// @param modelMismatch what happens when another model answers
/// @param speaking how the agent speaks
/// @param turns how the caller's turns are found
/// @param transcription how the caller's words are written down
/// @param serverTools the tools that the provider runs
/// @param resumption whether a lost session is taken up again; the provider keeps the conversation for 30 min then
/// @param longestSession so long a session lasts, at most: the vendor's figures differ, and so do accounts
/// @param connectTimeout from the dial to the end of the WebSocket handshake
/// @param readyTimeout from the handshake to the confirmed session
public record XaiSettings(
        Optional<Secret> apiKey,
        URI baseUrl,
        Optional<String> model,
        ModelMismatch modelMismatch,
        SpeakingSettings speaking,
        TurnSettings turns,
        TranscriptionSettings transcription,
        ServerToolSettings serverTools,
        boolean resumption,
        Duration longestSession,
        Duration connectTimeout,
        Duration readyTimeout) {

    /// The name of this provider in settings, logs and tables.
    public static final String PROVIDER = "xai";

    static final String DEFAULT_BASE_URL = "https://api.x.ai/v1";

    /// The shortest of the vendor's figures, of which 120 min is another (wire/xai.md 1).
    static final Duration SHORTEST_PROMISE = Duration.ofMinutes(30);

    private static final Set<String> SCHEMES = Set.of("http", "https", "ws", "wss");
    private static final String PRINTABLE = "[\\x21-\\x7e]";

    /// Reads all keys that begin with `xai.`; mistakes are left in the reader.
    ///
    /// @param chosen whether xAI is the provider that will be used: only then is a missing key a mistake
    public static XaiSettings read(SettingsReader reader, boolean chosen) {
        return new XaiSettings(
                apiKey(reader, chosen),
                reader.url("xai.base-url", DEFAULT_BASE_URL, SCHEMES),
                word(reader, "xai.model", 128),
                ModelMismatch.valueOf(reader.choice("xai.model-mismatch", Set.of("warn", "refuse"), "warn")
                        .toUpperCase(Locale.ROOT)),
                SpeakingSettings.read(reader),
                TurnSettings.read(reader),
                TranscriptionSettings.read(reader),
                ServerToolSettings.read(reader),
                reader.choice("xai.resumption", Set.of("true", "false"), "true").equals("true"),
                Duration.ofMinutes(reader.number("xai.session-minutes", (int) SHORTEST_PROMISE.toMinutes(), 2, 240)),
                reader.milliseconds("xai.connect-timeout-ms", 3000, 100, 60_000),
                reader.milliseconds("xai.ready-timeout-ms", 3000, 100, 60_000));
    }

    /// The standard settings towards another address than the provider's own, for example a rehearsal.
    public static XaiSettings towards(URI baseUrl, Secret apiKey) {
        return new XaiSettings(
                Optional.of(apiKey),
                baseUrl,
                Optional.empty(),
                ModelMismatch.WARN,
                SpeakingSettings.STANDARD,
                TurnSettings.STANDARD,
                TranscriptionSettings.STANDARD,
                ServerToolSettings.NONE,
                true,
                SHORTEST_PROMISE,
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

    /// A text without spaces that is passed on as it is.
    static Optional<String> word(SettingsReader reader, String key, int longest) {
        Optional<String> text = reader.text(key);
        if (text.isPresent() && !text.get().matches(PRINTABLE + "{1," + longest + "}")) {
            reader.mistake(key, "is malformed", "1 to " + longest + " printable characters without spaces");
            return Optional.empty();
        }
        return text;
    }

    /// The voice.
    public String voice() {
        return speaking.voice();
    }

    /// The same settings with another wanted model.
    public XaiSettings withModel(String wanted) {
        return new XaiSettings(
                apiKey,
                baseUrl,
                Optional.of(wanted),
                modelMismatch,
                speaking,
                turns,
                transcription,
                serverTools,
                resumption,
                longestSession,
                connectTimeout,
                readyTimeout);
    }

    /// The same settings with other patience.
    public XaiSettings withTimeouts(Duration connect, Duration ready) {
        return new XaiSettings(
                apiKey,
                baseUrl,
                model,
                modelMismatch,
                speaking,
                turns,
                transcription,
                serverTools,
                resumption,
                longestSession,
                connect,
                ready);
    }

    /// Where a session is dialled. Without a wanted model and a conversation there is no query at all
    /// (wire/xai.md 1 and 3.4).
    ///
    /// @param conversation the conversation to be taken up again
    URI socketUrl(Optional<String> conversation) {
        List<String> query = new ArrayList<>();
        model.ifPresent(id -> query.add("model=" + encoded(id)));
        conversation.ifPresent(id -> query.add("conversation_id=" + encoded(id)));
        String base = baseUrl.toString().replaceFirst("^http", "ws") + "/realtime";
        return URI.create(query.isEmpty() ? base : base + "?" + String.join("&", query));
    }

    /// Where a new session is dialled.
    public URI socketUrl() {
        return socketUrl(Optional.empty());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
