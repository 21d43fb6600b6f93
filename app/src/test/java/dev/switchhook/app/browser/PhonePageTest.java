package dev.switchhook.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.switchhook.app.TalkingHouse;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.turn.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The page of the phone in its states.
@Timeout(180)
class PhonePageTest {

    /// Nobody asks a muted caller whether they are there.
    private final TalkingHouse house = new TalkingHouse(Map.of("SWITCHHOOK_CALLS_SILENCE_SECONDS", "300"));
    private final Browser browser = Browser.at(house.origin());

    @AfterEach
    void close() {
        browser.close();
        house.close();
    }

    private static void calls(Page page) {
        page.navigate("/phone");
        page.locator("#phone-call").click();
        page.waitForSelector("#phone[data-state=talking]");
    }

    private static void types(Page page, String text) {
        page.locator("#phone-text").fill(text);
        page.locator("#phone-send").click();
    }

    @Test
    void without_a_microphone_the_page_says_so_and_a_typed_call_books_and_ends() {
        Page page = browser.page(1280, 800, ColorScheme.DARK, false);
        calls(page);
        assertThat(page.locator("#phone-problem").textContent()).startsWith("The microphone was refused.");
        page.locator(".phone-agent").first().waitFor();
        types(page, "Hello, a massage, please.");
        page.locator(".phone-agent").nth(1).waitFor();
        types(page, "The hot stone massage.");
        page.locator("text=I am holding that time for you").waitFor();
        Browser.picture(page, "phone-typed-dark");
        types(page, "Yes.");
        page.locator("text=You are booked").waitFor();
        types(page, "No, thank you. Goodbye.");
        page.waitForSelector("#phone[data-state=ended]");
        page.locator("#phone-ended >> text=Ended:").waitFor();
        assertThat(house.deeds("anonymous")).isEqualTo(1);
        assertThat(house.noted(JournalEntry.Spoken.class))
                .contains(new JournalEntry.Spoken(new Turn.Caller("The hot stone massage.")));
        assertThat(house.noted(JournalEntry.Ended.class).getFirst().ending().reason())
                .isEqualTo(EndReason.AGENT_SAID_GOODBYE);
    }

    @Test
    void the_page_before_a_call_in_all_its_looks() {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            Page page = browser.page(1280, 800, scheme, true);
            page.navigate("/phone");
            assertThat(page.locator("#phone-call").isEnabled()).isTrue();
            assertThat(page.locator("#phone-text").isDisabled()).isTrue();
            Browser.picture(page, "phone-idle-" + scheme.name().toLowerCase(Locale.ROOT));
        }
        Page narrow = browser.page(390, 844, ColorScheme.DARK, true);
        narrow.navigate("/phone");
        Browser.picture(narrow, "phone-idle-narrow");
        Object overflow = narrow.evaluate("() => document.documentElement.scrollWidth - innerWidth");
        assertThat(((Number) overflow).intValue()).isLessThanOrEqualTo(0);
    }

    @Test
    void a_lost_line_comes_back_and_the_conversation_goes_on() {
        Page page = browser.page(390, 844, ColorScheme.LIGHT, false);
        calls(page);
        page.locator(".phone-agent").first().waitFor();
        Browser.picture(page, "phone-talking-narrow");
        page.evaluate("() => switchhookPhone.breakLine()");
        page.locator("text=The line is lost").first().waitFor();
        page.locator("text=The line is back").waitFor();
        page.waitForSelector("#phone[data-state=talking]");
        types(page, "Hello, a massage, please.");
        page.locator("text=We have the classic massage").waitFor();
        page.locator("#phone-hang-up").click();
        page.locator("#phone-ended >> text=Ended:").waitFor();
        assertThat(house.noted(JournalEntry.LineResumed.class)).hasSize(1);
        assertThat(house.noted(JournalEntry.Ended.class).getFirst().ending().reason())
                .isEqualTo(EndReason.CALLER_HUNG_UP);
    }

    @Test
    void whoever_closes_the_page_has_hung_up() {
        Page page = browser.page();
        calls(page);
        page.locator(".phone-agent").first().waitFor();
        Page other = browser.page();
        page.navigate("about:blank");
        await(other, () -> !house.noted(JournalEntry.Ended.class).isEmpty());
        assertThat(house.noted(JournalEntry.Ended.class).getFirst().ending().reason())
                .isEqualTo(EndReason.CALLER_HUNG_UP);
    }

    @Test
    void keys_reach_the_agent_as_the_callers_own() {
        Page page = browser.page(1280, 800, ColorScheme.LIGHT, false);
        calls(page);
        page.locator(".phone-agent").first().waitFor();
        page.locator("[data-key='4']").click();
        page.keyboard().press("2");
        page.locator("[data-key='#']").click();
        page.locator("text=[keys] 42").waitFor();
        page.locator("#phone-hang-up").click();
        page.locator("#phone-ended >> text=Ended:").waitFor();
    }

    /// A sound goes into the page's microphone and, by its frames, straight to its loudspeaker: what that takes is
    /// what the browser adds to the way from mouth to ear, beside the devices themselves.
    @Test
    void the_page_adds_little_from_mouth_to_ear() {
        Page page = browser.page();
        page.navigate("/phone");
        Object added = page.evaluate("async () => { const context = new AudioContext({ latencyHint: 'interactive' });"
            + " for (const name of ['microphone', 'loudspeaker'])   await"
            + " context.audioWorklet.addModule('/phone/scripts/phone-' + name + '.js'); const mic = new"
            + " AudioWorkletNode(context, 'microphone'); const ear = new AudioWorkletNode(context, 'loudspeaker', {"
            + " numberOfInputs: 0, outputChannelCount: [1] }); const probe = new AnalyserNode(context, { fftSize: 128"
            + " }); mic.connect(context.destination); ear.connect(probe).connect(context.destination);"
            + " mic.port.onmessage = ({ data }) => ear.port.postMessage({ sound: data.frame }); await"
            + " context.resume(); await new Promise((r) => setTimeout(r, 500)); const tone = new"
            + " OscillatorNode(context, { frequency: 1000 }); const begun = context.currentTime + 0.1;"
            + " tone.connect(mic); tone.start(begun); const heard = new Float32Array(128); for (;;) {"
            + " probe.getFloatTimeDomainData(heard);   if (heard.some((v) => Math.abs(v) > 0.1)) break;   await new"
            + " Promise((r) => { const c = new MessageChannel(); c.port1.onmessage = r; c.port2.postMessage(0); }); }"
            + " const device = (context.baseLatency || 0) + (context.outputLatency || 0); return [(context.currentTime"
            + " - begun) * 1000, device * 1000]; }");
        double path = ((Number) ((List<?>) added).getFirst()).doubleValue();
        double device = ((Number) ((List<?>) added).getLast()).doubleValue();
        System.out.println("mouth to ear: " + path + " ms in the page, and " + device + " ms of output latency");
        // A busy machine renders sound in bursts; a queue that grows would take much longer.
        assertThat(path).isBetween(20.0, 400.0);
    }

    @Test
    @Timeout(600)
    void fifty_frames_a_second_reach_the_bridge_also_when_muted() {
        Page page = browser.page();
        calls(page);
        page.waitForTimeout(2000);
        List<Long> heard = new ArrayList<>();
        page.locator("#phone-mute").click();
        long begun = System.nanoTime();
        int seconds = Integer.getInteger("switchhook.phone.seconds", 10);
        for (int second = 0; second <= seconds; second++) {
            page.waitForTimeout(Math.max(0.0, second * 1000.0 - (System.nanoTime() - begun) / 1e6));
            heard.add(house.sessions().getFirst().heard().milliseconds());
        }
        double perSecond = (heard.getLast() - heard.getFirst()) / 20.0 / ((System.nanoTime() - begun) / 1e9);
        System.out.println("frames per second at the model: " + perSecond + " over " + seconds + " s");
        assertThat(perSecond).isBetween(49.0, 51.0);
    }

    private static void await(Page page, BooleanSupplier what) {
        for (int i = 0; i < 100 && !what.getAsBoolean(); i++) {
            page.waitForTimeout(100);
        }
    }
}
