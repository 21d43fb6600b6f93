package dev.switchhook.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.switchhook.app.TalkingHouse;
import dev.switchhook.app.rehearsal.Story;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.registry.CallState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A whole call through a real browser: its microphone hears a caller, its loudspeaker plays the agent.
@Timeout(180)
class PhoneCallTest {

    private static final String NUMBER = "+14155550177";

    @TempDir
    Path folder;

    /// Somebody who asks, interrupts the list of treatments, says yes, and says goodbye.
    private Path caller(Story.Lines lines) throws IOException {
        return new SpokenFile()
                .at(5500, lines.request())
                .at(10_900, lines.interruption())
                .at(19_000, lines.answers().getFirst())
                .at(24_000, lines.thanks())
                .until(60_000)
                .in(folder);
    }

    @Test
    void somebody_books_a_massage_through_the_microphone_interrupts_and_is_hung_up() throws Exception {
        try (TalkingHouse house = new TalkingHouse();
                Browser browser = Browser.hearing(house.origin(), caller(house.lines()))) {
            Page page = browser.page();
            page.navigate("/phone");
            page.locator("#phone-number").fill(NUMBER);
            page.locator("#phone-call").click();
            page.waitForSelector("#phone[data-state=talking]");
            String call = (String) page.evaluate("() => switchhookPhone.call().id");
            page.locator("#phone-transcript .phone-cut").waitFor();
            Browser.picture(page, "phone-talking-light");
            page.waitForSelector("#phone[data-state=ended]", new Page.WaitForSelectorOptions().setTimeout(60_000));
            page.locator("#phone-ended >> text=Ended:").waitFor();
            Browser.picture(page, "phone-ended-light");

            assertThat(house.deeds(NUMBER)).as("appointments").isEqualTo(1);
            assertThat(house.noted(JournalEntry.BargedIn.class)).hasSizeGreaterThanOrEqualTo(1);
            assertThat(house.noted(JournalEntry.Ended.class).getFirst().ending().reason())
                    .isEqualTo(EndReason.AGENT_SAID_GOODBYE);
            assertThat(house.noted(JournalEntry.FarewellOver.class))
                    .containsExactly(new JournalEntry.FarewellOver(true));
            assertThat(house.noted(JournalEntry.ControlFailed.class)).isEmpty();
            assertThat(state(page, house, call)).contains(CallState.OVER);
            assertThat(number(page, "loud"))
                    .as("samples of the agent that were heard")
                    .isGreaterThan(60_000);
            assertThat(page.locator("#phone-ended").textContent()).contains("agent said goodbye");
            assertThat(page.locator("#phone-ended a").getAttribute("href")).isEqualTo("/console/calls/" + call);
            assertThat(house.sessions().getFirst().complaints()).isEmpty();
        }
    }

    /// The registry is written behind the call.
    private static Optional<CallState> state(Page page, TalkingHouse house, String call) {
        for (int i = 0; i < 50 && !house.state(call).equals(Optional.of(CallState.OVER)); i++) {
            page.waitForTimeout(100);
        }
        return house.state(call);
    }

    private static long number(Page page, String figure) {
        return ((Number) page.evaluate("(name) => switchhookPhone.figures[name]", figure)).longValue();
    }
}
