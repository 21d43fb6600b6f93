package dev.switchhook.domain.port.registry;

/// A node as the registry knows it.
///
/// @param id which one
/// @param address where it can be asked directly whether it lives, such as `http://10.0.0.7:8081`; empty when it
///     cannot be asked
/// @param lapsed whether its lease has run out, by the registry's own clock
public record Node(NodeId id, String address, boolean lapsed) {}
