package dev.switchhook.domain.caller;

/// Whether a carrier has vouched for the number that was shown. Even full attestation says who may use the number, not
/// who is speaking.
public enum Attestation {
    /// The caller's own carrier knows the customer and that the number is theirs.
    FULL,
    /// A carrier has vouched for less than that.
    PARTIAL,
    /// Somebody has vouched for the number, and the proof is wrong.
    FAILED,
    /// Nobody has vouched for it, or we were not told.
    ABSENT
}
