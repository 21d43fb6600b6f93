package dev.switchhook.app.tools;

import dev.switchhook.domain.caller.Attestation;
import dev.switchhook.domain.caller.IncomingCall;

/// How much is known about who calls, from the least to the most. A shown number is a hint and proves nothing:
/// whatever matters needs a second factor of the business, such as a booking code.
public enum Trust {
    /// Nothing: the number may be withheld.
    ANYONE,
    /// A number in E.164 form was shown.
    NUMBER_SHOWN,
    /// The caller's own carrier has vouched for the number.
    NUMBER_ATTESTED;

    /// What is known about the caller of this call.
    public static Trust of(IncomingCall call) {
        if (call.from().e164().isEmpty()) {
            return ANYONE;
        }
        return call.attestation() == Attestation.FULL ? NUMBER_ATTESTED : NUMBER_SHOWN;
    }

    /// Whether this is as much as that, or more.
    public boolean reaches(Trust wanted) {
        return compareTo(wanted) >= 0;
    }
}
