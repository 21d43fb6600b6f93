package dev.switchhook.app.console.live;

import dev.switchhook.app.audit.Audit;
import dev.switchhook.app.audit.Audit.AuditUnavailable;
import dev.switchhook.app.console.Assets;
import dev.switchhook.app.console.ConsolePage;
import dev.switchhook.app.console.Pages;
import dev.switchhook.app.console.access.ConsoleRole;
import dev.switchhook.app.console.access.Visitor;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.util.Map;
import java.util.Optional;
import org.reactivestreams.Publisher;

/// The calls that are live now. It shows what was said last in each, so that looking at it is noted.
@Controller("/console")
@Secured(ConsoleRole.VIEW)
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
final class LivePage implements ConsolePage {

    /// The stylesheet of the pages of calls.
    static final String STYLE = Assets.ours("live.css");

    private static final int FIRST = 10;

    private final LiveBoard live;
    private final Audit audit;
    private final Pages pages;

    LivePage(LiveBoard live, Audit audit, Pages pages) {
        this.live = live;
        this.audit = audit;
        this.pages = pages;
    }

    @Override
    public String path() {
        return "/console";
    }

    @Override
    public String title() {
        return "Live";
    }

    @Override
    public int getOrder() {
        return FIRST;
    }

    @Get
    HttpResponse<?> page(HttpRequest<?> request) {
        LiveView view = live.now();
        if (view.board().lostSince().isEmpty()) {
            note(request, "live-calls-seen");
            return pages.page(request, title(), "console/live/page", Map.of("view", view, "style", STYLE));
        }
        // Nothing can be noted now; so nothing is shown that was said.
        return pages.page(request, title(), "console/live/page", Map.of("view", view.silent(), "style", STYLE));
    }

    @Get("/live")
    @Produces(MediaType.TEXT_EVENT_STREAM)
    Publisher<Event<String>> watch(HttpRequest<?> request) {
        note(request, "live-calls-watched");
        return live.watch(request);
    }

    private void note(HttpRequest<?> request, String what) {
        try {
            audit.note(Visitor.of(request).name(), what, Optional.empty(), "");
        } catch (AuditUnavailable _) {
            throw new HttpStatusException(HttpStatus.SERVICE_UNAVAILABLE, "the audit cannot be written");
        }
    }
}
