package dev.switchhook.app.console;

import dev.switchhook.app.audit.Audit;
import dev.switchhook.app.audit.Audit.AuditUnavailable;
import dev.switchhook.app.console.access.ConsoleRole;
import dev.switchhook.app.console.access.LogIns;
import dev.switchhook.app.console.access.Visitor;
import dev.switchhook.app.console.access.Visits;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where people log in and out.
@Controller("/console")
@ExecuteOn(TaskExecutors.BLOCKING)
final class LogInPage {

    private static final Logger LOG = LoggerFactory.getLogger(LogInPage.class);
    private static final Pattern INSIDE = Pattern.compile("/(?:console|phone)(?:[/?][A-Za-z0-9/_.,?=&%:+-]{0,500})?");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,30}");
    private static final String FIRST = "/console";

    private final Pages pages;
    private final LogIns logIns;
    private final Visits visits;
    private final Audit audit;

    LogInPage(Pages pages, LogIns logIns, Visits visits, Audit audit) {
        this.pages = pages;
        this.logIns = logIns;
        this.visits = visits;
        this.audit = audit;
    }

    @Get("/log-in")
    @Secured(SecurityRule.IS_ANONYMOUS)
    HttpResponse<?> form(HttpRequest<?> request, @QueryValue @Nullable String next) {
        if (Visitor.find(request).isPresent()) {
            return HttpResponse.seeOther(URI.create(inside(next)));
        }
        return form(request, HttpStatus.OK, "", "", inside(next));
    }

    @Post("/log-in")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Secured(SecurityRule.IS_ANONYMOUS)
    HttpResponse<?> logIn(
            HttpRequest<?> request, @Nullable String name, @Nullable String password, @Nullable String next) {
        String given = name == null ? "" : name.strip();
        // What is no name may be a password in the wrong field.
        String who = NAME.matcher(given).matches() ? given : "somebody";
        MutableHttpResponse<?> answer = HttpResponse.seeOther(URI.create(inside(next)));
        return switch (logIns.attempt(given, password == null ? "" : password, request, answer)) {
            case IN -> {
                note(who, "log-in", request);
                yield answer;
            }
            case WRONG -> {
                note(who, "log-in-refused", request);
                yield form(
                        request,
                        HttpStatus.UNAUTHORIZED,
                        "Name and password do not belong together.",
                        given,
                        inside(next));
            }
            case TOO_MANY -> {
                note(who, "log-in-blocked", request);
                yield form(
                        request,
                        HttpStatus.TOO_MANY_REQUESTS,
                        "There were too many wrong passwords. Wait ten minutes.",
                        given,
                        inside(next));
            }
        };
    }

    @Post("/log-out")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Secured(ConsoleRole.VIEW)
    HttpResponse<?> logOut(HttpRequest<?> request) {
        MutableHttpResponse<?> answer = HttpResponse.seeOther(URI.create("/console/log-in"));
        logIns.leave(request, answer);
        note(Visitor.of(request).name(), "log-out", request);
        return answer;
    }

    private MutableHttpResponse<?> form(
            HttpRequest<?> request, HttpStatus status, String problem, String name, String next) {
        Visits.Visit visit = visits.of(request);
        MutableHttpResponse<?> page = pages.fragment(
                        "console/log-in",
                        Map.of("formToken", visit.formToken(), "problem", problem, "name", name, "next", next))
                .status(status);
        if (status == HttpStatus.TOO_MANY_REQUESTS) {
            page.header("Retry-After", String.valueOf(LogIns.WINDOW.toSeconds()));
        }
        visits.remember(visit, request, page);
        return page;
    }

    /// A page of the console, and never one of somebody else.
    private static String inside(@Nullable String next) {
        return next != null && INSIDE.matcher(next).matches() ? next : FIRST;
    }

    /// People who look after calls have to get in while the database is out; the log remembers it then.
    private void note(String who, String what, HttpRequest<?> request) {
        String address = request.getRemoteAddress().getAddress() == null
                ? "unknown"
                : request.getRemoteAddress().getAddress().getHostAddress();
        LOG.info("event=console-access deed={} who={}", what, who);
        try {
            audit.note(who, what, Optional.empty(), "from " + address);
        } catch (AuditUnavailable _) {
            LOG.warn("event=audit-lost deed={} who={}", what, who);
        }
    }
}
