package dev.switchhook.app;

import dev.switchhook.app.console.Fragment;
import dev.switchhook.app.console.LiveFeed;
import dev.switchhook.app.console.LiveFeeds;
import dev.switchhook.app.console.Looks;
import dev.switchhook.app.console.access.ConsoleRole;
import dev.switchhook.app.console.access.WithConsole;
import dev.switchhook.domain.caller.CallId;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import org.reactivestreams.Publisher;

/// A page as an engineer adds it, with everything that a page can have, and one mistake: an address without a role.
@Controller("/console/trial")
@WithConsole
@Requires(property = "trial.page", value = "true")
@ExecuteOn(TaskExecutors.BLOCKING)
final class TrialPage {

    private final LiveFeeds feeds;
    private final LiveFeed feed;
    private final Looks looks;

    TrialPage(LiveFeeds feeds, Looks looks) {
        this.feeds = feeds;
        this.feed = feeds.open();
        this.looks = looks;
        feed.publish(new Fragment("calls", "<p>one\ntwo</p>"));
    }

    @Get("/forgotten")
    String withoutARole() {
        return "seen";
    }

    @Post("/act")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Secured(ConsoleRole.OPERATE)
    String act() {
        return "done";
    }

    @Get("/broken")
    @Secured(ConsoleRole.VIEW)
    String broken(HttpRequest<?> request) {
        if (request.getPath().endsWith("broken")) {
            throw new IllegalStateException("a secret of ours");
        }
        return "whole";
    }

    @Get("/transcript")
    @Secured(ConsoleRole.VIEW)
    String transcript(HttpRequest<?> request) {
        looks.note(request, Looks.TRANSCRIPT_SEEN, new CallId("CA77"), "2 turns");
        return "hello";
    }

    @Get(value = "/feed", produces = MediaType.TEXT_EVENT_STREAM)
    @Secured(ConsoleRole.VIEW)
    Publisher<Event<String>> feed(HttpRequest<?> request) {
        return feeds.watch(feed, request);
    }
}
