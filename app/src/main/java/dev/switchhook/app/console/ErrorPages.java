package dev.switchhook.app.console;

import dev.switchhook.app.console.access.Visitor;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Turns every refusal and every failure below the console into something that people can read, or that scripts can:
/// the framework's own answers may carry the text of an exception. Answers of [Pages] stay as they are.
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
@ServerFilter({"/console/**", "/phone/**"})
final class ErrorPages {

    private static final String LOG_IN = "/console/log-in";

    private final Pages pages;

    ErrorPages(Pages pages) {
        this.pages = pages;
    }

    @ResponseFilter
    void rewrite(HttpRequest<?> request, MutableHttpResponse<?> response) {
        if (response.code() < 400 || response.getAttribute(Pages.READABLE).isPresent()) {
            return;
        }
        Trouble trouble = Trouble.of(response.code());
        if (isPage(request)) {
            page(request, response, trouble);
        } else if (accepts(request, "application/json")) {
            text(response, MediaType.APPLICATION_JSON_TYPE, "{\"error\":\"" + trouble.words() + "\"}");
        } else if (request.getHeaders().contains("HX-Request")) {
            text(
                    response,
                    MediaType.TEXT_HTML_TYPE,
                    pages.render("console/parts/refusal", Map.of("words", trouble.words())));
        } else {
            text(response, MediaType.TEXT_PLAIN_TYPE, trouble.words());
        }
    }

    private void page(HttpRequest<?> request, MutableHttpResponse<?> response, Trouble trouble) {
        if (response.code() == HttpStatus.UNAUTHORIZED.getCode()) {
            String next = request.getMethod() == HttpMethod.GET
                    ? "?next=" + URLEncoder.encode(request.getUri().getRawPath(), StandardCharsets.UTF_8)
                    : "";
            response.status(HttpStatus.SEE_OTHER);
            response.getHeaders().set("Location", LOG_IN + next);
            response.body(null);
            return;
        }
        String html = Visitor.find(request).isPresent()
                ? pages.render(
                        "console/trouble", Map.of("shell", pages.shell(request, trouble.title()), "trouble", trouble))
                : pages.render("console/trouble-outside", Map.of("trouble", trouble));
        text(response, MediaType.TEXT_HTML_TYPE, html);
    }

    @SuppressWarnings("unchecked")
    private static void text(MutableHttpResponse<?> response, MediaType type, String text) {
        ((MutableHttpResponse<String>) response).body(text).contentType(type);
    }

    private static boolean isPage(HttpRequest<?> request) {
        return !request.getHeaders().contains("HX-Request") && accepts(request, "text/html");
    }

    private static boolean accepts(HttpRequest<?> request, String type) {
        return request.accept().stream().anyMatch(accepted -> accepted.getName().equals(type));
    }
}
