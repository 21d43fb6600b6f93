package dev.switchhook.app.runtime;

import dev.switchhook.domain.port.registry.Node;

/// Asks a node directly whether it lives. Slow: it may block for 1 s; it never throws.
@FunctionalInterface
public interface NodeProbe {

    /// Whether the process at the address of the node answers, and is that very node. A node without an address
    /// cannot be asked, and does not count as living.
    boolean lives(Node node);
}
