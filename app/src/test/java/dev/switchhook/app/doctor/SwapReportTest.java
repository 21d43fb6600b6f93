package dev.switchhook.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.port.speech.Capabilities;
import dev.switchhook.domain.port.speech.SessionOption;
import dev.switchhook.domain.port.speech.SessionOption.Kind;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechListener;
import dev.switchhook.domain.port.speech.SpeechModel;
import dev.switchhook.domain.port.speech.SpeechSession;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SwapReportTest {

    private static final Capabilities TOKENS =
            new Capabilities(Set.of(AudioFormat.MULAW_8K), true, false, false, Duration.ofMinutes(60), "tokens");
    private static final Capabilities MINUTES =
            new Capabilities(Set.of(AudioFormat.MULAW_8K), true, true, true, Duration.ofMinutes(30), "minutes");

    @Test
    void it_tells_what_stays_what_differs_and_what_is_new() {
        SwapReport report = SwapReport.of(
                new OnPaper("one", TOKENS, set(Kind.VOICE, "marin"), common(Kind.TURN_SILENCE, "500 ms")),
                new OnPaper(
                        "two",
                        MINUTES,
                        set(Kind.VOICE, "eve"),
                        common(Kind.TURN_SILENCE, "500 ms"),
                        common(Kind.KEY_TERMS, "none")));

        assertThat(report.text().lines().toList())
                .contains("  What changes when two takes over from one")
                .anySatisfy(line -> assertThat(line).matches(" *longest session +60 min +30 min +differs"))
                .anySatisfy(line -> assertThat(line).matches(" *voice +marin +eve +differs"))
                .anySatisfy(line -> assertThat(line).matches(" *turn silence +500 ms +500 ms +same"))
                .anySatisfy(line -> assertThat(line).matches(" *key terms +- +none +new"))
                .anySatisfy(line -> assertThat(line).matches(" *paid for +tokens +minutes +differs"));
        assertThat(report.text()).endsWith("Nothing that was chosen for one would be lost.");
        assertThat(report.exitCode()).isZero();
    }

    @Test
    void a_chosen_option_without_a_counterpart_is_named_and_fails() {
        SwapReport report = SwapReport.of(
                new OnPaper("one", TOKENS, set(Kind.NOISE_REDUCTION, "far_field")),
                new OnPaper("two", MINUTES, common(Kind.VOICE, "eve")));

        assertThat(report.text())
                .contains("LOST: noise reduction is set to 'far_field' for one, and two has nothing like it:"
                        + " it would be lost silently.");
        assertThat(report.exitCode()).isEqualTo(1);
    }

    @Test
    void a_default_without_a_counterpart_is_shown_and_does_not_fail() {
        SwapReport report = SwapReport.of(
                new OnPaper("one", TOKENS, common(Kind.NOISE_REDUCTION, "none")),
                new OnPaper("two", MINUTES, common(Kind.VOICE, "eve")));

        assertThat(report.text().lines())
                .anySatisfy(line -> assertThat(line).matches(" *noise reduction +none +- +has no counterpart"));
        assertThat(report.exitCode()).isZero();
    }

    @Test
    void what_is_chosen_for_one_and_left_alone_for_the_other_is_pointed_out() {
        SwapReport report = SwapReport.of(
                new OnPaper("one", TOKENS, set(Kind.TRANSCRIPTION_LANGUAGE, "de")),
                new OnPaper("two", MINUTES, common(Kind.TRANSCRIPTION_LANGUAGE, "guessed")));

        assertThat(report.text()).contains("differs, and is chosen for one only");
        assertThat(report.exitCode()).isZero();
    }

    @Test
    void a_provider_that_does_not_tell_its_options_leaves_it_open() {
        SwapReport report =
                SwapReport.of(new OnPaper("one", TOKENS, common(Kind.VOICE, "marin")), new OnPaper("two", MINUTES));

        assertThat(report.text()).contains("CANNOT TELL: two does not say what is set for its sessions.");
        assertThat(report.exitCode()).isEqualTo(2);
    }

    @Test
    void programs_get_every_row_with_its_fate() throws Exception {
        SwapReport report = SwapReport.of(
                new OnPaper("one", TOKENS, set(Kind.TOOL_SERVERS, "https://tools.example")),
                new OnPaper("two", MINUTES, common(Kind.VOICE, "eve")));

        JsonNode json = new ObjectMapper().readTree(report.json());

        assertThat(json.path("from").asText()).isEqualTo("one");
        assertThat(json.path("verdict").asText()).isEqualTo("wrong");
        assertThat(json.path("rows"))
                .anySatisfy(row -> {
                    assertThat(row.path("what").asText()).isEqualTo("tool servers");
                    assertThat(row.path("before").asText()).isEqualTo("https://tools.example");
                    assertThat(row.path("after").isNull()).isTrue();
                    assertThat(row.path("fate").asText()).isEqualTo("lost");
                })
                .anySatisfy(row -> assertThat(row.path("fate").asText()).isEqualTo("new"));
    }

    private static SessionOption set(Kind kind, String value) {
        return new SessionOption(kind, value, true);
    }

    private static SessionOption common(Kind kind, String value) {
        return new SessionOption(kind, value, false);
    }

    /// A model of which everything is known, and which never speaks.
    private record OnPaper(String name, Capabilities capabilities, List<SessionOption> options) implements SpeechModel {

        private OnPaper(String name, Capabilities capabilities, SessionOption... options) {
            this(name, capabilities, List.of(options));
        }

        @Override
        public SpeechSession open(SpeechBriefing briefing, SpeechListener listener) {
            throw new AssertionError("a comparison connects nothing");
        }
    }
}
