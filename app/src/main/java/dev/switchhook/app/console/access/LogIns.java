package dev.switchhook.app.console.access;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Lets people in and out. Safe for use by several threads.
@Singleton
public final class LogIns {

    private static final int PER_USER = 10;
    private static final int PER_ADDRESS = 30;
    /// How long somebody has to wait at most who has tried too often.
    public static final Duration WINDOW = Duration.ofMinutes(10);

    /// What the password of nobody is compared with, so that an unknown name takes as long as a known one.
    private static final String NOBODY = "no such password, and nothing is equal to it";

    private final Map<String, ConsoleUser> users;
    private final Sessions sessions;
    private final ConsoleKey key;
    private final Attempts byUser;
    private final Attempts byAddress;

    LogIns(ConsoleSettings settings, Sessions sessions, ConsoleKey key, InstantSource clock) {
        this.users = settings.users().stream().collect(Collectors.toUnmodifiableMap(ConsoleUser::name, user -> user));
        this.sessions = sessions;
        this.key = key;
        this.byUser = new Attempts(PER_USER, WINDOW, clock);
        this.byAddress = new Attempts(PER_ADDRESS, WINDOW, clock);
    }

    /// How an attempt ended.
    public enum Outcome {
        /// They are in; the answer has their cookie.
        IN,
        /// Name and password do not belong together, or there is no such name: nobody is told which.
        WRONG,
        /// There were too many wrong ones.
        TOO_MANY
    }

    /// Lets somebody in whose password is right.
    ///
    /// @param response is given the cookie then
    public Outcome attempt(String name, String password, HttpRequest<?> request, MutableHttpResponse<?> response) {
        String address = neighbourhood(request.getRemoteAddress().getAddress());
        // Both count, so that neither is spared because of the other one.
        boolean userMay = byUser.allows(name);
        boolean addressMay = byAddress.allows(address);
        if (!userMay || !addressMay) {
            return Outcome.TOO_MANY;
        }
        ConsoleUser user = users.get(name);
        String expected = user == null ? NOBODY : user.password().reveal();
        if (!same(password, expected) || user == null) {
            byUser.failed(name);
            byAddress.failed(address);
            return Outcome.WRONG;
        }
        byUser.forget(name);
        sessions.begin(user, request, response);
        return Outcome.IN;
    }

    /// Lets somebody out.
    public void leave(HttpRequest<?> request, MutableHttpResponse<?> response) {
        sessions.end(request, response);
    }

    /// Compared after hashing, so that neither content nor length shows in the time that it takes.
    private boolean same(String given, String expected) {
        return MessageDigest.isEqual(key.of("password " + given), key.of("password " + expected));
    }

    /// Whoever has one address of version 6 has the 2^64 beside it.
    private static String neighbourhood(@Nullable InetAddress address) {
        if (address == null) {
            return "";
        }
        byte[] bytes = address.getAddress();
        return new String(bytes, 0, Math.min(8, bytes.length), StandardCharsets.ISO_8859_1);
    }
}
