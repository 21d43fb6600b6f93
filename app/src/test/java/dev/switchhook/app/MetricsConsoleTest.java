package dev.switchhook.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.switchhook.app.filing.Figure;
import dev.switchhook.app.live.LiveHouse;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The page that tells how calls went.
class MetricsConsoleTest {

    private static final String PATH = "/console/metrics";

    private static Theatre theatre;
    private static LiveHouse house;

    @BeforeAll
    static void open() {
        theatre = new Theatre(Map.of("switchhook.console.open", "loopback"));
        house = new LiveHouse(theatre.database());
    }

    @AfterAll
    static void close() {
        theatre.close();
    }

    @BeforeEach
    void empty() throws Exception {
        house.execute("delete from call_hour");
        house.execute("delete from call_figure");
    }

    private static HttpResponse<String> get(String path) throws Exception {
        try (Browser browser = new Browser(theatre.port())) {
            return browser.get(path);
        }
    }

    private static void filed(Instant began, String outcome, String blame) throws Exception {
        long hour = began.getEpochSecond() / 3_600;
        house.execute(
                "merge into call_hour (began_hour, outcome, blame, calls) values (?, ?, ?, 1 + coalesce("
                        + "(select calls from call_hour where began_hour = ? and outcome = ? and blame = ?), 0))",
                hour,
                outcome,
                blame,
                hour,
                outcome,
                blame);
    }

    private static void measured(Figure figure, Instant began, int bucket, long samples) throws Exception {
        house.execute(
                "merge into call_figure (began_hour, figure, bucket, samples) values (?, ?, ?, ?)",
                began.getEpochSecond() / 3_600,
                figure.name(),
                bucket,
                samples);
    }

    /// A week of calls, with a bad afternoon.
    private static void aWeek() throws Exception {
        Random random = new Random(7);
        Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS);
        Instant first = now.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(6));
        for (Instant hour = first; !hour.isAfter(now); hour = hour.plus(Duration.ofHours(1))) {
            int calls = random.nextInt(1, 9);
            for (int i = 0; i < calls; i++) {
                int kind = random.nextInt(20);
                filed(
                        hour.plusSeconds(random.nextInt(3_000)),
                        kind == 0 ? "FAILED" : kind < 3 ? "ABANDONED" : "COMPLETED",
                        kind == 0
                                ? List.of("US", "PROVIDER", "PROVIDER", "CARRIER")
                                        .get(random.nextInt(4))
                                : kind < 3 ? "CALLER" : "NOBODY");
            }
            int middle = 62 + random.nextInt(5);
            for (Figure figure : Figure.values()) {
                for (int spread = -6; spread <= 10; spread++) {
                    measured(figure, hour, middle + figure.name().length() + spread, Math.max(1, 8 - Math.abs(spread)));
                }
            }
        }
    }

    @Test
    void before_the_first_call_the_page_says_so() throws Exception {
        HttpResponse<String> page = get(PATH);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("No call yet", "Barge-in to clear has no figure here")
                .doesNotContain("<canvas");
    }

    @Test
    void the_page_tells_percentiles_failures_and_calls_of_its_range() throws Exception {
        Instant today = Instant.now().truncatedTo(ChronoUnit.DAYS);
        filed(today.plusSeconds(1), "COMPLETED", "NOBODY");
        filed(today.plusSeconds(2), "FAILED", "PROVIDER");
        filed(today.minus(Duration.ofDays(2)), "FAILED", "CARRIER");
        filed(today.minus(Duration.ofDays(7)), "FAILED", "US");
        measured(Figure.ANSWER, today, 70, 19);
        measured(Figure.ANSWER, today, 90, 1);
        measured(Figure.ANSWER, today.minus(Duration.ofDays(2)), 90, 80);

        String day = get(PATH).body();
        assertThat(day)
                .contains("<b>828 ms</b> p50", "<b>828 ms</b> p95", "20 measured", "data-value=\"828.3\"")
                .contains("<dt>Failed</dt><dd>1</dd>")
                .contains("<th scope=\"row\">Provider</th><td class=\"number\" data-value=\"1\">")
                .contains("<th scope=\"row\">Carrier</th><td class=\"number\" data-value=\"0\">")
                .doesNotContain("style=", "<script>");
        assertThat(get(PATH + "?range=week").body())
                .contains("<b>5.6 s</b> p50", "100 measured", "<dt>Failed</dt><dd>2</dd>")
                .contains("<th scope=\"row\">Carrier</th><td class=\"number\" data-value=\"1\">");
        assertThat(get(PATH + "?range=%3Cb%3E").body())
                .contains("20 measured")
                .doesNotContain("range=<b>", "range=%3Cb");
    }

    @Test
    void while_the_database_is_out_the_page_says_so() throws Exception {
        house.execute("alter table call_figure rename to call_figure_away");
        try {
            HttpResponse<String> page = get(PATH + "?range=week");

            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(page.body())
                    .contains("The database does not answer now", "range=week")
                    .doesNotContain("call_figure");
        } finally {
            house.execute("alter table call_figure_away rename to call_figure");
        }
    }

    @Test
    void a_browser_draws_every_chart_in_all_looks_without_an_error() throws Exception {
        aWeek();
        try (dev.switchhook.app.browser.Browser browser =
                dev.switchhook.app.browser.Browser.at("http://127.0.0.1:" + theatre.port())) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                for (String range : List.of("today", "week")) {
                    for (int width : List.of(1280, 390)) {
                        Page page = browser.page(width, 844, scheme, false);
                        List<String> errors = new ArrayList<>();
                        page.onConsoleMessage(message -> {
                            if (message.type().equals("error")) {
                                errors.add(message.text());
                            }
                        });
                        page.onPageError(errors::add);
                        page.navigate(PATH + "?range=" + range);
                        page.waitForFunction("() => typeof Chart !== 'undefined'"
                                + " && [...document.querySelectorAll('canvas')].every(it => Chart.getChart(it))");
                        page.waitForFunction("() => Object.values(Chart.instances).every(it => !it.animating)");
                        assertThat(page.evaluate("() => document.querySelectorAll('canvas').length"))
                                .isIn(5, 6);
                        assertThat(page.evaluate("() => document.documentElement.scrollWidth - innerWidth"))
                                .as("nothing is wider than the page")
                                .isEqualTo(0);
                        assertThat(errors).isEmpty();
                        dev.switchhook.app.browser.Browser.picture(
                                page, "metrics-" + range + "-" + scheme.name().toLowerCase(Locale.ROOT) + "-" + width);
                    }
                }
            }
        }
    }
}
