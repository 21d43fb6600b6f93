package dev.switchhook.app.console.access;

import io.micronaut.http.HttpRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/// What is certain to come from this very machine.
final class Loopback {

    private static final Pattern NAME = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[?::1]?");
    private static final Pattern AUTHORITY = Pattern.compile("(localhost|127(\\.[0-9]{1,3}){3}|\\[::1])(:[0-9]{1,5})?");

    private Loopback() {}

    /// Whether a name without a port is one of this machine for itself.
    static boolean isName(String host) {
        return NAME.matcher(host).matches();
    }

    /// The `Host` header, when it names this machine.
    static Optional<String> authority(HttpRequest<?> request) {
        return request.getHeaders()
                .findFirst("Host")
                .filter(host -> AUTHORITY.matcher(host).matches());
    }

    /// Whether somebody at this machine asks for this machine. A page of somebody else whose name was made to lead
    /// here (DNS rebinding) has another `Host`, and what a proxy passes on says for whom.
    static boolean isOwn(HttpRequest<?> request) {
        return authority(request).isPresent()
                && request.getHeaders().getAll("Host").size() == 1
                && request.getRemoteAddress().getAddress() != null
                && request.getRemoteAddress().getAddress().isLoopbackAddress()
                && request.getHeaders().names().stream()
                        .noneMatch(name -> name.regionMatches(true, 0, "X-Forwarded-", 0, 12)
                                || name.equalsIgnoreCase("Forwarded")
                                || name.equalsIgnoreCase("X-Real-IP"));
    }
}
