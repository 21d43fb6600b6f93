package dev.switchhook.app.console.access;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.regex.Pattern;

/// People before they are known: the log-in form belongs to the browser that it was given to, so that nobody can log
/// somebody else in. Safe for use by several threads.
@Singleton
public final class Visits {

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final Cookies cookies;
    private final ConsoleKey key;

    Visits(Cookies cookies, ConsoleKey key) {
        this.cookies = cookies;
        this.key = key;
    }

    /// The word that the log-in form has to carry, when the page was visited before.
    Optional<String> formToken(HttpRequest<?> request) {
        return cookies.visit(request)
                .filter(visit -> WORD.matcher(visit).matches())
                .map(this::formToken);
    }

    /// A visit, and the word that its form has to carry.
    ///
    /// @param id goes into a cookie, by [#remember]
    /// @param formToken goes into the form
    public record Visit(String id, String formToken) {}

    /// The visit that a request belongs to, or a new one.
    public Visit of(HttpRequest<?> request) {
        String id = cookies.visit(request)
                .filter(visit -> WORD.matcher(visit).matches())
                .orElseGet(ConsoleKey::randomWord);
        return new Visit(id, formToken(id));
    }

    /// Lets the browser remember it.
    public void remember(Visit visit, HttpRequest<?> request, MutableHttpResponse<?> response) {
        cookies.giveVisit(visit.id(), request, response);
    }

    private String formToken(String visit) {
        return key.wordOf("visit " + visit);
    }
}
