package dev.switchhook.twilio.rehearsal;

import java.util.UUID;

/// What all calls of one rehearsed Twilio share.
///
/// @param accountSid the account
/// @param authToken its token, which signs everything
/// @param number how the number is configured that is called
record Exchange(
        String accountSid, String authToken, NumberSettings number, Route route, Webhooks webhooks, Ledger ledger) {

    /// A new SID: two letters and 32 hex digits.
    static String newSid(String prefix) {
        return prefix + UUID.randomUUID().toString().replace("-", "");
    }

    /// Hides the token.
    @Override
    public String toString() {
        return "Exchange[" + number.voiceUrl() + "]";
    }
}
