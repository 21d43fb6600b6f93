package dev.switchhook.app.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.switchhook.app.explain.Cause.Certainty;
import dev.switchhook.app.explain.Cause.Layer;
import dev.switchhook.app.journal.CallStory;
import dev.switchhook.domain.caller.Attestation;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.hangup.CallEnding;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.journal.Noted;
import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExplanationTest {

    private static final CallId CALL = new CallId("CA5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e");
    private static final Instant START = Instant.parse("2026-11-20T13:05:00Z");
    private static final JournalEntry CALLER = new JournalEntry.Spoken(new Turn.Caller("Hello?"));
    private static final JournalEntry AGENT = new JournalEntry.Spoken(new Turn.Agent(new ItemId("i"), "Hello."));

    private static Duration ms(long milliseconds) {
        return Duration.ofMillis(milliseconds);
    }

    private static JournalEntry tool(ToolOutcome outcome, long took) {
        return new JournalEntry.ToolEnded("book_appointment", outcome, ms(took));
    }

    /// A call of 20 s in which these things are noted, one each second.
    private static CallStory story(EndReason reason, long downMs, JournalEntry... entries) {
        List<Noted> notes = new ArrayList<>();
        notes.add(new Noted(START, new JournalEntry.LineOpened()));
        for (int i = 0; i < entries.length; i++) {
            notes.add(new Noted(START.plusSeconds(i + 1), entries[i]));
        }
        notes.add(new Noted(START.plusSeconds(19), new JournalEntry.Leaving(reason)));
        notes.add(new Noted(
                START.plusSeconds(20),
                new JournalEntry.Ended(new CallEnding(reason, Duration.ofSeconds(20), ms(downMs)))));
        return new CallStory(CALL, registered(CallState.OVER, reason), notes);
    }

    private static Optional<CallStory.Registered> registered(CallState state, EndReason reason) {
        return Optional.of(new CallStory.Registered(
                new PhoneNumber("+14155550142"), Attestation.FULL, state, Optional.of(reason), START));
    }

    private static Arguments row(
            String what, Certainty certainty, Layer layer, EndReason reason, JournalEntry... entries) {
        return arguments(what, certainty, layer, story(reason, 400, entries));
    }

    static Stream<Arguments> troubles() {
        EndReason bye = EndReason.AGENT_SAID_GOODBYE;
        return Stream.of(
                row(
                        "the media connection broke for a while",
                        Certainty.LIKELY,
                        Layer.LINE,
                        bye,
                        new JournalEntry.LineInterrupted(),
                        new JournalEntry.LineResumed(ms(1_200))),
                row(
                        "the media connection broke and did not come back",
                        Certainty.CERTAIN,
                        Layer.LINE,
                        EndReason.LINE_LOST,
                        new JournalEntry.LineInterrupted()),
                row(
                        "the speech provider does not want us: it does not know the key",
                        Certainty.CERTAIN,
                        Layer.PROVIDER,
                        EndReason.MODEL_UNAVAILABLE,
                        new JournalEntry.ModelFaulted("Refused[why=401 invalid_api_key]")),
                row(
                        "the speech provider does not want us: it does not know the model",
                        Certainty.CERTAIN,
                        Layer.PROVIDER,
                        EndReason.MODEL_UNAVAILABLE,
                        new JournalEntry.ModelFaulted("Refused[why=model_not_found]")),
                row(
                        "the speech provider has no room for us",
                        Certainty.POSSIBLE,
                        Layer.PROVIDER,
                        bye,
                        new JournalEntry.ModelFaulted("Busy[retryAfter=Optional[PT2S]]")),
                row(
                        "a session with the speech provider reached its longest duration",
                        Certainty.POSSIBLE,
                        Layer.PROVIDER,
                        bye,
                        new JournalEntry.ModelFaulted("SessionExpired[]")),
                row(
                        "the speech provider sent what makes no sense",
                        Certainty.CERTAIN,
                        Layer.PROVIDER,
                        EndReason.MODEL_LOST,
                        new JournalEntry.ModelFaulted("Unintelligible[why=no sound]")),
                row(
                        "the connection to the speech provider was not made, or broke",
                        Certainty.CERTAIN,
                        Layer.PROVIDER,
                        EndReason.MODEL_LOST,
                        new JournalEntry.ModelLost()),
                row(
                        "no session with a speech provider was to be had in time",
                        Certainty.LIKELY,
                        Layer.PROVIDER,
                        EndReason.MODEL_UNAVAILABLE),
                row(
                        "the speech provider was slow",
                        Certainty.LIKELY,
                        Layer.PROVIDER,
                        bye,
                        new JournalEntry.Answered(ms(3_000), ms(200)),
                        new JournalEntry.Answered(ms(4_000), ms(200))),
                row(
                        "the speech provider was slow",
                        Certainty.POSSIBLE,
                        Layer.PROVIDER,
                        bye,
                        new JournalEntry.Greeted(ms(3_500), ms(100))),
                row(
                        "sound took long from us to the caller",
                        Certainty.LIKELY,
                        Layer.LINE,
                        bye,
                        new JournalEntry.Greeted(ms(300), ms(1_500)),
                        new JournalEntry.Answered(ms(300), ms(1_600))),
                row("a tool failed", Certainty.CERTAIN, Layer.TOOL, bye, tool(new ToolOutcome.Failed(), 20)),
                row(
                        "a tool failed",
                        Certainty.CERTAIN,
                        Layer.TOOL,
                        bye,
                        tool(new ToolOutcome.TimedOut(ms(5_000)), 5_000)),
                row(
                        "a tool was slow, and the caller waited for it",
                        Certainty.POSSIBLE,
                        Layer.TOOL,
                        bye,
                        tool(new ToolOutcome.Done("{}"), 4_000)),
                row(
                        "ending the call took more than one request, or long",
                        Certainty.CERTAIN,
                        Layer.LINE,
                        bye,
                        new JournalEntry.ControlFailed("401")),
                arguments(
                        "ending the call took more than one request, or long",
                        Certainty.POSSIBLE,
                        Layer.LINE,
                        story(bye, 2_500)),
                row(
                        "the process that served the call was gone, and another one took it over",
                        Certainty.CERTAIN,
                        Layer.PROGRAM,
                        bye,
                        new JournalEntry.FoundLeftBehind(CallState.LIVE)),
                row("a defect of ours ended the call", Certainty.CERTAIN, Layer.PROGRAM, EndReason.OUR_FAULT),
                row(
                        "the caller was told what no tool has done, and it was not corrected",
                        Certainty.CERTAIN,
                        Layer.AGENT,
                        bye,
                        new JournalEntry.FalseClaim("booked")),
                row(
                        "the caller was told what no tool had done, and it was corrected",
                        Certainty.POSSIBLE,
                        Layer.AGENT,
                        bye,
                        new JournalEntry.FalseClaim("booked"),
                        new JournalEntry.ClaimCorrected("booked")),
                row(
                        "the goodbye may not have been heard to its last word",
                        Certainty.POSSIBLE,
                        Layer.LINE,
                        bye,
                        new JournalEntry.FarewellOver(false)),
                row(
                        "the caller hung up after 18000 ms without an answer",
                        Certainty.LIKELY,
                        Layer.CALLER,
                        EndReason.CALLER_HUNG_UP,
                        CALLER),
                row("the caller fell silent", Certainty.CERTAIN, Layer.CALLER, EndReason.CALLER_SILENT, CALLER, AGENT),
                row(
                        "nothing was ever heard of the caller",
                        Certainty.LIKELY,
                        Layer.LINE,
                        EndReason.CALLER_SILENT,
                        AGENT),
                row("the call reached its longest duration", Certainty.CERTAIN, Layer.CALLER, EndReason.TIME_LIMIT));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void every_trouble_is_named_with_its_layer_and_with_what_to_do(
            String what, Certainty certainty, Layer layer, CallStory call) {
        assertThat(Explanation.of(call)).singleElement().satisfies(cause -> {
            assertThat(cause.what()).isEqualTo(what);
            assertThat(cause.certainty()).isEqualTo(certainty);
            assertThat(cause.layer()).isEqualTo(layer);
            assertThat(cause.evidence()).isNotEmpty();
            assertThat(cause.next()).endsWith(".");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "31901, did not reach",
        "31902, did not reach",
        "31903, broke in the middle",
        "31910, TLS",
        "31920, not upgraded",
        "31921, our side closed",
        "31922, no known kind",
        "31923, malformed",
        "31924, did not understand",
        "31930, too slowly",
        "31931, ten minutes",
        "31941, did not understand",
        "31950, did not understand",
        "31951, did not understand",
        "31999, reports trouble"
    })
    void a_number_of_twilio_is_explained(String code, String words) {
        assertThat(Explanation.of(story(EndReason.LINE_LOST, 0, new JournalEntry.StreamFailed(code + " - some words")))
                        .getFirst())
                .satisfies(cause -> {
                    assertThat(cause.what()).contains(words).endsWith("(" + code + ")");
                    assertThat(cause.certainty()).isEqualTo(Certainty.CERTAIN);
                    assertThat(cause.evidence().getFirst().what()).contains("some words");
                    assertThat(cause.evidence().getFirst().at()).isEqualTo(START.plusSeconds(1));
                });
    }

    @Test
    void a_connection_that_we_closed_on_purpose_is_no_trouble() {
        assertThat(Explanation.of(
                        story(EndReason.AGENT_SAID_GOODBYE, 300, new JournalEntry.StreamFailed("31921 - closed"))))
                .isEmpty();
    }

    @Test
    void a_webhook_that_no_media_connection_followed_points_to_tunnel_firewall_and_tls() {
        CallStory call = new CallStory(CALL, registered(CallState.OVER, EndReason.CALLER_HUNG_UP), List.of());

        assertThat(Explanation.of(call)).singleElement().satisfies(cause -> {
            assertThat(cause.what()).isEqualTo("the webhook was answered, and no media connection followed");
            assertThat(cause.layer()).isEqualTo(Layer.LINE);
            assertThat(cause.next()).contains("tunnel", "firewall", "TLS", "signature");
        });
    }

    @Test
    void when_twilio_has_said_why_no_media_connection_followed_its_word_comes_first() {
        CallStory call = new CallStory(
                CALL,
                registered(CallState.OVER, EndReason.CALLER_HUNG_UP),
                List.of(new Noted(START, new JournalEntry.StreamFailed("31920"))));

        assertThat(Explanation.of(call))
                .extracting(Cause::certainty)
                .containsExactly(Certainty.CERTAIN, Certainty.LIKELY);
        assertThat(Explanation.of(call).getFirst().what()).contains("31920");
    }

    @Test
    void a_caller_who_hangs_up_at_once_may_have_dialled_wrong() {
        CallStory call = new CallStory(
                CALL,
                registered(CallState.OVER, EndReason.CALLER_HUNG_UP),
                List.of(
                        new Noted(START, new JournalEntry.LineOpened()),
                        new Noted(
                                START.plusSeconds(2),
                                new JournalEntry.Ended(new CallEnding(
                                        EndReason.CALLER_HUNG_UP, Duration.ofSeconds(2), Duration.ZERO)))));

        assertThat(Explanation.of(call))
                .singleElement()
                .extracting(Cause::what)
                .isEqualTo("the caller hung up within a few seconds");
    }

    @Test
    void nothing_is_wrong_with_a_call_that_went_well() {
        assertThat(Explanation.of(story(
                        EndReason.AGENT_SAID_GOODBYE,
                        500,
                        new JournalEntry.Greeted(ms(400), ms(300)),
                        CALLER,
                        new JournalEntry.Answered(ms(600), ms(200)),
                        AGENT,
                        tool(new ToolOutcome.Done("{}"), 40),
                        tool(new ToolOutcome.Refused("{}"), 40),
                        new JournalEntry.FarewellOver(true),
                        new JournalEntry.HangupRequested(1))))
                .isEmpty();
    }

    @Test
    void the_surest_comes_first_and_of_equally_sure_ones_what_is_further_out() {
        assertThat(Explanation.of(story(
                        EndReason.MODEL_LOST,
                        400,
                        tool(new ToolOutcome.Failed(), 20),
                        new JournalEntry.FarewellOver(false),
                        new JournalEntry.ModelFaulted("Disconnected[why=reset]"),
                        new JournalEntry.StreamFailed("31903"))))
                .extracting(Cause::layer)
                .containsExactly(Layer.LINE, Layer.PROVIDER, Layer.TOOL, Layer.LINE);
    }

    @Test
    void a_trouble_that_comes_a_thousand_times_is_told_in_five_lines() {
        JournalEntry[] many = IntStream.range(0, 1_000)
                .mapToObj(_ -> tool(new ToolOutcome.Failed(), 20))
                .toArray(JournalEntry[]::new);

        assertThat(Explanation.of(story(EndReason.AGENT_SAID_GOODBYE, 400, many))
                        .getFirst()
                        .evidence())
                .hasSize(5)
                .last()
                .extracting(Cause.Evidence::what)
                .asString()
                .endsWith("and 995 more like these");
    }

    @Test
    void nothing_that_was_said_is_in_an_explanation() {
        CallStory call = story(
                EndReason.CALLER_HUNG_UP,
                400,
                tool(new ToolOutcome.Refused("Marigold"), 4_000),
                new JournalEntry.Spoken(new Turn.Caller("Marigold")));

        assertThat(Explanation.of(call)).isNotEmpty().asString().doesNotContain("Marigold");
    }
}
