package dev.switchhook.app.phone;

import dev.switchhook.app.console.ConsolePage;
import dev.switchhook.app.console.Pages;
import dev.switchhook.app.console.access.ConsoleRole;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.security.annotation.Secured;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The page on which people talk to an agent, and the scripts that it is made of.
@Controller("/phone")
@Secured(ConsoleRole.OPERATE)
final class PhonePage implements ConsolePage {

    /// The phone stands behind the pages of businesses.
    private static final int LAST = 100;

    private static final Set<String> SCRIPTS = Set.of(
            "phone-page.js",
            "phone-call.js",
            "phone-sound.js",
            "phone-line.js",
            "phone-microphone.js",
            "phone-loudspeaker.js",
            "phone-resample.js",
            "phone-mulaw.js",
            "phone-transcript.js");

    private final Pages pages;
    private final PhoneDesk desk;

    PhonePage(Pages pages, PhoneDesk desk) {
        this.pages = pages;
        this.desk = desk;
    }

    @Override
    public String path() {
        return "/phone";
    }

    @Override
    public String title() {
        return "Phone";
    }

    @Override
    public String role() {
        return ConsoleRole.OPERATE;
    }

    @Override
    public int getOrder() {
        return LAST;
    }

    @Get
    HttpResponse<?> page(HttpRequest<?> request) {
        return pages.page(
                request,
                "Phone",
                "phone/phone",
                Map.of("assistants", desk.assistants(), "providers", desk.providers()));
    }

    /// A script. They load each other by their plain names, so that none of them may be kept by the browser when the
    /// program is another one.
    @Get(value = "/scripts/{name}", produces = "text/javascript")
    HttpResponse<?> script(@PathVariable String name) throws IOException {
        if (!SCRIPTS.contains(name)) {
            return HttpResponse.notFound();
        }
        try (InputStream file = Objects.requireNonNull(PhonePage.class.getResourceAsStream("/assets/" + name), name)) {
            return HttpResponse.ok(file.readAllBytes()).contentType(MediaType.of("text/javascript"));
        }
    }
}
