package dev.switchhook.app.config;

import dev.switchhook.domain.settings.Secret;
import dev.switchhook.domain.settings.SettingsReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where the traces of calls are sent.
///
/// @param endpoint the collector, with the path of its traces; empty when nothing is traced
/// @param sample the part of the calls that is traced, 0 to 1
/// @param headers what the collector wants to be shown, `NAME=VALUE` separated by commas
public record TracingSettings(Optional<URI> endpoint, double sample, Optional<Secret> headers) {

    private static final String ENDPOINT = "switchhook.tracing.otlp-endpoint";
    private static final String HEADERS = "switchhook.tracing.headers";
    private static final String PATH = "/v1/traces";
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    static TracingSettings read(SettingsReader settings) {
        Optional<Secret> headers = settings.secret(HEADERS);
        if (headers.isPresent() && parsed(headers.get()).isEmpty()) {
            settings.mistake(HEADERS, "is no list of headers", "NAME=VALUE, NAME=VALUE");
        }
        return new TracingSettings(
                endpoint(settings, headers.isPresent()),
                settings.decimal("switchhook.tracing.sample", 1, 0, 1),
                headers);
    }

    /// The headers by their names; empty when there are none.
    public Map<String, String> headersByName() {
        return headers.flatMap(TracingSettings::parsed).orElse(Map.of());
    }

    /// A collector stands on a private network and is told nothing private, so clear text is allowed; not so a secret.
    private static Optional<URI> endpoint(SettingsReader settings, boolean secret) {
        Optional<String> text = settings.text(ENDPOINT);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text.get());
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            boolean plain = uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
            if (web && plain && uri.getHost() != null && uri.getPort() != 0 && uri.getPort() <= 65_535) {
                if (secret && "http".equals(uri.getScheme()) && !LOOPBACK.contains(uri.getHost())) {
                    settings.mistake(
                            ENDPOINT,
                            "would show " + SettingsReader.environmentName(HEADERS) + " in clear text",
                            "https, or http on a loopback address, when there are headers");
                }
                return Optional.of(withPath(uri));
            }
        } catch (URISyntaxException _) {
            // Told below, together with URLs that say too much or too little.
        }
        settings.mistake(ENDPOINT, "is not such an address", "http:// or https://HOST[:PORT][/PATH] of a collector");
        return Optional.empty();
    }

    private static URI withPath(URI uri) {
        String path = uri.getRawPath();
        return path.isEmpty() || path.equals("/") ? uri.resolve(PATH) : uri;
    }

    /// Empty when it is no such list.
    private static Optional<Map<String, String>> parsed(Secret secret) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String header : secret.reveal().split(",", -1)) {
            int equals = header.indexOf('=');
            String name = equals < 0 ? "" : header.substring(0, equals).strip();
            String value = header.substring(equals + 1).strip();
            if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}") || !value.matches("[\\x20-\\x7e]{1,4096}")) {
                return Optional.empty();
            }
            headers.put(name, value);
        }
        return Optional.of(headers);
    }
}
