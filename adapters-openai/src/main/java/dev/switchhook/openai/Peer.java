package dev.switchhook.openai;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.settings.Secret;
import dev.switchhook.domain.settings.SettingsReader;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Where the provider is, and as whom we come (`wire/openai.md` 1.1 and 1.4). Immutable; its text form shows no key.
///
/// @param apiKey the key; empty text when this provider was not chosen and none is set
/// @param baseUrl scheme `http`, `https`, `ws` or `wss`; no trailing slash
/// @param azure whether the key goes into Azure's own header
/// @param organization the organization that pays; absent for the one that the key belongs to
/// @param project the project that pays; absent for the one that the key belongs to
/// @param tellsCall whether the provider is given a hash of the call's id as the end user's, for its abuse checks
/// @param connectTimeout how long the connection and its handshake may take together
/// @param pings how often the peer must prove that it is alive
record Peer(
        Secret apiKey,
        URI baseUrl,
        boolean azure,
        Optional<String> organization,
        Optional<String> project,
        boolean tellsCall,
        Duration connectTimeout,
        Duration pings) {

    private static final String DEFAULT_URL = "https://api.openai.com/v1";
    private static final String AZURE_HOSTS = ".azure.com";
    private static final String AZURE_PATH = "/openai/v1";
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7E]{1,512}");
    private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9_-]{1,128}");
    private static final int HASH_BYTES = 16;

    static Peer read(SettingsReader reader, boolean chosen) {
        URI given = reader.url("openai.base-url", DEFAULT_URL, Set.of("http", "https", "ws", "wss"));
        boolean azureHost = String.valueOf(given.getHost()).endsWith(AZURE_HOSTS);
        String way = reader.choice("openai.azure", Set.of("auto", "true", "false"), "auto");
        boolean azure = way.equals("auto") ? azureHost : way.equals("true");
        return new Peer(
                readKey(reader, chosen),
                azureHost ? atAzure(reader, given) : given,
                azure,
                account(reader, "openai.organization", azureHost),
                account(reader, "openai.project", azureHost),
                reader.choice("openai.safety-identifier", Set.of("none", "call"), "none")
                        .equals("call"),
                reader.milliseconds("openai.connect-timeout-ms", 3_000, 100, 30_000),
                Duration.ofSeconds(reader.number("openai.ping-seconds", 20, 5, 60)));
    }

    /// The same with another address and key.
    Peer at(URI url, Secret key) {
        return new Peer(key, url, azure, organization, project, tellsCall, connectTimeout, pings);
    }

    /// Only the current paths speak the current dialect; the preview ones do not.
    private static URI atAzure(SettingsReader reader, URI given) {
        String path = given.getRawPath();
        if (path.isEmpty()) {
            return URI.create(given + AZURE_PATH);
        }
        if (!path.equals(AZURE_PATH)) {
            reader.mistake(
                    "openai.base-url",
                    "has another path than that of Azure's current API",
                    "https://NAME.openai.azure.com" + AZURE_PATH);
        }
        return given;
    }

    private static Optional<String> account(SettingsReader reader, String key, boolean azureHost) {
        Optional<String> name = reader.text(key);
        if (name.isPresent() && azureHost) {
            reader.mistake(key, "is set, but Azure does not know it", "nothing");
        } else if (name.isPresent() && !ACCOUNT.matcher(name.get()).matches()) {
            reader.mistake(key, "holds a character that is not allowed", "1 to 128 of A-Z, a-z, 0-9, _ and -");
            return Optional.empty();
        }
        return name;
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

    /// The URL of the realtime socket for a model, or at Azure for a deployment: `http` becomes `ws`, `https` becomes
    /// `wss`.
    URI socketUrl(String model) {
        String base = baseUrl.toString();
        String socket = base.startsWith("http") ? "ws" + base.substring("http".length()) : base;
        return URI.create(socket + "/realtime?model=" + URLEncoder.encode(model, StandardCharsets.UTF_8));
    }

    /// What a handshake says about us. The header of the dead beta dialect is never among them.
    Map<String, String> headers(CallId call) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (azure) {
            headers.put("api-key", apiKey.reveal());
        } else {
            headers.put("Authorization", "Bearer " + apiKey.reveal());
        }
        organization.ifPresent(name -> headers.put("OpenAI-Organization", name));
        project.ifPresent(name -> headers.put("OpenAI-Project", name));
        if (tellsCall) {
            headers.put("OpenAI-Safety-Identifier", hash(call.value()));
        }
        return headers;
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK knows SHA-256", impossible);
        }
    }
}
