package dev.switchhook.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.switchhook.app.filing.FiledCalls;
import dev.switchhook.app.filing.FiledCalls.Told;
import dev.switchhook.app.live.LiveHouse;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.turn.Turn;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The list of calls that are over, and what people take away, over HTTP.
class CallsConsoleTest {

    private static final String PASSWORD = "correct horse battery";
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Pattern LINK = Pattern.compile("href=\"/console/calls/(CA[A-Za-z0-9]+)\"");
    private static final Pattern OLDER = Pattern.compile("href=\"([^\"]+)\" rel=\"next\"");

    private static Theatre theatre;
    private static FiledCalls files;

    private Browser browser;

    @BeforeAll
    static void open() throws Exception {
        theatre = new Theatre(
                Map.of("switchhook.console.password", PASSWORD, "switchhook.console.users.vera.password", PASSWORD));
        files = new FiledCalls(theatre.database());
        for (int i = 0; i < 120; i++) {
            files.file(new Told(
                    String.format(Locale.ROOT, "CAmany%03d", i),
                    NOON.minus(Duration.ofMinutes(i)),
                    EndReason.AGENT_SAID_GOODBYE,
                    Duration.ofSeconds(60),
                    "+4930123456",
                    "Serenity Spa",
                    "book_appointment",
                    "A massage, please."));
        }
        files.file(new Told(
                "CArare",
                NOON.minus(Duration.ofDays(3)),
                EndReason.MODEL_LOST,
                Duration.ofSeconds(400),
                "+493012340099",
                "night <b>desk",
                "cancel_appointment",
                "Lavender, perhaps?"));
    }

    @AfterAll
    static void close() {
        theatre.close();
    }

    @BeforeEach
    void logIn() throws Exception {
        browser = new Browser(theatre.port());
        browser.logIn("operator", PASSWORD);
    }

    private static List<String> calls(HttpResponse<String> page) {
        return LINK.matcher(page.body()).results().map(hit -> hit.group(1)).toList();
    }

    private static long audited(String who, String what, String detail) throws Exception {
        try (Connection connection = theatre.database().getConnection();
                PreparedStatement count = connection.prepareStatement(
                        "select count(*) from audit_entry where who = ? and what = ? and detail = ?")) {
            count.setString(1, who);
            count.setString(2, what);
            count.setString(3, detail);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static void sql(String statement) throws Exception {
        try (Connection connection = theatre.database().getConnection();
                Statement change = connection.createStatement()) {
            change.execute(statement);
        }
    }

    @Test
    void the_pages_of_a_list_hold_every_call_once_the_newest_first() throws Exception {
        List<String> seen = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        String next = "/console/calls?tool=book_appointment";
        while (!next.isEmpty()) {
            HttpResponse<String> page = browser.get(next);
            assertThat(page.statusCode()).isEqualTo(200);
            List<String> calls = calls(page);
            sizes.add(calls.size());
            seen.addAll(calls);
            Matcher older = OLDER.matcher(page.body());
            next = older.find() ? older.group(1).replace("&amp;", "&") : "";
        }

        assertThat(sizes).containsExactly(50, 50, 20);
        assertThat(seen).hasSize(120).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void a_row_tells_how_a_call_went_and_leads_to_its_page() throws Exception {
        HttpResponse<String> page = browser.get("/console/calls?day=2026-11-17");

        assertThat(calls(page)).containsExactly("CArare");
        assertThat(page.body())
                .contains("2026-11-17 12:00:00", "...99", "Failed", "Model lost", "provider", "6:40", "640 ms")
                .contains("cancel_appointment ×2", "False claim, corrected", "night &lt;b", "aria-current=\"page\"")
                .doesNotContain("4930123400", "<b>desk", "style=", "<script>", "rel=\"next\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "day=2026-11-17",
                "day=2026-11-16&through=2026-11-18",
                "ending=failed",
                "ending=model_lost",
                "blame=provider",
                "assistant=night+%3Cb%3Edesk",
                "tool=cancel_appointment",
                "words=LAVENDER+perhaps",
                "longer=2m",
                "longer=6m40s&shorter=400",
                "caller=%2B49+(30)+1234-0099",
                "day=&through=&ending=&blame=provider&assistant=&tool=cancel_appointment&words=&longer=&caller="
            })
    void each_criterion_finds_the_one_call_that_fits(String query) throws Exception {
        HttpResponse<String> page = browser.get("/console/calls?" + query);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(calls(page)).containsExactly("CArare");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "day=2026-11-19",
                "ending=abandoned",
                "blame=us",
                "assistant=nobody",
                "tool=none",
                "words=lavender+massage",
                "longer=120m",
                "shorter=59s",
                "caller=%2B4930123498"
            })
    void what_nothing_fits_finds_nothing_and_says_so(String query) throws Exception {
        HttpResponse<String> page = browser.get("/console/calls?" + query);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(calls(page)).isEmpty();
        assertThat(page.body()).contains("No call fits").doesNotContain("<table");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "day=tomorrow | day | not a day such as",
                "day=%2B999999999-01-01 | day | not a day such as",
                "through=2026-11-18 | through | Say also with which day",
                "day=2026-11-18&through=2026-11-17 | through | before the first one",
                "ending=exploded | ending | none of agent_said_goodbye",
                "blame=somebody | blame | none of caller, us",
                "longer=long | longer | not a time such as",
                "shorter=9999999999s | shorter | not a time such as",
                "longer=5m&shorter=2m | shorter | shorter than the least",
                "words=an+it | words | three letters",
                "caller=030123456 | caller | with its country",
            })
    void what_cannot_be_understood_is_named_at_its_field(String query, String field, String problem) throws Exception {
        HttpResponse<String> page = browser.get("/console/calls?" + query);

        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body())
                .contains("id=\"" + field + "-problem\"", problem, "aria-describedby=\"" + field + "-problem\"")
                .containsOnlyOnce("aria-invalid=\"true\"")
                .doesNotContain("<table");
    }

    @Test
    void a_form_that_is_wrong_keeps_what_was_typed_and_does_no_harm() throws Exception {
        HttpResponse<String> page =
                browser.get("/console/calls?day=x&assistant=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&blame=us&tool="
                        + "t".repeat(900));

        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body())
                .contains("alert(1)", "value=\"us\" selected", "at most 200 characters")
                .doesNotContain("<script>alert", "t".repeat(201));
        assertThat(browser.get("/console/calls?before=x").statusCode()).isEqualTo(400);
    }

    @Test
    void whoever_looks_for_words_is_audited_without_the_words() throws Exception {
        long before = audited("operator", "words-searched", "2 words");
        browser.get("/console/calls?words=lavender+orchid");
        browser.get("/console/calls?words=ab");

        assertThat(audited("operator", "words-searched", "2 words")).isEqualTo(before + 1);
    }

    @Test
    void without_the_audit_no_words_are_looked_for() throws Exception {
        sql("alter table audit_entry rename to audit_away");
        try {
            HttpResponse<String> page = browser.get("/console/calls?words=lavender");
            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(calls(page)).isEmpty();
        } finally {
            sql("alter table audit_away rename to audit_entry");
        }
    }

    @Test
    void without_the_database_the_page_says_so_and_keeps_the_form() throws Exception {
        sql("alter table call_file rename to call_file_away");
        try {
            HttpResponse<String> page = browser.get("/console/calls?tool=book_appointment");
            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(page.body())
                    .contains("cannot be searched now", "value=\"book_appointment\"")
                    .doesNotContain("SQL", "Exception");
        } finally {
            sql("alter table call_file_away rename to call_file");
        }
    }

    @Test
    void a_call_is_taken_away_as_json_and_as_text_and_both_are_audited() throws Exception {
        recorded("CAtaken");

        HttpResponse<String> json = browser.get("/console/calls/CAtaken.json");
        HttpResponse<String> text = browser.get("/console/calls/CAtaken.txt");

        assertThat(json.statusCode()).isEqualTo(200);
        assertThat(json.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        assertThat(json.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"CAtaken.json\"");
        JsonNode call = new ObjectMapper().readTree(json.body());
        assertThat(call.path("call").asText()).isEqualTo("CAtaken");
        assertThat(call.path("entries").toString()).contains("my back hurts");
        assertThat(text.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
        assertThat(text.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"CAtaken.txt\"");
        assertThat(text.body()).contains("caller:  my back hurts").doesNotContain("123456");
        assertThat(audited("operator", "call-exported", "JSON")).isOne();
        assertThat(audited("operator", "call-exported", "text")).isOne();
        assertThat(browser.get("/console/calls/CAnever.json").statusCode()).isEqualTo(404);
        assertThat(browser.get("/console/calls/a'b.txt").statusCode()).isEqualTo(404);
    }

    @Test
    void a_page_of_a_search_is_taken_away_as_json() throws Exception {
        HttpResponse<String> found = browser.get("/console/calls.json?blame=provider");

        JsonNode all = new ObjectMapper().readTree(found.body());
        assertThat(all).hasSize(1);
        assertThat(all.get(0).path("call").asText()).isEqualTo("CArare");
        assertThat(found.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"calls.json\"");
        assertThat(audited("operator", "calls-exported", "1 calls")).isOne();
        assertThat(browser.get("/console/calls.json?blame=x").statusCode()).isEqualTo(400);
    }

    @Test
    void nothing_is_taken_away_that_cannot_be_noted() throws Exception {
        recorded("CAunnoted");
        sql("alter table audit_entry rename to audit_away");
        try {
            for (String path : List.of("/console/calls/CAunnoted.json", "/console/calls.json")) {
                HttpResponse<String> refused = browser.get(path);
                assertThat(refused.statusCode()).as(path).isEqualTo(503);
                assertThat(refused.body()).as(path).doesNotContain("my back hurts", "CAmany");
            }
        } finally {
            sql("alter table audit_away rename to audit_entry");
        }
    }

    @Test
    void whoever_may_only_look_sees_the_list_and_takes_nothing_away() throws Exception {
        recorded("CAkept");
        try (Browser viewer = new Browser(theatre.port())) {
            viewer.logIn("vera", PASSWORD);

            assertThat(viewer.get("/console/calls").body())
                    .contains("CAmany000")
                    .doesNotContain("calls.json");
            for (String path :
                    List.of("/console/calls/CAkept.json", "/console/calls/CAkept.txt", "/console/calls.json")) {
                HttpResponse<String> refused = viewer.get(path);
                assertThat(refused.statusCode()).as(path).isEqualTo(403);
                assertThat(refused.body()).as(path).doesNotContain("my back hurts", "CAmany");
            }
        }
    }

    @Test
    void nobody_sees_the_list_without_having_logged_in() throws Exception {
        try (Browser stranger = new Browser(theatre.port())) {
            for (String path : List.of("/console/calls", "/console/calls.json", "/console/calls/CArare.txt")) {
                HttpResponse<String> refused = stranger.get(path);
                assertThat(refused.statusCode()).as(path).isEqualTo(303);
                assertThat(refused.body()).as(path).doesNotContain("CAmany", "...99");
            }
        }
    }

    @Test
    void the_page_of_live_calls_shows_the_totals_of_today() throws Exception {
        Instant today = Instant.now().truncatedTo(ChronoUnit.DAYS);
        files.file(new Told(
                "CAtoday",
                today,
                EndReason.LINE_LOST,
                Duration.ofSeconds(754),
                "anonymous",
                "today's assistant",
                "none",
                ""));

        try (EventStream stream = new EventStream(browser, "/console/live")) {
            EventStream.Event figures = stream.await("figures", "12:34");
            assertThat(figures.data()).contains("Over today (UTC)", "Failed", "Blame: carrier", "Median length today");
        } finally {
            sql("delete from call_file where call_id = 'CAtoday'");
        }
    }

    private static void recorded(String call) throws Exception {
        LiveHouse house = new LiveHouse(theatre.database());
        house.call(call, "+4930123456", "elsewhere");
        house.note(call, "elsewhere", new JournalEntry.LineOpened());
        house.note(call, "elsewhere", new JournalEntry.Spoken(new Turn.Caller("my back hurts")));
    }
}
