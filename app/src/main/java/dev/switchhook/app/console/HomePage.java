package dev.switchhook.app.console;

import dev.switchhook.app.console.access.ConsoleRole;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import java.util.Map;

/// What people see first.
@Controller("/console")
@Secured(ConsoleRole.VIEW)
final class HomePage implements ConsolePage {

    private final Pages pages;

    HomePage(Pages pages) {
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
        return 10;
    }

    @Get
    HttpResponse<?> home(HttpRequest<?> request) {
        return pages.page(request, "Live", "console/home", Map.of());
    }
}
