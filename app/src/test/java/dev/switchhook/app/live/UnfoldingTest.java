package dev.switchhook.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.hangup.CallEnding;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.turn.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UnfoldingTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Unfolding unfolding = new Unfolding();

    private Glimpse after(JournalEntry... entries) {
        List.of(entries).forEach(unfolding::take);
        return unfolding.glimpse(
                new LiveCall(
                        new CallId("CA1"),
                        "...56",
                        CallState.LIVE,
                        Optional.empty(),
                        Optional.of("north"),
                        Instant.parse("2026-11-20T10:00:00Z")),
                false,
                true);
    }

    private static JournalEntry started(String tool) {
        return new JournalEntry.ToolStarted(new ToolCall(new ToolCall.Id("c"), tool, "{}"));
    }

    @Test
    void a_call_goes_from_stage_to_stage() {
        assertThat(after(new JournalEntry.LineOpened()).stage()).isEqualTo(Stage.CONNECTING);
        assertThat(after(new JournalEntry.ModelReady("m", SECOND)).stage()).isEqualTo(Stage.TALKING);
        assertThat(after(new JournalEntry.LineInterrupted()).stage()).isEqualTo(Stage.RECONNECTING);
        assertThat(after(new JournalEntry.LineResumed(SECOND)).stage()).isEqualTo(Stage.TALKING);
        assertThat(after(new JournalEntry.Leaving(EndReason.TIME_LIMIT)).stage()).isEqualTo(Stage.LEAVING);
        assertThat(after(new JournalEntry.FarewellTakenBack()).reason()).isEmpty();
        assertThat(after(new JournalEntry.Ended(new CallEnding(EndReason.CALLER_HUNG_UP, SECOND, SECOND)))
                        .stage())
                .isEqualTo(Stage.ENDED);
    }

    @Test
    void the_worst_that_is_wrong_is_what_is_seen_and_goes_when_it_is_over() {
        assertThat(after(new JournalEntry.Answered(Duration.ofSeconds(3), SECOND)).health())
                .isEqualTo(Health.SLOW);
        assertThat(after(new JournalEntry.FalseClaim("booked")).health()).isEqualTo(Health.FALSE_CLAIM);
        assertThat(after(new JournalEntry.ModelLost()).health()).isEqualTo(Health.MODEL_LOST);
        assertThat(after(new JournalEntry.LineInterrupted()).health()).isEqualTo(Health.LINE_INTERRUPTED);
        assertThat(after(new JournalEntry.LineResumed(SECOND)).health()).isEqualTo(Health.MODEL_LOST);
        assertThat(after(new JournalEntry.ModelBack("xai", "grok", SECOND)).health())
                .isEqualTo(Health.FALSE_CLAIM);
        assertThat(after(new JournalEntry.ClaimCorrected("booked")).health()).isEqualTo(Health.SLOW);
        assertThat(after(new JournalEntry.Answered(SECOND, SECOND)).health()).isEqualTo(Health.FINE);
        assertThat(after(new JournalEntry.EndingOverdue(SECOND)).health()).isEqualTo(Health.ENDING_OVERDUE);
    }

    @Test
    void the_model_that_went_on_is_the_provider_that_is_shown() {
        after(new JournalEntry.Attended("Serenity", Optional.of("openai")));

        assertThat(after(new JournalEntry.ModelBack("xai", "grok", SECOND)).provider())
                .contains("xai");
    }

    @Test
    void a_tool_that_has_answered_early_still_runs() {
        after(started("book"));

        assertThat(after(new JournalEntry.ToolEnded("book", new ToolOutcome.Pending("{}"), SECOND))
                        .tools())
                .containsExactly("book");
        assertThat(after(new JournalEntry.ToolEnded("book", new ToolOutcome.Failed(), SECOND))
                        .tools())
                .isEmpty();
    }

    @Test
    void the_last_words_are_the_ones_that_were_spoken_last() {
        after(new JournalEntry.Spoken(new Turn.Caller("first")), new JournalEntry.Spoken(new Turn.Caller("last")));

        Glimpse glimpse = after(new JournalEntry.Spoken(new Turn.Caller("earlier, but known later"), 1));

        assertThat(glimpse.words().orElseThrow().text()).isEqualTo("last");
    }

    @Test
    void a_long_text_is_cut_and_never_inside_a_character() {
        String faces = "x" + "\uD83D\uDC86".repeat(1_000);

        String text = after(new JournalEntry.Spoken(new Turn.Caller(faces)))
                .words()
                .orElseThrow()
                .text();

        assertThat(text).hasSizeLessThanOrEqualTo(Words.LONGEST).endsWith("…");
        assertThat(text.codePoints().filter(c -> c >= 0xD800 && c <= 0xDFFF)).isEmpty();
        assertThat(after(new JournalEntry.Spoken(new Turn.Caller("two\nlines\u0007")))
                        .words()
                        .orElseThrow()
                        .text())
                .isEqualTo("two lines");
    }

    @Test
    void memory_stays_small_however_many_tools_run() {
        for (int i = 0; i < 1_000; i++) {
            unfolding.take(started("tool" + i));
        }

        assertThat(after().tools()).hasSize(Glimpse.MOST_TOOLS);
    }
}
