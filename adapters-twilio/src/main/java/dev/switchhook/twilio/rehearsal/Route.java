package dev.switchhook.twilio.rehearsal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/// Leads from the bridge's public URLs to the loopback addresses where it really listens, one after the
/// other, as a load balancer does. A rehearsal never leaves this machine: every other host has no route. Safe
/// for use by any thread.
final class Route {

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

    private final String publicHost;
    private final AtomicInteger turns = new AtomicInteger();
    private volatile List<InetSocketAddress> bridges = List.of();

    Route(URI publicBaseUrl) {
        publicHost = publicBaseUrl.getHost();
    }

    /// From now on the public host is found at these addresses.
    void leadTo(List<InetSocketAddress> addresses) {
        for (InetSocketAddress address : addresses) {
            if (address.isUnresolved() || !address.getAddress().isLoopbackAddress()) {
                throw new IllegalArgumentException("a rehearsal calls loopback addresses only");
            }
        }
        bridges = List.copyOf(addresses);
    }

    /// Where to connect for a URL, the address whose turn it is first; the others are for the case that it
    /// refuses the connection. Empty when the URL names neither the bridge nor this machine.
    List<InetSocketAddress> to(URI url) {
        List<InetSocketAddress> known = bridges;
        if (!known.isEmpty() && publicHost.equalsIgnoreCase(url.getHost())) {
            List<InetSocketAddress> inTurn = new ArrayList<>(known);
            Collections.rotate(inTurn, -Math.floorMod(turns.getAndIncrement(), known.size()));
            return inTurn;
        }
        boolean secure = "https".equals(url.getScheme()) || "wss".equals(url.getScheme());
        if (secure || !LOOPBACK.matcher(String.valueOf(url.getHost())).matches()) {
            return List.of();
        }
        try {
            InetAddress host = InetAddress.getByName(url.getHost());
            return List.of(new InetSocketAddress(host, url.getPort() >= 0 ? url.getPort() : 80));
        } catch (UnknownHostException _) {
            return List.of();
        }
    }
}
