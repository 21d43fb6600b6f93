package dev.switchhook.app.console.live;

import dev.switchhook.app.audit.Audit;
import dev.switchhook.app.audit.Audit.AuditUnavailable;
import dev.switchhook.app.console.Pages;
import dev.switchhook.app.console.access.ConsoleRole;
import dev.switchhook.app.console.access.Visitor;
import dev.switchhook.app.recording.Recordings;
import dev.switchhook.domain.caller.CallId;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.reactivestreams.Publisher;

/// One call, live or past. Every look at it is noted before it is shown.
@Controller("/console/calls")
@Secured(ConsoleRole.VIEW)
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
final class CallPage {

    private static final Pattern REQUEST = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{1,64}");

    private final CallReader reader;
    private final WatchedCalls watched;
    private final Recordings recordings;
    private final Audit audit;
    private final Pages pages;

    CallPage(CallReader reader, WatchedCalls watched, Recordings recordings, Audit audit, Pages pages) {
        this.reader = reader;
        this.watched = watched;
        this.recordings = recordings;
        this.audit = audit;
        this.pages = pages;
    }

    @Get("/{id}")
    HttpResponse<?> page(
            HttpRequest<?> request, String id, @QueryValue(value = "request", defaultValue = "") String asked) {
        Optional<CallView> view;
        List<Recordings.Part> sound;
        try {
            view = ID.matcher(id).matches() ? reader.read(new CallId(id)) : Optional.empty();
            if (view.isPresent()) {
                audit.note(Visitor.of(request).name(), "transcript-seen", Optional.of(new CallId(id)), "");
            }
            sound = view.isPresent() ? recordings.of(new CallId(id)) : List.of();
        } catch (SQLException | IOException | AuditUnavailable _) {
            return without(request, "out").status(HttpStatus.SERVICE_UNAVAILABLE);
        }
        return view.isEmpty()
                ? without(request, "unknown").status(HttpStatus.NOT_FOUND)
                : pages.page(
                        request,
                        "Call " + view.get().caller(),
                        "console/live/call",
                        Map.of(
                                "view",
                                view.get(),
                                "sound",
                                sound,
                                "style",
                                LivePage.STYLE,
                                "asked",
                                REQUEST.matcher(asked).matches() ? asked : ""));
    }

    private MutableHttpResponse<String> without(HttpRequest<?> request, String why) {
        return pages.page(request, "No call", "console/live/no-call", Map.of("why", why));
    }

    @Get("/{id}/live")
    @Produces(MediaType.TEXT_EVENT_STREAM)
    Publisher<Event<String>> watch(HttpRequest<?> request, String id) {
        try {
            if (!ID.matcher(id).matches() || reader.read(new CallId(id)).isEmpty()) {
                throw new HttpStatusException(HttpStatus.NOT_FOUND, "no such call");
            }
            audit.note(Visitor.of(request).name(), "transcript-watched", Optional.of(new CallId(id)), "");
        } catch (SQLException | AuditUnavailable _) {
            throw new HttpStatusException(HttpStatus.SERVICE_UNAVAILABLE, "not now");
        }
        return watched.watch(new CallId(id), request);
    }
}
