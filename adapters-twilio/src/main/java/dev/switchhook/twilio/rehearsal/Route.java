package dev.switchhook.twilio.rehearsal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Leads from the bridge's public URLs to the loopback address where it really listens. A rehearsal never leaves
/// this machine: every other host has no route. Safe for use by any thread.
final class Route {

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

    private final String publicHost;
    private volatile @Nullable InetSocketAddress bridge;

    Route(URI publicBaseUrl) {
        publicHost = publicBaseUrl.getHost();
    }

    /// From now on the public host is found at this address.
    void leadTo(InetSocketAddress address) {
        if (address.isUnresolved() || !address.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException("a rehearsal calls loopback addresses only");
        }
        bridge = address;
    }

    /// Where to connect for a URL; nothing when it is neither the bridge nor on this machine.
    Optional<InetSocketAddress> to(URI url) {
        InetSocketAddress known = bridge;
        if (known != null && publicHost.equalsIgnoreCase(url.getHost())) {
            return Optional.of(known);
        }
        if (!LOOPBACK.matcher(String.valueOf(url.getHost())).matches()) {
            return Optional.empty();
        }
        boolean secure = "https".equals(url.getScheme()) || "wss".equals(url.getScheme());
        try {
            InetAddress host = InetAddress.getByName(url.getHost());
            int port = url.getPort() >= 0 ? url.getPort() : 80;
            return secure ? Optional.empty() : Optional.of(new InetSocketAddress(host, port));
        } catch (UnknownHostException _) {
            return Optional.empty();
        }
    }
}
