package dev.switchhook.app.console;

import dev.switchhook.app.audit.Audit.AuditUnavailable;
import dev.switchhook.app.audit.AuditBook;
import dev.switchhook.app.audit.AuditBook.Deed;
import dev.switchhook.app.console.access.ConsoleRole;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/// Who has looked at what, and changed what, by hand; the newest first.
@Controller("/console/audit")
@Secured(ConsoleRole.EXPORT)
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
final class AuditPage implements ConsolePage {

    private static final int ON_A_PAGE = 50;

    private final Pages pages;
    private final AuditBook book;

    AuditPage(Pages pages, DataSource database) {
        this.pages = pages;
        this.book = new AuditBook(database);
    }

    @Override
    public String path() {
        return "/console/audit";
    }

    @Override
    public String title() {
        return "Audit";
    }

    @Override
    public String role() {
        return ConsoleRole.EXPORT;
    }

    @Override
    public int getOrder() {
        return 100;
    }

    @Get
    HttpResponse<?> page(HttpRequest<?> request, @QueryValue @Nullable Long before) {
        List<Deed> found;
        try {
            found = book.deeds(before == null ? Long.MAX_VALUE : before, ON_A_PAGE + 1);
        } catch (AuditUnavailable _) {
            return HttpResponse.status(HttpStatus.SERVICE_UNAVAILABLE);
        }
        List<Deed> shown = found.subList(0, Math.min(ON_A_PAGE, found.size()));
        String older = found.size() > ON_A_PAGE
                ? "/console/audit?before=" + shown.getLast().number()
                : "";
        return pages.page(
                request, "Audit", "console/audit", Map.of("deeds", shown, "older", older, "first", before == null));
    }
}
