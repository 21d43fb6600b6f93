package dev.switchhook.app.console.access;

import dev.switchhook.domain.settings.Secret;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What sessions and forms are signed with. Safe for use by several threads.
@Singleton
final class ConsoleKey {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int RANDOM_BYTES = 32;

    private final byte[] root;

    ConsoleKey(ConsoleSettings settings) {
        this.root = settings.secret()
                .map(Secret::reveal)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .orElseGet(() -> random(RANDOM_BYTES));
    }

    /// 32 bytes that follow from the secret and a word; what is signed for one purpose is worth nothing for another.
    byte[] of(String purpose) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(root, ALGORITHM));
            return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// The same as a word that fits into a form, a header and a cookie.
    String wordOf(String purpose) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(of(purpose));
    }

    /// A word that nobody guesses.
    static String randomWord() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random(RANDOM_BYTES));
    }

    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
