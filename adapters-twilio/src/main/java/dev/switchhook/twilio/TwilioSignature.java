package dev.switchhook.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchhook.domain.settings.Secret;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Tells whether Twilio has signed a request: HMAC-SHA1 with an auth token over the URL, followed by each form
/// parameter's name and value in the order of the names, in base64 (Twilio's "Security" page).
///
/// Every comparison takes the same time, and all are made, so that an answer's delay says nothing. Immutable; safe
/// for use by several threads.
public final class TwilioSignature {

    /// The request header; its name arrives in any case.
    public static final String HEADER = "X-Twilio-Signature";

    private static final String ALGORITHM = "HmacSHA1";

    private final List<Secret> tokens;

    /// Accepts what was signed with any of these tokens.
    public TwilioSignature(List<Secret> tokens) {
        this.tokens = List.copyOf(tokens);
    }

    /// Whether `signature` is right for one of these URLs with these parameters.
    ///
    /// @param urls the spellings that Twilio may have signed
    /// @param parameters decoded form parameters; empty for a WebSocket handshake
    /// @param signature as received; null, garbage or another length is just wrong
    public boolean isRight(Collection<String> urls, SortedMap<String, String> parameters, @Nullable String signature) {
        byte[] given = (signature == null ? "" : signature).getBytes(UTF_8);
        StringBuilder signed = new StringBuilder();
        parameters.forEach((name, value) -> signed.append(name).append(value));
        boolean right = false;
        for (Secret token : tokens) {
            for (String url : urls) {
                right |= MessageDigest.isEqual(sign(token, url + signed).getBytes(UTF_8), given);
            }
        }
        return right;
    }

    /// The signature of a request of ours, made with the first token; empty without one.
    ///
    /// @param parameters decoded form parameters; empty for a WebSocket handshake
    public String of(String url, SortedMap<String, String> parameters) {
        StringBuilder signed = new StringBuilder(url);
        parameters.forEach((name, value) -> signed.append(name).append(value));
        return tokens.isEmpty() ? "" : sign(tokens.getFirst(), signed.toString());
    }

    private static String sign(Secret token, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(token.reveal().getBytes(UTF_8), ALGORITHM));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
