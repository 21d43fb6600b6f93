package dev.switchhook.app.console;

import dev.switchhook.app.console.access.Visitor;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.micronaut.context.BeanProvider;
import io.micronaut.core.order.OrderUtil;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Renders the templates of `src/main/jte`, which were turned into classes with the program. Safe for use by several
/// threads.
@Singleton
public final class Pages {

    /// Says of an answer that people can read it as it is.
    static final String READABLE = "readable";

    private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
    private final BeanProvider<ConsolePage> pages;

    /// Asked for when a page is rendered: pages are made of this.
    Pages(BeanProvider<ConsolePage> pages) {
        this.pages = pages;
    }

    /// A whole page, for somebody who was let in.
    ///
    /// @param title of the page
    /// @param template its template without the ending, such as `console/home`; it has a parameter `shell`
    /// @param parameters all other parameters of the template, by name
    public MutableHttpResponse<String> page(
            HttpRequest<?> request, String title, String template, Map<String, ?> parameters) {
        Map<String, Object> all = new HashMap<>(parameters);
        all.put("shell", shell(request, title));
        return html(render(template, all));
    }

    /// A part of a page, for htmx.
    ///
    /// @param template its template, as above, without a `shell` unless that is among the parameters
    public MutableHttpResponse<String> fragment(String template, Map<String, ?> parameters) {
        return html(render(template, parameters));
    }

    /// The text of a template, for a stream.
    public String render(String template, Map<String, ?> parameters) {
        StringOutput output = new StringOutput();
        templates.render(template + ".jte", new HashMap<>(parameters), output);
        return output.toString();
    }

    /// What stands around a page.
    public Shell shell(HttpRequest<?> request, String title) {
        Visitor visitor = Visitor.of(request);
        String path = request.getPath();
        List<ConsolePage> known = new ArrayList<>(pages.stream().toList());
        OrderUtil.sort(known);
        // The console's first page is above all others, and yet not where they belong to.
        String section = known.stream()
                .map(ConsolePage::path)
                .filter(root -> path.equals(root) || path.startsWith(root + "/"))
                .max((one, other) -> Integer.compare(one.length(), other.length()))
                .orElse("");
        List<Shell.Link> links = known.stream()
                .filter(page -> visitor.may(page.role()))
                .map(page ->
                        new Shell.Link(page.path(), page.title(), page.path().equals(section)))
                .toList();
        return new Shell(title, path, visitor, links);
    }

    private static MutableHttpResponse<String> html(String text) {
        return readable(HttpResponse.ok(text).contentType(MediaType.TEXT_HTML_TYPE));
    }

    /// The same answer, whose words are meant for whoever has asked. Other refusals are told in the console's own
    /// words.
    public static <T> MutableHttpResponse<T> readable(MutableHttpResponse<T> response) {
        response.setAttribute(READABLE, true);
        return response;
    }

    /// A refusal in words, for somebody who has asked for a part of a page; it holds nothing but those words.
    public MutableHttpResponse<String> refusal(HttpStatus status, String words) {
        return fragment("console/parts/refusal", Map.of("words", words)).status(status);
    }
}
