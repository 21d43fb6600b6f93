package dev.switchhook.app.console.calls;

import dev.switchhook.app.console.Looks;
import dev.switchhook.app.console.access.ConsoleRole;
import dev.switchhook.app.export.CallExport;
import dev.switchhook.app.filing.CallSearch;
import dev.switchhook.app.filing.CallSearch.SearchUnavailable;
import dev.switchhook.app.journal.CallStory;
import dev.switchhook.domain.caller.CallId;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

/// Calls as files that people take away. Each is noted before it is handed out, and without the note there is none.
///
/// They are declared to be pages, too: browsers ask for pages first, and would get that of a call named `ID.json`.
@Controller("/console")
@Secured(ConsoleRole.EXPORT)
@Produces({MediaType.TEXT_HTML, MediaType.ALL})
@ExecuteOn(TaskExecutors.BLOCKING)
final class CallExports {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{1,64}");

    private final StoryReader stories;
    private final CallSearch search;
    private final Looks looks;

    CallExports(StoryReader stories, CallSearch search, Looks looks) {
        this.stories = stories;
        this.search = search;
        this.looks = looks;
    }

    @Get("/calls/{id}.json")
    HttpResponse<?> json(HttpRequest<?> request, String id) {
        Optional<CallStory> story = story(request, id, "JSON");
        return story.isEmpty()
                ? HttpResponse.notFound()
                : file(CallExport.json(story.get()), MediaType.APPLICATION_JSON_TYPE, id + ".json");
    }

    @Get("/calls/{id}.txt")
    HttpResponse<?> text(HttpRequest<?> request, String id) {
        Optional<CallStory> story = story(request, id, "text");
        return story.isEmpty()
                ? HttpResponse.notFound()
                : file(
                        CallExport.text(story.get(), ZoneOffset.UTC) + "\n",
                        new MediaType("text/plain; charset=utf-8"),
                        id + ".txt");
    }

    /// One page of a search, without what was said.
    @Get("/calls.json")
    HttpResponse<?> found(HttpRequest<?> request) {
        CallForm form = FormReader.read(request.getParameters()::get);
        if (!form.problems().isEmpty()) {
            return HttpResponse.badRequest();
        }
        try {
            CallSearch.Page page = search.find(form.criteria(), form.before());
            int words = form.criteria().spoken().size();
            looks.note(
                    request,
                    Looks.CALLS_EXPORTED,
                    page.calls().size() + " calls" + (words == 0 ? "" : ", looked for by words"));
            return file(CallExport.files(page.calls()), MediaType.APPLICATION_JSON_TYPE, "calls.json");
        } catch (SearchUnavailable _) {
            return HttpResponse.status(HttpStatus.SERVICE_UNAVAILABLE);
        }
    }

    /// The call, after it was noted that it is taken away; empty when nothing is known of it.
    private Optional<CallStory> story(HttpRequest<?> request, String id, String kind) {
        if (!ID.matcher(id).matches()) {
            return Optional.empty();
        }
        try {
            Optional<CallStory> story = stories.read(new CallId(id));
            story.ifPresent(known -> looks.note(request, Looks.CALL_EXPORTED, known.call(), kind));
            return story;
        } catch (SQLException _) {
            throw new HttpStatusException(HttpStatus.SERVICE_UNAVAILABLE, "the database is out");
        }
    }

    private static HttpResponse<?> file(String text, MediaType type, String name) {
        return HttpResponse.ok(text.getBytes(StandardCharsets.UTF_8))
                .contentType(type)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"");
    }
}
