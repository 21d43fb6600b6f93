package dev.switchhook.app.console.calls;

import dev.switchhook.app.console.Assets;
import dev.switchhook.app.console.ConsolePage;
import dev.switchhook.app.console.Looks;
import dev.switchhook.app.console.Pages;
import dev.switchhook.app.console.access.ConsoleRole;
import dev.switchhook.app.filing.CallSearch;
import dev.switchhook.app.filing.CallSearch.SearchUnavailable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.util.Map;
import java.util.Optional;

/// The calls that are over, the newest first, and what is looked for among them. Whoever looks for words that were said
/// learns what was said; so it is noted first, without the words.
@Controller("/console/calls")
@Secured(ConsoleRole.VIEW)
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
final class CallsPage implements ConsolePage {

    private static final String STYLE = Assets.ours("calls.css");
    private static final int SECOND = 20;

    private final CallSearch search;
    private final Looks looks;
    private final Pages pages;

    CallsPage(CallSearch search, Looks looks, Pages pages) {
        this.search = search;
        this.looks = looks;
        this.pages = pages;
    }

    @Override
    public String path() {
        return "/console/calls";
    }

    @Override
    public String title() {
        return "Calls";
    }

    @Override
    public int getOrder() {
        return SECOND;
    }

    @Get
    HttpResponse<?> page(HttpRequest<?> request) {
        CallForm form = FormReader.read(request.getParameters()::get);
        if (!form.problems().isEmpty()) {
            return answer(request, new CallList(form, Optional.empty(), false)).status(HttpStatus.BAD_REQUEST);
        }
        try {
            noteWords(request, form);
            return answer(request, new CallList(form, Optional.of(search.find(form.criteria(), form.before())), false));
        } catch (SearchUnavailable | HttpStatusException _) {
            return answer(request, new CallList(form, Optional.empty(), true)).status(HttpStatus.SERVICE_UNAVAILABLE);
        }
    }

    private void noteWords(HttpRequest<?> request, CallForm form) {
        int words = form.criteria().spoken().size();
        if (words > 0) {
            looks.note(request, Looks.WORDS_SEARCHED, words == 1 ? "one word" : words + " words");
        }
    }

    private MutableHttpResponse<String> answer(HttpRequest<?> request, CallList list) {
        return pages.page(request, title(), "console/calls/page", Map.of("list", list, "style", STYLE));
    }
}
