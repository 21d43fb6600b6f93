package dev.switchhook.app.config;

import dev.switchhook.domain.settings.SettingsReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/// Where health and metrics are told, and how other nodes find this one there.
///
/// @param host the address that is listened on; a loopback address keeps it to this machine
/// @param port the port, or 0 for any free one
/// @param nodeAddress how other nodes reach that port, when it is not on the same machine
public record ManagementSettings(String host, int port, Optional<URI> nodeAddress) {

    private static final String LOOPBACK = "127.0.0.1";

    static ManagementSettings read(SettingsReader settings) {
        return new ManagementSettings(
                host(settings), settings.number("switchhook.management.port", 8081, 0, 65_535), address(settings));
    }

    /// What other nodes are told.
    ///
    /// @param listening the port that is really listened on
    public String nodeAddress(int listening) {
        return nodeAddress.map(URI::toString).orElse("http://" + LOOPBACK + ":" + listening);
    }

    private static String host(SettingsReader settings) {
        String key = "switchhook.management.host";
        String host = settings.text(key, LOOPBACK);
        if (!host.matches("[A-Za-z0-9.:_-]{1,253}")) {
            settings.mistake(key, "is not a host", "an address of this machine, or 0.0.0.0 for all of them");
            return LOOPBACK;
        }
        return host;
    }

    /// Nodes ask each other on a private network and tell each other nothing secret, so clear text is allowed.
    private static Optional<URI> address(SettingsReader settings) {
        String key = "switchhook.node-address";
        Optional<String> text = settings.text(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text.get());
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            boolean bare = uri.getRawUserInfo() == null
                    && uri.getRawPath().isEmpty()
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            if (web && bare && uri.getHost() != null && uri.getPort() != 0 && uri.getPort() <= 65_535) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException _) {
            // Told below, together with URLs that say too much or too little.
        }
        settings.mistake(key, "is not such an address", "http://HOST:PORT of the management port, without a path");
        return Optional.empty();
    }
}
