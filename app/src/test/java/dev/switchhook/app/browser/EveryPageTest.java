package dev.switchhook.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.switchhook.app.ConsoleHouse;
import dev.switchhook.app.filing.FiledCalls;
import dev.switchhook.domain.hangup.EndReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every page of the console, as people with all kinds of eyes and screens see it. A page is in the navigation because
/// there is a bean for it, and so it is here, too.
@ExtendWith(AtTheDesk.class)
@Timeout(120)
class EveryPageTest {

    /// Pages to which no navigation leads, by the names of their pictures.
    private static Map<String, String> further() {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("call-live", "/console/calls/" + Afternoon.LIVE);
        pages.put("call-booked", "/console/calls/" + Afternoon.BOOKED);
        pages.put("call-broken", "/console/calls/" + Afternoon.BROKEN);
        pages.put("call-unknown", "/console/calls/CAnobodyknows");
        pages.put("not-found", "/console/no-such-page");
        return pages;
    }

    @ParameterizedTest
    @EnumSource
    void every_page_can_be_read_by_everybody_and_has_its_picture_taken(Look look, Desk desk) throws Exception {
        Afternoon.of(desk.house().calls());
        Page page = desk.page(ConsoleHouse.ANNA, look);
        page.navigate("/console");
        Map<String, String> pages = navigation(page);
        assertThat(pages).containsValues("/console", "/phone");
        pages.putAll(further());
        pages.forEach((name, path) -> {
            page.navigate(path);
            if (path.equals("/console")) {
                page.locator("a[href*='" + Afternoon.LIVE + "']").waitFor();
            }
            look.check(page, name);
        });
        page.context().close();
    }

    /// The pages of the navigation, by their titles.
    private static Map<String, String> navigation(Page page) {
        Map<String, String> pages = new LinkedHashMap<>();
        for (var link : page.locator(".nav a").all()) {
            pages.put(link.textContent().strip().toLowerCase(Locale.ROOT), link.getAttribute("href"));
        }
        return pages;
    }

    @ParameterizedTest
    @EnumSource
    void pages_without_calls_say_what_will_be_there(Look look, Desk desk) throws Exception {
        Afternoon.none(desk.house().calls());
        Page page = desk.page(ConsoleHouse.ANNA, look);
        page.navigate("/console");
        page.locator("text=Calls appear here while people talk.").waitFor();
        look.check(page, "live-empty");
        page.context().close();
    }

    @ParameterizedTest
    @EnumSource
    void past_calls_and_a_form_that_was_filled_in_wrong_can_be_read_by_everybody(Look look, Desk desk)
            throws Exception {
        FiledCalls files = new FiledCalls(desk.house().database());
        Instant noon = Instant.parse("2026-11-20T12:00:00Z");
        EndReason[] reasons = EndReason.values();
        for (int i = 0; i < reasons.length; i++) {
            files.file(new FiledCalls.Told(
                    "CApast" + i,
                    noon.plusSeconds(600L * i),
                    reasons[i],
                    Duration.ofSeconds(74),
                    "+4930901820",
                    "Serenity Spa",
                    "book_appointment",
                    "hot stone"));
        }
        Page page = desk.page(ConsoleHouse.ANNA, look);
        try {
            page.navigate("/console/calls?words=stone");
            assertThat(page.locator("tbody tr").count()).isEqualTo(reasons.length);
            look.check(page, "calls-found");
            page.navigate("/console/calls?longer=long&caller=030");
            assertThat(page.locator("[aria-invalid=true]").count()).isEqualTo(2);
            look.check(page, "calls-wrong");
            page.navigate("/console/calls?tool=none");
            look.check(page, "calls-none");
        } finally {
            page.context().close();
            for (String table : List.of("call_file_word", "call_file_tool", "call_file")) {
                desk.house().calls().execute("delete from " + table);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoever_is_outside_can_read_why(Look look, Desk desk) {
        Page page = desk.stranger(look);
        page.navigate("/console");
        look.check(page, "log-in");
        Desk.logIn(page, "nobody", "not the password");
        page.locator("[role=alert]").waitFor();
        look.check(page, "log-in-refused");
        page.context().close();
    }

    @ParameterizedTest
    @EnumSource
    void whoever_may_not_operate_is_told_so(Look look, Desk desk) {
        Page page = desk.page(ConsoleHouse.BERT, look);
        page.navigate("/phone");
        assertThat(page.locator("h1").textContent()).isEqualTo("Not allowed");
        look.check(page, "not-allowed");
        page.context().close();
    }

    @Test
    void the_page_of_a_call_says_nothing_of_what_was_not_heard_without_marking_it(Desk desk) throws Exception {
        Afternoon.of(desk.house().calls());
        Page page = desk.page(ConsoleHouse.ANNA, Look.LIGHT);
        page.navigate("/console/calls/" + Afternoon.BOOKED);
        List<String> unheard = new ArrayList<>(page.locator(".unheard").allTextContents());
        assertThat(unheard).singleElement().satisfies(text -> assertThat(text).contains("lymphatic drainage"));
        page.context().close();
    }
}
