package dev.switchhook.app.console.access;

import dev.switchhook.domain.settings.Secret;
import dev.switchhook.domain.settings.SettingsReader;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Whether there is a console, and who may see it.
///
/// @param users who may log in; with nobody, and when it is not open, there is no console
/// @param open whether whoever sits at this machine may do everything without logging in
/// @param secret signs the cookies; without one each start makes its own
/// @param origin where people open it, scheme and authority
public record ConsoleSettings(List<ConsoleUser> users, boolean open, Optional<Secret> secret, URI origin) {

    /// The property of the container by which the console's beans know that they are wanted; decided by
    /// [#framework()] alone.
    public static final String ON = "switchhook.console.on";

    /// The section of all who may log in.
    public static final String USERS = "switchhook.console.users";

    /// The name of the one user that has a password and no section.
    public static final String OPERATOR = "operator";

    private static final String PASSWORD = "switchhook.console.password";
    private static final String SECRET = "switchhook.console.secret";
    private static final String OPEN = "switchhook.console.open";
    private static final String URL = "switchhook.console.url";
    private static final int SHORTEST_PASSWORD = 12;
    private static final int SHORTEST_SECRET = 32;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,30}");

    /// Keeps its own copy.
    public ConsoleSettings {
        users = List.copyOf(users);
    }

    /// Whether there is a console.
    public boolean on() {
        return open || !users.isEmpty();
    }

    /// What the framework is told about it, stronger than everything else: nothing of the console and of its guard
    /// exists unless it is on, and then both do.
    public Map<String, String> framework() {
        if (!on()) {
            return Map.of(ON, "false", "micronaut.security.enabled", "false");
        }
        Map<String, String> all = new HashMap<>(Map.of(
                ON,
                "true",
                "micronaut.security.enabled",
                "true",
                // Behind a proxy on this machine all our own pages would look to the framework like somebody else's;
                // where requests may come from is told by Origins.
                "micronaut.server.cors.localhost-pass-through",
                "true",
                // What the framework would offer by itself: ours are others, and tokens tell nothing to anybody.
                "micronaut.security.endpoints.introspection.enabled",
                "false",
                "micronaut.security.endpoints.login.enabled",
                "false",
                "micronaut.security.endpoints.logout.enabled",
                "false",
                "micronaut.security.endpoints.oauth.enabled",
                "false"));
        all.putAll(Map.of(
                "micronaut.router.static-resources.console.mapping",
                "/console/assets/**",
                "micronaut.router.static-resources.console.paths",
                "classpath:assets",
                "micronaut.router.static-resources.webjars.mapping",
                "/console/webjars/**",
                "micronaut.router.static-resources.webjars.paths",
                "classpath:META-INF/resources/webjars"));
        return Map.copyOf(all);
    }

    /// Reads them, and notes every mistake.
    ///
    /// @param publicUrl the origin under which the world reaches the program
    public static ConsoleSettings read(SettingsReader settings, URI publicUrl) {
        List<ConsoleUser> users = new ArrayList<>();
        password(PASSWORD, settings)
                .ifPresent(password -> users.add(new ConsoleUser(OPERATOR, password, ConsoleRole.ALL)));
        for (String name : settings.names(USERS)) {
            user(name, settings).ifPresent(users::add);
        }
        if (users.stream().map(ConsoleUser::name).distinct().count() < users.size()) {
            settings.mistake(USERS + "." + OPERATOR, "is there twice", "this section or " + PASSWORD + ", not both");
        }
        return new ConsoleSettings(
                users,
                settings.choice(OPEN, Set.of("none", "loopback"), "none").equals("loopback"),
                secret(settings),
                origin(settings, publicUrl));
    }

    private static Optional<ConsoleUser> user(String name, SettingsReader settings) {
        String section = USERS + "." + name;
        if (!NAME.matcher(name).matches()) {
            settings.mistake(section, "is no name", "a letter a-z, and up to 30 of a-z, 0-9 and -");
        }
        Set<String> roles =
                new LinkedHashSet<>(settings.words(section + ".roles", ConsoleRole.ALL, List.of(ConsoleRole.VIEW)));
        roles.add(ConsoleRole.VIEW);
        Optional<Secret> password = password(section + ".password", settings);
        if (settings.secret(section + ".password").isEmpty()) {
            settings.mistake(section + ".password", "is not set", "at least " + SHORTEST_PASSWORD + " characters");
        }
        return password.map(secret -> new ConsoleUser(name, secret, roles));
    }

    private static Optional<Secret> password(String key, SettingsReader settings) {
        return longEnough(key, SHORTEST_PASSWORD, settings);
    }

    private static Optional<Secret> secret(SettingsReader settings) {
        return longEnough(SECRET, SHORTEST_SECRET, settings);
    }

    private static Optional<Secret> longEnough(String key, int least, SettingsReader settings) {
        Optional<Secret> secret = settings.secret(key);
        if (secret.isPresent() && secret.get().reveal().length() < least) {
            settings.mistake(key, "is too short", "at least " + least + " characters");
            return Optional.empty();
        }
        return secret;
    }

    /// What is wrong with an open console, if this server is reached by anybody but this machine.
    ///
    /// @param host the address that the server listens on; none for all of them
    public Optional<String> mistake(Optional<String> host) {
        return open && host.filter(Loopback::isName).isEmpty()
                ? Optional.of(SettingsReader.environmentName(OPEN)
                        + ": 'loopback' needs a server that only this machine reaches; allowed: none, or"
                        + " micronaut.server.host: 127.0.0.1 with it")
                : Optional.empty();
    }

    private static URI origin(SettingsReader settings, URI publicUrl) {
        if (settings.text(URL).isEmpty()) {
            return publicUrl;
        }
        URI url = settings.url(URL, "", Set.of("https", "http"));
        if (!url.getRawPath().isEmpty()) {
            settings.mistake(URL, "has a path", "https://HOST[:PORT]; http only on a loopback address");
            return publicUrl;
        }
        return url;
    }
}
