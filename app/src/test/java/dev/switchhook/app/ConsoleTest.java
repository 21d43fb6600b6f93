package dev.switchhook.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The console as a browser finds it.
class ConsoleTest {

    private static final String PASSWORD = "correct horse battery";

    private static Theatre theatre;

    @BeforeAll
    static void open() {
        theatre = new Theatre(Map.of("switchhook.console.password", PASSWORD));
    }

    @AfterAll
    static void close() {
        theatre.close();
    }

    @Test
    void whoever_is_not_logged_in_is_sent_to_the_log_in_page_and_from_there_where_they_wanted() throws Exception {
        try (Browser browser = new Browser(theatre.port())) {
            HttpResponse<String> refused = browser.get("/console");
            assertThat(refused.statusCode()).isEqualTo(303);
            assertThat(refused.headers().firstValue("Location")).contains("/console/log-in?next=%2Fconsole");

            HttpResponse<String> in = browser.logIn("operator", PASSWORD);
            assertThat(in.statusCode()).as(in.body()).isEqualTo(303);
            assertThat(in.headers().firstValue("Location")).contains("/console");

            HttpResponse<String> home = browser.get("/console");
            assertThat(home.statusCode()).as(home.body()).isEqualTo(200);
            assertThat(home.body()).contains("operator", "Log out", "<h1>Live</h1>");
        }
    }

    @Test
    void everything_that_a_page_loads_is_there() throws Exception {
        try (Browser browser = new Browser(theatre.port())) {
            Matcher loaded = Pattern.compile("(?:src|href)=\"(/console/(?:assets|webjars)/[^\"]+)\"")
                    .matcher(browser.get("/console/log-in").body());
            List<String> files = loaded.results().map(found -> found.group(1)).toList();

            assertThat(files).hasSize(5);
            for (String file : files) {
                HttpResponse<String> answer = browser.get(file);
                assertThat(answer.statusCode()).as(file).isEqualTo(200);
                assertThat(answer.headers().firstValue("Cache-Control"))
                        .hasValueSatisfying(value -> assertThat(value).contains("immutable"));
            }
        }
    }

    @Test
    void without_anybody_who_may_log_in_there_is_no_console() throws Exception {
        try (Theatre plain = new Theatre(Map.of());
                Browser browser = new Browser(plain.port())) {
            for (String path : List.of("/console", "/console/log-in", "/phone", "/console/assets/console.css")) {
                assertThat(browser.get(path).statusCode()).as(path).isEqualTo(404);
            }
        }
    }
}
