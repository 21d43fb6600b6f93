package dev.switchhook.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.switchhook.app.ConsoleHouse;
import dev.switchhook.app.Gate;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.turn.Turn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// What people do at the console, and what they are refused.
@ExtendWith(AtTheDesk.class)
@Timeout(120)
class ConsoleVisitTest {

    private static final String NODE = "host-7/bridge-2";

    @Test
    void a_wrong_password_does_not_let_anybody_in(Desk desk) {
        Page page = desk.stranger(Look.LIGHT);
        page.navigate("/console/calls/" + Afternoon.LIVE);
        assertThat(page.url()).contains("/console/log-in?next=");
        Desk.logIn(page, ConsoleHouse.ANNA, "not the password");
        page.locator("[role=alert]").waitFor();
        assertThat(page.locator("[role=alert]").textContent()).isEqualTo("Name and password do not belong together.");
        assertThat(page.locator("#password").inputValue()).isEmpty();
        page.navigate("/console");
        assertThat(page.url()).contains("/console/log-in");
        page.context().close();
    }

    @Test
    void a_form_without_the_word_of_its_page_is_refused(Desk desk) {
        Page page = desk.stranger(Look.LIGHT);
        page.navigate("/console/log-in");
        page.evaluate("() => { document.querySelector('input[name=csrf]').value = 'guessed'; }");
        Response answer = page.waitForResponse(
                response -> response.request().method().equals("POST"),
                () -> Desk.logIn(page, ConsoleHouse.ANNA, ConsoleHouse.PASSWORD));
        assertThat(answer.status()).isEqualTo(403);
        page.navigate("/console");
        assertThat(page.url()).contains("/console/log-in");
        page.context().close();
    }

    @Test
    void whoever_may_only_look_is_offered_nothing_that_changes_a_call_or_takes_it_away(Desk desk) throws Exception {
        Afternoon.of(desk.house().calls());
        Page page = desk.page(ConsoleHouse.BERT, Look.LIGHT);
        for (String path : new String[] {"/console", "/console/calls/" + Afternoon.LIVE}) {
            page.navigate(path);
            assertThat(page.locator("[data-ask], main form[method=post], [hx-post], [hx-delete], [hx-put]")
                            .count())
                    .as(path)
                    .isZero();
            assertThat(page.locator("text=Export").count()).as(path).isZero();
            assertThat(page.locator(".nav a[href='/phone']").count()).as(path).isZero();
        }
        Object status = page.evaluate("() => fetch('/phone/calls', { method: 'POST', headers: { 'X-CSRF-Token':"
                + " document.querySelector('meta[name=csrf]').content } }).then((answer) => answer.status)");
        assertThat(status).isEqualTo(403);
        page.context().close();
    }

    @Test
    void a_page_that_is_open_follows_the_call(Desk desk) throws Exception {
        Afternoon.of(desk.house().calls());
        Page page = desk.page(ConsoleHouse.ANNA, Look.LIGHT);
        page.navigate("/console/calls/" + Afternoon.LIVE);
        page.locator("text=Noon would be wonderful.").waitFor();
        desk.house().calls().note(Afternoon.LIVE, NODE, new JournalEntry.Spoken(new Turn.Caller("For two, please.")));
        page.locator("#conversation >> text=For two, please.").waitFor();
        page.context().close();
    }

    @Test
    void somebody_without_a_mouse_logs_in_and_reads_a_call(Desk desk) throws Exception {
        Afternoon.of(desk.house().calls());
        Page page = desk.stranger(Look.LIGHT);
        page.navigate("/console");
        page.keyboard().type(ConsoleHouse.ANNA);
        page.keyboard().press("Tab");
        page.keyboard().type(ConsoleHouse.PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL("**/console");

        page.keyboard().press("Tab");
        assertThat(focused(page, "textContent")).isEqualTo("Skip to content");
        page.keyboard().press("Enter");
        goTo(page, "/console/calls/" + Afternoon.LIVE);
        page.keyboard().press("Enter");
        page.waitForURL("**/console/calls/" + Afternoon.LIVE);
        goTo(page, "/console/calls/" + Afternoon.LIVE + ".json");
        page.context().close();
    }

    /// The form that logs out stands for all that ask before they do something.
    @Test
    void what_asks_first_is_answered_without_a_mouse_and_does_nothing_unless_it_is_a_yes(Desk desk) {
        Page page = desk.stranger(Look.LIGHT);
        page.navigate("/console");
        Desk.logIn(page, ConsoleHouse.ANNA, ConsoleHouse.PASSWORD);
        page.waitForURL("**/console");
        page.evaluate("() => Object.assign(document.querySelector('.who form').dataset,"
                + " { ask: 'Do you want to leave?', yes: 'Leave' })");
        page.locator(".who button").focus();
        page.keyboard().press("Enter");
        page.locator("#ask[open]").waitFor();
        assertThat(focused(page, "textContent")).isEqualTo("Cancel");
        Look.LIGHT.check(page, "question");

        page.keyboard().press("Escape");
        page.locator("#ask").waitFor(hidden());
        assertThat(focused(page, "textContent")).isEqualTo("Log out");
        assertThat(page.url()).endsWith("/console");

        page.keyboard().press("Enter");
        page.locator("#ask[open]").waitFor();
        page.keyboard().press("Tab");
        assertThat(focused(page, "textContent")).isEqualTo("Leave");
        Response left = page.waitForResponse(
                response -> response.request().method().equals("POST"),
                () -> page.keyboard().press("Enter"));
        assertThat(left.status()).isEqualTo(303);
        page.waitForURL("**/console/log-in");
        page.context().close();
    }

    /// Presses the tabulator until a link to that path has the focus, and what has it can be seen each time.
    private static void goTo(Page page, String path) {
        for (int i = 0; i < 40; i++) {
            page.keyboard().press("Tab");
            assertThat(page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle"))
                    .as("the focus is seen at " + focused(page, "outerHTML"))
                    .isNotEqualTo("none");
            if (path.equals(page.evaluate("() => document.activeElement.getAttribute('href')"))) {
                return;
            }
        }
        throw new AssertionError("the keyboard does not lead to " + path);
    }

    private static String focused(Page page, String property) {
        return String.valueOf(page.evaluate("(name) => document.activeElement[name]", property));
    }

    @Test
    void a_page_says_that_its_server_is_gone_and_goes_on_when_there_is_one_again(Desk desk) throws Exception {
        Afternoon.of(desk.house().calls());
        try (Gate gate = new Gate()) {
            ConsoleHouse.Node first = desk.house().node();
            first.answersAt(gate);
            Page page = desk.page(ConsoleHouse.ANNA, Look.LIGHT);
            page.navigate(gate.origin() + "/console");
            page.locator("a[href*='" + Afternoon.LIVE + "']").waitFor();
            PlaywrightAssertions.assertThat(page.locator("#connection")).isHidden();

            first.stop();
            page.locator("text=The connection is lost.").waitFor();
            Look.LIGHT.check(page, "live-disconnected");

            ConsoleHouse.Node second = desk.house().node();
            try {
                second.answersAt(gate);
                page.locator("#connection").waitFor(hidden());
                desk.house()
                        .calls()
                        .note(Afternoon.LIVE, NODE, new JournalEntry.Spoken(new Turn.Caller("Are you back?")));
                page.locator("text=Are you back?").waitFor();
            } finally {
                second.stop();
            }
            page.context().close();
        }
    }

    private static Locator.WaitForOptions hidden() {
        return new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN);
    }
}
