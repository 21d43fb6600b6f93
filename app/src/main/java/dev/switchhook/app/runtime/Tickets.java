package dev.switchhook.app.runtime;

import dev.switchhook.domain.port.line.StreamTicket;
import java.security.SecureRandom;
import java.util.Base64;

/// Makes one-time tickets out of 256 random bits. Safe for use by several threads.
final class Tickets {

    private final SecureRandom random = new SecureRandom();

    StreamTicket next() {
        byte[] bits = new byte[32];
        random.nextBytes(bits);
        return new StreamTicket(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
    }
}
