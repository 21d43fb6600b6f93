package dev.switchhook.twilio;

import dev.switchhook.domain.settings.Secret;
import dev.switchhook.domain.settings.SettingsReader;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// How this program is known to Twilio, and Twilio to it. Immutable.
///
/// @param accountSid our account: `AC` and 32 hexadecimal digits; every webhook must name it
/// @param authTokens the tokens with which Twilio may sign, the primary one first; that one also opens the REST API.
///     Two during a rotation; none means that no signature is ever right
/// @param apiBaseUrl where the REST API is; its path, if any, comes before Twilio's
/// @param publicUrl the origin under which Twilio reaches us, without a path: what Twilio signs, whatever a proxy
///     rewrites
public record TwilioSettings(String accountSid, List<Secret> authTokens, URI apiBaseUrl, URI publicUrl) {

    private static final Pattern ACCOUNT_SID = Pattern.compile("AC[0-9a-fA-F]{32}");
    private static final String API = "https://api.twilio.com";
    private static final Set<String> SCHEMES = Set.of("https", "http");

    /// Keeps its own copy of the list.
    public TwilioSettings {
        authTokens = List.copyOf(authTokens);
    }

    /// Reads `twilio.account-sid`, `twilio.auth-token`, `twilio.auth-token-secondary`, `twilio.api-base-url` and
    /// `switchhook.public-url`. Mistakes go to the reader; the settings are of use only when there are none.
    ///
    /// @param serving whether Twilio is expected to call: then account, token and public URL must be set. Otherwise
    ///     what is missing stays empty, and every webhook is refused
    public static TwilioSettings read(SettingsReader reader, boolean serving) {
        String account = reader.text("twilio.account-sid", "");
        if (!account.isEmpty() && !ACCOUNT_SID.matcher(account).matches()) {
            reader.mistake("twilio.account-sid", "is not an account SID", "AC and 32 hexadecimal digits");
        }
        List<Secret> tokens = new ArrayList<>();
        reader.secret("twilio.auth-token").ifPresent(tokens::add);
        if (serving && account.isEmpty()) {
            reader.mistake("twilio.account-sid", "is not set", "AC and 32 hexadecimal digits");
        }
        if (serving && tokens.isEmpty()) {
            reader.mistake("twilio.auth-token", "is not set", "the primary auth token of the account");
        }
        reader.secret("twilio.auth-token-secondary").ifPresent(tokens::add);
        URI api = reader.url("twilio.api-base-url", API, SCHEMES);
        return new TwilioSettings(account, tokens, api, publicUrl(reader, serving));
    }

    private static URI publicUrl(SettingsReader reader, boolean serving) {
        String key = "switchhook.public-url";
        String allowed = "https://HOST[:PORT] as Twilio reaches it, or http://HOST[:PORT] on a loopback address";
        if (reader.text(key).isEmpty()) {
            if (serving) {
                reader.mistake(key, "is not set", allowed);
            }
            return URI.create("http://localhost");
        }
        URI url = reader.url(key, "http://localhost", SCHEMES);
        if (!url.getRawPath().isEmpty()) {
            reader.mistake(key, "has a path", allowed);
        }
        return url;
    }

    /// Our addresses as Twilio sees them.
    public PublicAddress address() {
        return new PublicAddress(publicUrl);
    }
}
