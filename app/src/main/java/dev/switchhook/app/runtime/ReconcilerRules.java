package dev.switchhook.app.runtime;

import java.time.Duration;

/// The rhythm of a reconciler.
///
/// @param renewEvery how often a node says that it lives
/// @param lease for how long that counts
/// @param lookEvery how often it looks for calls that need somebody
/// @param patience how long a call without an owner, or one that is being ended, is left alone
/// @param takesAnyEnding whether a call that is being ended is taken over even from a healthy owner
public record ReconcilerRules(
        Duration renewEvery, Duration lease, Duration lookEvery, Duration patience, boolean takesAnyEnding) {

    /// The rules that fit: a lease of 6 s renewed every 2 s, a look every second, 10 s of patience. Sources: fault
    /// row P4 and the hang-up design.
    public static ReconcilerRules standard() {
        return new ReconcilerRules(
                Duration.ofSeconds(2), Duration.ofSeconds(6), Duration.ofSeconds(1), Duration.ofSeconds(10), true);
    }
}
