package dev.switchhook.twilio.rehearsal;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Twilio's request signature (`wire/twilio.md 3.1`): HMAC-SHA1 of the URL followed by every form parameter in the
/// order of names.
final class WebhookSignature {

    private WebhookSignature() {}

    /// The value of `X-Twilio-Signature`.
    ///
    /// @param form decoded parameters; empty for a WebSocket handshake
    static String of(String token, URI url, Map<String, String> form) {
        StringBuilder text = new StringBuilder(signedForm(url));
        new TreeMap<>(form).forEach((name, value) -> text.append(name).append(value));
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA1", e);
        }
    }

    /// The URL without its fragment, and over TLS without its port, which Twilio drops before it signs.
    private static String signedForm(URI url) {
        boolean secure = "https".equals(url.getScheme()) || "wss".equals(url.getScheme());
        String authority = secure ? url.getHost() : url.getRawAuthority();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return url.getScheme() + "://" + authority + url.getRawPath() + query;
    }
}
