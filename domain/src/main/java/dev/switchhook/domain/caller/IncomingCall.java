package dev.switchhook.domain.caller;

/// A call as the carrier announced it in a request whose origin was proven.
///
/// @param id the carrier's id of the call
/// @param from who calls; a hint, never a proof
/// @param to which of our numbers was called
/// @param attestation whether a carrier has vouched for `from`
public record IncomingCall(CallId id, PhoneNumber from, PhoneNumber to, Attestation attestation) {

    /// A call whose number nobody has vouched for.
    public IncomingCall(CallId id, PhoneNumber from, PhoneNumber to) {
        this(id, from, to, Attestation.ABSENT);
    }
}
