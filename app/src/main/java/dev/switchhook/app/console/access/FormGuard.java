package dev.switchhook.app.console.access;

import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.filter.FilterBodyParser;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Lets nothing be changed but by the console's own pages (cross-site request forgery): what changes something has to
/// come from them, and to carry the word that only they were given, in the header `X-CSRF-Token` or in the field `csrf`
/// of a form. What is only looked at may not come from pages of somebody else.
@ServerFilter({"/console/**", "/phone/**"})
@Order(FormGuard.AFTER_ROLES)
final class FormGuard {

    /// Who may not do a thing is told that first.
    static final int AFTER_ROLES = 39_250;

    static final String HEADER = "X-CSRF-Token";
    static final String FIELD = "csrf";

    private static final Set<HttpMethod> LOOKING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final Origins origins;
    private final Visits visits;
    private final FilterBodyParser bodies;

    FormGuard(Origins origins, Visits visits, FilterBodyParser bodies) {
        this.origins = origins;
        this.visits = visits;
        this.bodies = bodies;
    }

    /// Answers what must not pass.
    ///
    /// @return in time: the answer, or empty to let it pass
    @RequestFilter
    CompletionStage<Optional<HttpResponse<?>>> judge(HttpRequest<?> request) {
        if (LOOKING.contains(request.getMethod())) {
            // A link on somebody else's page may lead here; scripts and streams of theirs may not.
            boolean link = "navigate".equals(request.getHeaders().get("Sec-Fetch-Mode"))
                    && request.getHeaders().get("Origin") == null;
            return link || origins.isNobodyElses(request) ? pass() : refuse();
        }
        if (!origins.isOurs(request)) {
            return refuse();
        }
        Optional<String> expected =
                Visitor.find(request).map(Visitor::formToken).or(() -> visits.formToken(request));
        if (expected.isEmpty()) {
            return refuse();
        }
        return given(request)
                .thenApply(given ->
                        given.filter(word -> same(word, expected.get())).isPresent() ? Optional.empty() : refusal());
    }

    private CompletionStage<Optional<String>> given(HttpRequest<?> request) {
        List<String> headers = request.getHeaders().getAll(HEADER);
        boolean form = request.getContentType()
                .filter(MediaType.APPLICATION_FORM_URLENCODED_TYPE::equals)
                .isPresent();
        if (!headers.isEmpty() || !form) {
            return CompletableFuture.completedStage(headers.stream().findFirst());
        }
        CompletableFuture<? extends Map<String, Object>> fields = bodies.parseBody(request);
        return fields.handle((read, broken) -> broken == null && read != null
                ? Optional.ofNullable(read.get(FIELD)).map(String::valueOf)
                : Optional.empty());
    }

    private static boolean same(String given, String expected) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    private static CompletionStage<Optional<HttpResponse<?>>> pass() {
        return CompletableFuture.completedStage(Optional.empty());
    }

    private static CompletionStage<Optional<HttpResponse<?>>> refuse() {
        return CompletableFuture.completedStage(refusal());
    }

    private static Optional<HttpResponse<?>> refusal() {
        return Optional.of(HttpResponse.status(HttpStatus.FORBIDDEN));
    }
}
