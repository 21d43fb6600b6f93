package dev.switchhook.app.filing;

import dev.switchhook.app.store.BoundedDatabase.Transaction;
import dev.switchhook.domain.caller.PhoneNumber;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Marks by which a caller is found again although the number is not kept: a keyed hash of it, 32
/// hexadecimal digits.
///
/// The key is in the database, the same for all processes, and made when it is needed first. So a mark that
/// left the house tells nobody the number, and whoever has the whole database can try out all numbers. Safe
/// for use by several threads.
public final class CallerMarks {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final int DIGITS = 32;

    private final byte[] key;

    /// Marks of this key.
    ///
    /// @param key 64 hexadecimal digits
    CallerMarks(String key) {
        this.key = HexFormat.of().parseHex(key);
    }

    /// The marks of a database.
    static CallerMarks of(Transaction work) throws SQLException {
        Optional<String> known = key(work);
        if (known.isPresent()) {
            return new CallerMarks(known.get());
        }
        byte[] fresh = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(fresh);
        work.update(
                "insert into caller_key (id, secret) values (1, ?) on conflict do nothing",
                HexFormat.of().formatHex(fresh));
        return new CallerMarks(key(work).orElseThrow());
    }

    private static Optional<String> key(Transaction work) throws SQLException {
        return work.first(row -> row.getString(1), "select secret from caller_key where id = 1");
    }

    /// The mark of a number; empty when it is nobody's.
    public Optional<String> of(PhoneNumber number) {
        return number.e164().map(this::mark);
    }

    private String mark(String number) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            byte[] hash = mac.doFinal(number.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
