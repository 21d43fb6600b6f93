package dev.switchhook.app.console.access;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpHeaders;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Tells browsers what pages of the console may do: nothing but what comes from here, and nothing that stands in the
/// page itself. Around every other filter, so that refusals have it, too.
@Order(Ordered.HIGHEST_PRECEDENCE)
@ServerFilter({"/console/**", "/phone/**"})
final class PageHeaders {

    private static final String FOREVER = "public, max-age=31536000, immutable";

    private final Origins origins;
    private final Sessions sessions;

    PageHeaders(Origins origins, Sessions sessions) {
        this.origins = origins;
        this.sessions = sessions;
    }

    @ResponseFilter
    void add(HttpRequest<?> request, MutableHttpResponse<?> response) {
        String path = request.getPath();
        MutableHttpHeaders headers = response.getHeaders();
        headers.set("Content-Security-Policy", policy(request));
        headers.set("X-Content-Type-Options", "nosniff");
        // Not no-referrer: then browsers would hide the origin of our own forms from us.
        headers.set("Referrer-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Permissions-Policy", ConsolePaths.isPhone(path) ? "microphone=(self)" : "microphone=()");
        if (origins.secure()) {
            headers.set("Strict-Transport-Security", "max-age=31536000");
        }
        if (ConsolePaths.isStatic(path) && response.code() < 400) {
            headers.set("Cache-Control", FOREVER);
            headers.remove("Expires");
        } else {
            headers.set("Cache-Control", "no-store");
            goOn(request, response);
        }
    }

    /// A stream is no sign that somebody is there.
    private void goOn(HttpRequest<?> request, MutableHttpResponse<?> response) {
        boolean stream = response.getContentType()
                .filter(type -> type.getName().startsWith("text/event-stream"))
                .isPresent();
        boolean handled = response.getHeaders().getAll("Set-Cookie").isEmpty();
        if (!stream && handled) {
            sessions.goOn(request, response);
        }
    }

    private String policy(HttpRequest<?> request) {
        String sockets = origins.ours(request).stream()
                .sorted()
                .map(origin -> "ws" + origin.substring("http".length()))
                .collect(Collectors.joining(" "));
        return Stream.of(
                        "default-src 'none'",
                        "script-src 'self'",
                        "style-src 'self'",
                        "img-src 'self' data:",
                        "connect-src 'self' " + sockets,
                        "media-src 'self' blob:",
                        "worker-src 'self'",
                        "font-src 'self'",
                        "form-action 'self'",
                        "frame-ancestors 'none'",
                        "base-uri 'none'")
                .collect(Collectors.joining("; "));
    }
}
