package dev.switchhook.app.tools.http;

import dev.switchhook.domain.settings.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Proves to an endpoint that a request is ours and fresh: HMAC-SHA256 of the time, the method, the path with its
/// query,
/// and the body.
final class RequestSignature {

    /// The header that holds it.
    static final String HEADER = "Switchhook-Signature";

    private static final String ALGORITHM = "HmacSHA256";

    private final Secret secret;

    RequestSignature(Secret secret) {
        this.secret = secret;
    }

    /// The value of the header: `t=`, the seconds since 1970, `,v1=`, and 64 hexadecimal digits.
    String of(Instant now, String method, URI url, String body) {
        String target = url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
        String time = Long.toString(now.getEpochSecond());
        String signed = String.join("\n", time, method, target, body);
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            byte[] digits = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
            return "t=" + time + ",v1=" + HexFormat.of().formatHex(digits);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
