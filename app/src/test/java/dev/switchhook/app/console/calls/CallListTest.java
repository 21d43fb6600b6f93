package dev.switchhook.app.console.calls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.console.Shell;
import dev.switchhook.app.console.access.Visitor;
import dev.switchhook.app.filing.CallSearch;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What the list says when it is not full.
class CallListTest {

    private static final Shell SHELL =
            new Shell("Calls", "/console/calls", new Visitor("anna", Set.of("view"), "word", true), List.of());

    private static String page(Map<String, String> asked, CallSearch.Page found) {
        CallForm form = FormReader.read(asked::get);
        StringOutput page = new StringOutput();
        TemplateEngine.createPrecompiled(ContentType.Html)
                .render(
                        "console/calls/page.jte",
                        Map.of("shell", SHELL, "list", new CallList(form, Optional.of(found), false), "style", "s"),
                        page);
        return page.toString();
    }

    @Test
    void a_search_that_is_not_through_says_how_far_it_has_got_and_goes_on_with_the_same_question() {
        String page = page(
                Map.of("words", "hot stone", "caller", "+493012345678"),
                new CallSearch.Page(
                        List.of(), OptionalLong.of(77), Optional.of(Instant.parse("2026-11-20T10:00:03Z"))));

        assertThat(page)
                .contains("Nothing found yet", "since 2026-11-20 10:00:03 UTC", "Go on searching")
                .contains("/console/calls?words=hot+stone&amp;caller=%2B493012345678&amp;before=77")
                .doesNotContain("No call fits", "Older");
    }

    @Test
    void a_search_that_is_through_offers_nothing_further_and_the_way_back() {
        String page = page(
                Map.of("tool", "x", "before", "77"),
                new CallSearch.Page(List.of(), OptionalLong.empty(), Optional.empty()));

        assertThat(page)
                .contains("No further calls", "href=\"/console/calls?tool=x\"")
                .doesNotContain("Go on searching", "rel=\"next\"");
    }

    @Test
    void where_there_are_no_calls_at_all_it_is_said_when_one_appears() {
        String page = page(Map.of(), new CallSearch.Page(List.of(), OptionalLong.empty(), Optional.empty()));

        assertThat(page).contains("No calls yet").doesNotContain("All calls", "Newest");
    }
}
