package dev.switchhook.app.store;

import dev.switchhook.domain.settings.Secret;
import dev.switchhook.domain.settings.SettingsReader;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Where the records are kept. Its text form holds neither user nor password.
///
/// @param url JDBC URL of an H2 file, an H2 memory database, or PostgreSQL, with everything that this program needs
///     added; it may hold a password, so [#shown] is for people
/// @param user empty when the URL names the user, or none is needed
/// @param password empty when the URL holds it, or none is needed
public record DatabaseSettings(String url, Optional<String> user, Optional<Secret> password) {

    /// An H2 file below the working directory.
    public static final String DEFAULT_URL = "jdbc:h2:file:./switchhook-data/switchhook";

    private static final String H2_FILE = "jdbc:h2:file:";

    static final String KEY = "switchhook.database-url";

    private static final String USER_KEY = "switchhook.database-user";
    private static final String ALLOWED = "jdbc:h2:file:PATH, jdbc:h2:mem:NAME,"
            + " jdbc:postgresql://HOST[:PORT]/DATABASE[?user=USER&password=PASSWORD]";
    private static final Pattern H2 = Pattern.compile("jdbc:h2:(file|mem):[^;]+(;.*)?", Pattern.DOTALL);
    private static final Pattern LOOPBACK = Pattern.compile("(?i)(localhost|127(\\.\\d+){3}|\\[::1])(:\\d+)?");
    private static final Pattern POSTGRESQL =
            Pattern.compile("jdbc:postgresql://([^/?@]+)/([^/?@]+)(\\?[^\\p{Cntrl}]*)?");

    /// Reads `switchhook.database-url` (default [#DEFAULT_URL]), and the optional `switchhook.database-user` and
    /// `switchhook.database-password`.
    public static DatabaseSettings read(SettingsReader settings) {
        String url = settings.text(KEY, DEFAULT_URL);
        Optional<String> user = settings.text(USER_KEY);
        Optional<Secret> password = settings.secret("switchhook.database-password");
        if (!H2.matcher(url).matches() && !POSTGRESQL.matcher(url).matches()) {
            // The value itself is not repeated: a wrong URL, too, may hold a password.
            settings.mistake(KEY, "is not such a JDBC URL", ALLOWED);
            return new DatabaseSettings(DEFAULT_URL, user, password);
        }
        if (password.isPresent() && user.isEmpty()) {
            settings.mistake(USER_KEY, "is not set, but a password is", "the name of the database's user");
        }
        return new DatabaseSettings(url, user, password);
    }

    /// Adds what every H2 database of this program needs, unless the URL says otherwise.
    public DatabaseSettings {
        if (url.startsWith("jdbc:h2:")) {
            url = with(url, "MODE", "PostgreSQL");
            url = with(url, "DATABASE_TO_LOWER", "TRUE");
            // The program closes its database itself, after the last call; H2's own shutdown hook would come too
            // early.
            url = with(url, "DB_CLOSE_ON_EXIT", "FALSE");
            url = with(url, "LOCK_TIMEOUT", "1000");
        }
        if (url.startsWith("jdbc:h2:file:")) {
            // What is committed is handed to the operating system at once, and not up to a second later: the death of
            // the process must not take a booking back.
            url = with(url, "WRITE_DELAY", "0");
        }
        if (url.startsWith("jdbc:h2:mem:")) {
            url = with(url, "DB_CLOSE_DELAY", "-1");
        }
    }

    private static String with(String url, String name, String value) {
        return url.toUpperCase(java.util.Locale.ROOT).contains(";" + name + "=") ? url : url + ";" + name + "=" + value;
    }

    /// Whether the database is PostgreSQL; otherwise it is H2.
    public boolean isPostgresql() {
        return url.startsWith("jdbc:postgresql:");
    }

    /// Whether the database is PostgreSQL on another host than this one, so that processes on several hosts may share
    /// it.
    public boolean isElsewhere() {
        Matcher postgresql = POSTGRESQL.matcher(url);
        return postgresql.matches()
                && !Stream.of(postgresql.group(1).split(","))
                        .allMatch(host -> LOOPBACK.matcher(host).matches());
    }

    /// The path of the H2 file, as the URL states it; empty when the database is none.
    public Optional<String> h2File() {
        return url.startsWith(H2_FILE)
                ? Optional.of(url.substring(H2_FILE.length()).replaceFirst("(?s);.*", ""))
                : Optional.empty();
    }

    /// The URL without credentials and options, for the start banner and for messages.
    public String shown() {
        return url.replaceFirst("(?s)[;?].*", "");
    }

    @Override
    public String toString() {
        return shown();
    }
}
