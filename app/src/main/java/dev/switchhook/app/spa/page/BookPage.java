package dev.switchhook.app.spa.page;

import dev.switchhook.app.console.ConsolePage;
import dev.switchhook.app.console.Fragment;
import dev.switchhook.app.console.LiveFeed;
import dev.switchhook.app.console.LiveFeeds;
import dev.switchhook.app.console.Pages;
import dev.switchhook.app.console.access.ConsoleRole;
import dev.switchhook.app.console.access.WithConsole;
import dev.switchhook.app.spa.book.AppointmentBook;
import dev.switchhook.app.spa.book.AppointmentBook.BookUnavailable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.security.annotation.Secured;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/// `/console/book`: what is booked on a day, and what calls book while somebody looks.
@Controller("/console/book")
@Secured(ConsoleRole.VIEW)
@WithConsole
final class BookPage implements ConsolePage {

    /// How many days are watched at once; whoever looks at a further one sees it as it is now.
    private static final int MOST_WATCHED = 60;

    private static final String DAY = "day";

    private final Pages pages;
    private final LiveFeeds feeds;
    private final AppointmentBook book;
    private final InstantSource clock;
    private final Map<LocalDate, LiveFeed> watched = new ConcurrentHashMap<>();

    /// Days at which nobody looked the last time. One is given up the second time only: who has just been told where
    /// to look does not look yet.
    private final Set<LocalDate> left = ConcurrentHashMap.newKeySet();

    BookPage(Pages pages, LiveFeeds feeds, AppointmentBook book, InstantSource clock) {
        this.pages = pages;
        this.feeds = feeds;
        this.book = book;
        this.clock = clock;
    }

    @Override
    public String path() {
        return "/console/book";
    }

    @Override
    public String title() {
        return "Book";
    }

    /// A day, today where the spa is when none is named. A word that is no date is answered like a day that does not
    /// exist.
    @Get
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> day(HttpRequest<?> request, @QueryValue @Nullable String day) {
        try {
            LocalDate today = LocalDate.ofInstant(clock.instant(), book.house().zone());
            Optional<LocalDate> wanted = day == null || day.isEmpty() ? Optional.of(today) : wanted(day);
            if (wanted.isEmpty()) {
                return HttpResponse.notFound();
            }
            return pages.page(
                    request,
                    "Book",
                    "spa/book",
                    Map.of(DAY, wanted.get(), "today", today, "calendar", calendar(wanted.get())));
        } catch (BookUnavailable _) {
            return HttpResponse.status(HttpStatus.SERVICE_UNAVAILABLE);
        }
    }

    /// The same day again, whenever something in it changes.
    ///
    /// @throws HttpStatusException when there is no such day
    @Get("/feed")
    @Produces(MediaType.TEXT_EVENT_STREAM)
    Publisher<Event<String>> feed(HttpRequest<?> request, @QueryValue String day) {
        LocalDate watchedDay =
                wanted(day).orElseThrow(() -> new HttpStatusException(HttpStatus.NOT_FOUND, "there is no such day"));
        if (watched.size() >= MOST_WATCHED && !watched.containsKey(watchedDay)) {
            return feeds.watch(feeds.open(), request);
        }
        return feeds.watch(watched.computeIfAbsent(watchedDay, _ -> feeds.open()), request);
    }

    /// Looks into the book for those who look at the page. Not before the program is put together.
    @Scheduled(fixedDelay = "1s", initialDelay = "10s")
    @ExecuteOn(TaskExecutors.BLOCKING)
    void look() {
        watched.forEach((day, feed) -> {
            if (feed.isWatched()) {
                left.remove(day);
            } else if (!left.add(day)) {
                left.remove(day);
                watched.remove(day, feed);
                return;
            }
            try {
                feed.publish(new Fragment(DAY, pages.render("spa/calendar", Map.of("calendar", calendar(day)))));
            } catch (BookUnavailable _) {
                // They keep what they see, and are told of the next change when the book is back.
            }
        });
    }

    private CalendarDay calendar(LocalDate day) {
        return CalendarDay.of(day, book.house(), book.on(day));
    }

    private static Optional<LocalDate> wanted(String day) {
        try {
            LocalDate date = LocalDate.parse(day);
            return date.getYear() >= 2000 && date.getYear() < 2200 ? Optional.of(date) : Optional.empty();
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
