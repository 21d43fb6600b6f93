package dev.switchhook.app.console.metrics;

import dev.switchhook.app.console.Assets;
import dev.switchhook.app.console.ConsolePage;
import dev.switchhook.app.console.Pages;
import dev.switchhook.app.console.access.ConsoleRole;
import dev.switchhook.app.filing.CallFigures;
import dev.switchhook.app.filing.CallSearch.SearchUnavailable;
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
import java.time.Instant;
import java.util.Map;
import javax.sql.DataSource;

/// How calls went, of all processes, from what was filed of them. It shows nothing of a single call.
@Controller("/console/metrics")
@Secured(ConsoleRole.VIEW)
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
final class MetricsPage implements ConsolePage {

    private static final String PATH = "/console/metrics";
    private static final String STYLE = Assets.ours("metrics.css");
    private static final String SCRIPT = Assets.ours("metrics.js");
    private static final int AFTER_CALLS = 50;

    private final Pages pages;
    private final CallFigures figures;

    MetricsPage(Pages pages, DataSource database) {
        this.pages = pages;
        this.figures = new CallFigures(database::getConnection);
    }

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public String title() {
        return "Metrics";
    }

    @Override
    public int getOrder() {
        return AFTER_CALLS;
    }

    @Get
    HttpResponse<?> page(HttpRequest<?> request, @QueryValue(defaultValue = "today") String range) {
        MetricsRange asked = MetricsRange.of(range);
        Instant now = Instant.now();
        try {
            MetricsView view =
                    MetricsView.of(asked, figures.report(asked.from(now), asked.hours(), asked.slots()), now);
            return pages.page(
                    request,
                    title(),
                    "console/metrics/page",
                    Map.of("view", view, "style", STYLE, "script", SCRIPT, "charts", Assets.CHARTS));
        } catch (SearchUnavailable _) {
            return pages.page(request, title(), "console/metrics/out", Map.of("range", asked.key()))
                    .status(HttpStatus.SERVICE_UNAVAILABLE);
        }
    }
}
