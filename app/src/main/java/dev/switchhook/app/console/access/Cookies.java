package dev.switchhook.app.console.access;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/// The console's two cookies: the session, and before it the visit to the log-in page. Neither is readable by scripts
/// or
/// sent along by other sites; behind TLS neither travels without it. Safe for use by several threads.
@Singleton
final class Cookies {

    private static final String SESSION = "switchhook";
    private static final String VISIT = "switchhook-visit";

    /// Browsers take a cookie of such a name only from the very host, through TLS and for all paths, so that no
    /// neighbour can plant one. At this machine itself there is no TLS, so there it is called otherwise.
    private static final String PREFIX = "__Host-";

    private final Origins origins;

    Cookies(Origins origins) {
        this.origins = origins;
    }

    Optional<String> session(HttpRequest<?> request) {
        return request.getCookies().findCookie(name(SESSION, request)).map(Cookie::getValue);
    }

    Optional<String> visit(HttpRequest<?> request) {
        return request.getCookies().findCookie(name(VISIT, request)).map(Cookie::getValue);
    }

    /// It lives as long as the browser does; how long it is worth something is written inside.
    void giveSession(String token, HttpRequest<?> request, MutableHttpResponse<?> response) {
        response.cookie(cookie(SESSION, token, request));
    }

    void giveVisit(String visit, HttpRequest<?> request, MutableHttpResponse<?> response) {
        response.cookie(cookie(VISIT, visit, request));
    }

    void takeSession(HttpRequest<?> request, MutableHttpResponse<?> response) {
        response.cookie(cookie(SESSION, "", request).maxAge(Duration.ZERO));
    }

    private Cookie cookie(String name, String value, HttpRequest<?> request) {
        return Cookie.of(name(name, request), value)
                .httpOnly(true)
                .secure(origins.secure())
                .sameSite(SameSite.Strict)
                .path("/");
    }

    private String name(String name, HttpRequest<?> request) {
        boolean own = Loopback.authority(request).isPresent();
        return origins.secure() && !own ? PREFIX + name : name;
    }
}
