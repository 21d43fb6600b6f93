package dev.switchhook.app;

import dev.switchhook.domain.port.registry.NodeId;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

/// The name of this process among all that ever ran.
final class ThisNode {

    private static final int LONGEST_HOST = 40;

    private ThisNode() {}

    /// The name of the host, for whoever reads the registry, and something that no other start has.
    static NodeId named() {
        return named(hostName());
    }

    static NodeId named(String host) {
        String clean = host.replaceAll("[^A-Za-z0-9._-]", "_");
        String start = clean.isEmpty() ? "node" : clean.substring(0, Math.min(LONGEST_HOST, clean.length()));
        return new NodeId(start + "-" + UUID.randomUUID().toString().substring(0, 13));
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "node";
        }
    }
}
