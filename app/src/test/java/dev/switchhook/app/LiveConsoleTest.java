package dev.switchhook.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.live.LiveHouse;
import dev.switchhook.domain.hangup.CallEnding;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.turn.HeardItem;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.Turn;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The pages of calls, of a process that does not serve them itself.
class LiveConsoleTest {

    private static final String PASSWORD = "correct horse battery";
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static Theatre theatre;
    private static LiveHouse house;

    private Browser browser;

    @BeforeAll
    static void open() throws Exception {
        theatre = new Theatre(Map.of("switchhook.console.password", PASSWORD));
        house = new LiveHouse(theatre.database());
        house.process("elsewhere");
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

    private static void talking(String call) throws Exception {
        house.call(call, "+4930123456", "elsewhere");
        house.note(call, "elsewhere", new JournalEntry.LineOpened());
        house.note(call, "elsewhere", new JournalEntry.Attended("Serenity", Optional.of("openai")));
        house.note(call, "elsewhere", new JournalEntry.ModelReady("gpt", SECOND));
    }

    private static void says(String call, String words) throws Exception {
        house.note(call, "elsewhere", new JournalEntry.Spoken(new Turn.Caller(words)));
    }

    private static void over(String call) throws Exception {
        house.note(call, "elsewhere", new JournalEntry.Leaving(EndReason.CALLER_SILENT));
        house.note(call, "elsewhere", new JournalEntry.FarewellOver(true));
        house.note(call, "elsewhere", new JournalEntry.HangupRequested(1));
        house.note(
                call,
                "elsewhere",
                new JournalEntry.Ended(new CallEnding(EndReason.CALLER_SILENT, Duration.ofSeconds(93), SECOND)));
        house.state(call, "OVER");
    }

    private static long audited(String what, String call) throws Exception {
        try (Connection connection = theatre.database().getConnection();
                PreparedStatement count = connection.prepareStatement(
                        "select count(*) from audit_entry where who = 'operator' and what = ?"
                                + " and coalesce(call_id, '') = ?")) {
            count.setString(1, what);
            count.setString(2, call);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    @Test
    void a_call_of_another_process_is_seen_with_a_masked_number_and_what_was_said_last() throws Exception {
        talking("CAseen");
        says("CAseen", "Is there <b>anybody</b>?");
        long before = audited("live-calls-seen", "");

        // What is shown may be half a second old.
        try (EventStream stream = new EventStream(browser, "/console/live")) {
            awaitRow(stream, "CAseen", "anybody");
            HttpResponse<String> page = browser.get("/console");

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body())
                    .contains("/console/calls/CAseen", "...56", "Serenity", "openai", "Talking")
                    .contains("Is there &lt;b")
                    .doesNotContain("123456", "<b>anybody", "style=", "<script>");
            assertThat(audited("live-calls-seen", "")).isGreaterThan(before);
        }
    }

    @Test
    void whoever_watches_is_sent_the_row_that_has_changed() throws Exception {
        talking("CAwatched");
        try (EventStream stream = new EventStream(browser, "/console/live")) {
            stream.await("figures", "Live now");
            says("CAwatched", "A massage on Friday, please.");
            EventStream.Event row = awaitRow(stream, "CAwatched", "A massage on Friday");

            assertThat(row.data()).contains("Caller");
            over("CAwatched");
            awaitRow(stream, "CAwatched", "Ended");
        }
    }

    private static EventStream.Event awaitRow(EventStream stream, String call, String words) throws Exception {
        return stream.awaitAny("row-", "/console/calls/" + call, words);
    }

    @Test
    void two_processes_show_the_same_calls() throws Exception {
        talking("CAboth");
        int second = theatre.another();
        try (Browser other = new Browser(theatre.port(second))) {
            other.logIn("operator", PASSWORD);
            try (EventStream here = new EventStream(browser, "/console/live");
                    EventStream there = new EventStream(other, "/console/live")) {
                says("CAboth", "Seen twice");
                awaitRow(here, "CAboth", "Seen twice");
                awaitRow(there, "CAboth", "Seen twice");
            }
        } finally {
            theatre.stop(second, Duration.ZERO);
        }
    }

    @Test
    void a_past_call_is_read_with_its_interruption_its_tools_and_the_proof_of_its_end() throws Exception {
        talking("CApast");
        ItemId cut = new ItemId("cut");
        house.note("CApast", "elsewhere", new JournalEntry.Spoken(new Turn.Agent(cut, "Welcome to the spa. ".repeat(9))));
        house.note("CApast", "elsewhere", new JournalEntry.BargedIn(List.of(new HeardItem(cut, 1300))));
        says("CApast", "Book it.");
        house.note(
                "CApast",
                "elsewhere",
                new JournalEntry.ToolStarted(new ToolCall(new ToolCall.Id("1"), "book", "{\"day\":\"Friday\"}")));
        house.note(
                "CApast",
                "elsewhere",
                new JournalEntry.ToolEnded("book", new ToolOutcome.Done("{\"code\":\"K7\"}"), Duration.ofMillis(240)));
        house.note("CApast", "elsewhere", new JournalEntry.Answered(Duration.ofMillis(900), Duration.ofMillis(80)));
        over("CApast");

        String page = browser.get("/console/calls/CApast").body();

        assertThat(page)
                .contains("Welcome to the spa.", "not heard:", "The caller interrupts")
                .contains("book did it", "K7", "240 ms", "Answer 1: 980 ms in all")
                .contains("Caller silent", "Blame: caller", "Farewell heard to its last word")
                .contains("Twilio asked to hang up, attempt 1", "Twilio says that it is over, 1.0 s after")
                .contains("1:33")
                .doesNotContain("123456", "style=", "sse-connect=");
        assertThat(audited("transcript-seen", "CApast")).isOne();
    }

    @Test
    void the_page_of_a_live_call_goes_on_by_itself() throws Exception {
        talking("CAlive");

        HttpResponse<String> page = browser.get("/console/calls/CAlive");
        assertThat(page.body()).contains("Nothing was said yet", "/console/calls/CAlive/live");
        try (EventStream stream = new EventStream(browser, "/console/calls/CAlive/live")) {
            says("CAlive", "Hello?");
            stream.await("conversation", "Hello?");
            stream.await("latest", "Caller Hello?");
            assertThat(audited("transcript-watched", "CAlive")).isOne();
            over("CAlive");
            stream.await("ending", "Twilio says that it is over");
        }
    }

    @Test
    void a_call_that_nobody_knows_has_a_page_that_says_so_and_leaves_no_trace() throws Exception {
        for (String id : List.of("CAnever", "..%2Fx", "a'b")) {
            HttpResponse<String> page = browser.get("/console/calls/" + id);
            assertThat(page.statusCode()).as(id).isEqualTo(404);
            assertThat(page.body()).as(id).contains("No such call");
        }
        assertThat(audited("transcript-seen", "CAnever")).isZero();
    }

    @Test
    void a_call_that_was_announced_and_has_no_journal_yet_has_a_page() throws Exception {
        house.call("CAnew", "anonymous", "elsewhere");

        assertThat(browser.get("/console/calls/CAnew").body())
                .contains("Call from withheld", "Nothing was noted yet", "No answer was measured yet");
    }

    @Test
    void nobody_sees_a_call_without_having_logged_in() throws Exception {
        talking("CAsecret");
        says("CAsecret", "my secret");
        try (Browser stranger = new Browser(theatre.port())) {
            for (String path : List.of("/console", "/console/live", "/console/calls/CAsecret")) {
                HttpResponse<String> answer = stranger.get(path);
                assertThat(answer.statusCode()).as(path).isNotEqualTo(200);
                assertThat(answer.body()).as(path).doesNotContain("my secret");
            }
        }
    }
}
