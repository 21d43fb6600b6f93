package dev.switchhook.xai;

import java.time.Duration;

/// The bounds of one session that are not a matter of configuration.
///
/// @param unsentBytes so much may wait for the connection to take it; beyond, the session ends. The standard is
///     about 24 s of sound: a model that lags so far behind answers something that was said long ago
/// @param waitingBytes so much may wait for the session to become ready; beyond, the oldest sound of the caller goes
/// @param inboxBytes so much may wait for another thread that is at work in the session; beyond, the session ends.
///     Twice the longest message of the provider
/// @param introduction so long we wait for the provider's first message before we introduce ourselves unasked
///     (wire/xai.md 3.3)
/// @param farewell so long a closing connection may take before it is cut
/// @param heartbeat from one WebSocket ping to the next; a peer that sends nothing from one to the next is dead. Well
///     below the 60 s after which load balancers cut quiet connections
record Limits(
        int unsentBytes,
        int waitingBytes,
        int inboxBytes,
        Duration introduction,
        Duration farewell,
        Duration heartbeat) {

    static final Limits STANDARD =
            new Limits(256 * 1024, 128 * 1024, 8 * 1024 * 1024, Duration.ofSeconds(1), Duration.ofSeconds(2));

    /// Other bounds with the standard heartbeat.
    Limits(int unsentBytes, int waitingBytes, int inboxBytes, Duration introduction, Duration farewell) {
        this(unsentBytes, waitingBytes, inboxBytes, introduction, farewell, Duration.ofSeconds(20));
    }
}
