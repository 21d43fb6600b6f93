package dev.switchhook.app.tools;

import dev.switchhook.domain.caller.CallId;

/// What the model wants, told apart from how often it says so: the call, the tool, and the arguments in canonical form.
/// The same intent takes effect once.
///
/// @param fingerprint SHA-256 of the canonical arguments, 64 hexadecimal digits
public record Intent(CallId call, String tool, String fingerprint) {

    /// The idempotency key: at most 200 characters. A tool keeps it with its effect, under a unique constraint.
    public String key() {
        return call + ":" + tool + ":" + fingerprint;
    }
}
