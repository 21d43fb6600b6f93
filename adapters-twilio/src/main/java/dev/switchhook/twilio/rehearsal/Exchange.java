package dev.switchhook.twilio.rehearsal;

import java.net.URI;
import java.util.UUID;

/// What all calls of one rehearsed Twilio share.
///
/// @param accountSid the account
/// @param authToken its token, which signs everything
/// @param voiceUrl the public URL of the voice webhook
/// @param statusUrl the public URL of the status callback
record Exchange(
        String accountSid,
        String authToken,
        URI voiceUrl,
        URI statusUrl,
        Route route,
        Webhooks webhooks,
        Ledger ledger) {

    /// A new SID: two letters and 32 hex digits.
    static String newSid(String prefix) {
        return prefix + UUID.randomUUID().toString().replace("-", "");
    }

    /// Hides the token.
    @Override
    public String toString() {
        return "Exchange[" + voiceUrl + "]";
    }
}
