package dev.switchhook.app.console.access;

import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which pages a request may come from: those of the console itself. A browser says so by `Origin`, which no page can
/// change. Safe for use by several threads.
@Singleton
public final class Origins {

    private final URI console;

    Origins(ConsoleSettings settings) {
        this.console = settings.origin();
    }

    /// Whether a page of ours has sent it, for whatever changes something and for WebSockets: there browsers always
    /// say where they come from, so that silence is a refusal.
    public boolean isOurs(HttpRequest<?> request) {
        List<String> stated = request.getHeaders().getAll("Origin");
        return stated.size() == 1 && ours(request).contains(stated.getFirst());
    }

    /// Whether no page of somebody else has sent it, for what is only looked at: browsers do not name the origin of
    /// requests to the page's own server.
    public boolean isNobodyElses(HttpRequest<?> request) {
        if (!request.getHeaders().getAll("Origin").isEmpty()) {
            return isOurs(request);
        }
        Optional<String> site = request.getHeaders().findFirst("Sec-Fetch-Site");
        return site.isEmpty() || site.get().equals("same-origin") || site.get().equals("none");
    }

    /// The origins under which this request may have found the console: the configured one, and this machine's own
    /// names as the request has used them.
    Set<String> ours(HttpRequest<?> request) {
        String configured = console.getScheme() + "://" + console.getRawAuthority();
        return Loopback.authority(request)
                .map(host -> Set.copyOf(List.of(configured, "http://" + host)))
                .orElse(Set.of(configured));
    }

    /// Whether browsers reach the console through TLS.
    boolean secure() {
        return "https".equals(console.getScheme());
    }
}
