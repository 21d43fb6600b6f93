package dev.switchhook.twilio;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Our addresses as Twilio sees them, built from the configured origin alone: `Host` and `X-Forwarded-*` headers are
/// anybody's.
///
/// @param origin scheme, host and optional port, nothing else
public record PublicAddress(URI origin) {

    /// The address of a webhook.
    ///
    /// @param path raw, begins with a slash
    public String http(String path) {
        return origin.getScheme() + "://" + origin.getRawAuthority() + path;
    }

    /// The address of a WebSocket: `wss`, or `ws` when the origin is clear text, which is for loopback addresses
    /// only.
    ///
    /// @param path raw, begins with a slash
    public String socket(String path) {
        return socketScheme() + "://" + origin.getRawAuthority() + path;
    }

    /// Every URL that Twilio may have signed for a request to a webhook: it keeps the port in some cases and drops
    /// it in others (Twilio's "Security" page).
    ///
    /// @param rawQuery undecoded; null when the request has none
    public Set<String> signedWebhooks(String rawPath, @Nullable String rawQuery) {
        return spellings(origin.getScheme(), rawPath + query(rawQuery));
    }

    /// Every URL that Twilio may have signed for the handshake of a WebSocket: as a webhook, and each with a
    /// trailing slash. Twilio itself knows secure sockets only, so `wss` is among the spellings of a clear-text
    /// origin, too.
    ///
    /// @param rawQuery undecoded; null when the request has none, which is how Twilio asks
    public Set<String> signedSockets(String rawPath, @Nullable String rawQuery) {
        Set<String> all = new LinkedHashSet<>();
        for (String scheme : List.of("wss", socketScheme())) {
            all.addAll(spellings(scheme, rawPath + query(rawQuery)));
            if (rawQuery == null && !rawPath.endsWith("/")) {
                all.addAll(spellings(scheme, rawPath + "/"));
            }
        }
        return all;
    }

    private Set<String> spellings(String scheme, String rest) {
        int standard = scheme.equals("https") || scheme.equals("wss") ? 443 : 80;
        int port = origin.getPort() < 0 ? standard : origin.getPort();
        Set<String> all = new LinkedHashSet<>();
        all.add(scheme + "://" + origin.getRawAuthority() + rest);
        all.add(scheme + "://" + origin.getHost() + rest);
        all.add(scheme + "://" + origin.getHost() + ":" + port + rest);
        return all;
    }

    private String socketScheme() {
        return origin.getScheme().equals("https") ? "wss" : "ws";
    }

    private static String query(@Nullable String rawQuery) {
        return rawQuery == null ? "" : "?" + rawQuery;
    }
}
