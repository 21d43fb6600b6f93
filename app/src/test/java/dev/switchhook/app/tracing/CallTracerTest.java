package dev.switchhook.app.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.hangup.CallEnding;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.port.registry.NodeId;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.Turn;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallTracerTest {

    private static final CallId CALL = new CallId("CA5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e");
    private static final Instant START = Instant.parse("2026-11-20T13:05:00Z");

    private final CollectedSpans collected = new CollectedSpans();
    private final Traces traces = new Traces(collected, new NodeId("node-1"), "1.2.3");
    private final CallTracer tracer = new CallTracer(traces, 1, List.of("book_appointment"));

    private void note(long milliseconds, JournalEntry entry) {
        tracer.note(CALL, START.plusMillis(milliseconds), entry);
    }

    private static CallEnding ending(EndReason reason, long downMs) {
        return new CallEnding(reason, Duration.ofSeconds(20), Duration.ofMillis(downMs));
    }

    private static long ms(long nanos) {
        return Duration.between(START, Instant.ofEpochSecond(0, nanos)).toMillis();
    }

    private static void assertTook(SpanData span, long from, long until) {
        assertThat(List.of(ms(span.getStartEpochNanos()), ms(span.getEndEpochNanos())))
                .as(span.getName())
                .containsExactly(from, until);
    }

    private static String word(SpanData span, String key) {
        return span.getAttributes().get(AttributeKey.stringKey(key));
    }

    @Test
    void a_call_is_one_trace_with_a_part_for_everything_that_takes_time() {
        tracer.announced(CALL, START.minusMillis(900), START.minusMillis(880), "Admitted");
        note(0, new JournalEntry.LineOpened());
        note(0, new JournalEntry.Attended("salon", Optional.empty()));
        note(227, new JournalEntry.ModelReady("gpt-realtime-2.1", Duration.ofMillis(227)));
        note(227, new JournalEntry.Attended("salon", Optional.of("openai")));
        note(1_000, new JournalEntry.Greeted(Duration.ofMillis(400), Duration.ofMillis(600)));
        note(5_000, new JournalEntry.Answered(Duration.ofMillis(700), Duration.ofMillis(200)));
        note(6_000, new JournalEntry.ToolStarted(new ToolCall(new ToolCall.Id("t"), "book_appointment", "{}")));
        note(6_041, new JournalEntry.ToolEnded("book_appointment", new ToolOutcome.Done("{}"), Duration.ofMillis(41)));
        note(18_000, new JournalEntry.Leaving(EndReason.AGENT_SAID_GOODBYE));
        note(19_450, new JournalEntry.HangupRequested(1));
        note(20_000, new JournalEntry.Ended(ending(EndReason.AGENT_SAID_GOODBYE, 598)));
        traces.close();

        SpanData whole = collected.only("call");
        assertTook(whole, -900, 20_000);
        assertTook(collected.only("webhook voice"), -900, -880);
        assertTook(collected.only("media stream"), 0, 20_000);
        assertTook(collected.only("provider session"), 0, 20_000);
        assertTook(collected.only("greeting"), 0, 1_000);
        assertTook(collected.only("turn"), 4_100, 5_000);
        assertThat(collected.only("turn").getEvents())
                .extracting(EventData::getName, event -> ms(event.getEpochNanos()))
                .containsExactly(tuple("first sound sent", 4_800L));
        assertTook(collected.only("tool"), 6_000, 6_041);
        assertTook(collected.only("hang-up"), 19_402, 20_000);
        assertThat(word(whole, "switchhook.call")).isEqualTo(CALL.value());
        assertThat(word(whole, "switchhook.assistant")).isEqualTo("salon");
        assertThat(word(whole, "switchhook.provider")).isEqualTo("openai");
        assertThat(word(whole, "switchhook.model")).isEqualTo("gpt-realtime-2.1");
        assertThat(word(whole, "switchhook.reason")).isEqualTo("agent_said_goodbye");
        assertThat(word(whole, "switchhook.blame")).isEqualTo("nobody");
        assertThat(whole.getResource().getAttribute(AttributeKey.stringKey("service.name")))
                .isEqualTo("switchhook");
        assertThat(collected.spans()).hasSize(8).allSatisfy(span -> {
            assertThat(span.getTraceId()).isEqualTo(whole.getTraceId());
            assertThat(span.getParentSpanId()).isEqualTo(span.equals(whole) ? "0000000000000000" : whole.getSpanId());
        });
        assertThat(tracer.calls()).isZero();
    }

    @Test
    void a_call_that_another_process_goes_on_with_stays_one_trace() {
        CollectedSpans there = new CollectedSpans();
        Traces others = new Traces(there, new NodeId("node-2"), "1.2.3");
        CallTracer other = new CallTracer(others, 1, List.of());

        note(0, new JournalEntry.LineOpened());
        note(5_000, new JournalEntry.LetGo());
        other.note(CALL, START.plusMillis(6_000), new JournalEntry.LineResumed(Duration.ZERO));
        other.note(CALL, START.plusMillis(9_000), new JournalEntry.Ended(ending(EndReason.CALLER_HUNG_UP, 0)));
        traces.close();
        others.close();

        SpanData whole = collected.only("call");
        SpanData rest = there.only("call, taken over");
        assertTook(rest, 6_000, 9_000);
        assertThat(rest.getTraceId()).isEqualTo(whole.getTraceId());
        assertThat(rest.getParentSpanId()).isEqualTo(whole.getSpanId());
        assertThat(word(whole, "switchhook.outcome")).isEqualTo("let go");
        assertThat(word(rest, "switchhook.outcome")).isEqualTo("ended");
        assertThat(there.named("call")).isEmpty();
    }

    @Test
    void a_lost_model_ends_its_session_with_an_error_and_the_next_one_is_a_session_of_its_own() {
        note(0, new JournalEntry.LineOpened());
        note(200, new JournalEntry.ModelReady("one", Duration.ofMillis(200)));
        note(3_000, new JournalEntry.ModelLost());
        note(4_000, new JournalEntry.ModelBack("xai", "two", Duration.ofSeconds(1)));
        note(9_000, new JournalEntry.Ended(ending(EndReason.OUR_FAULT, 100)));
        traces.close();

        List<SpanData> sessions = collected.named("provider session");
        assertThat(sessions).hasSize(2);
        assertTook(sessions.getFirst(), 0, 3_000);
        assertThat(sessions.getFirst().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertTook(sessions.getLast(), 3_000, 9_000);
        assertThat(word(sessions.getLast(), "switchhook.model")).isEqualTo("two");
        assertThat(collected.only("call").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }

    @Test
    void nothing_that_was_said_asked_answered_or_invented_is_in_a_trace() {
        String secret = "Marigold";
        note(0, new JournalEntry.LineOpened());
        note(20, new JournalEntry.Spoken(new Turn.Caller(secret)));
        note(20, new JournalEntry.Spoken(new Turn.Agent(new ItemId("i"), secret)));
        note(30, new JournalEntry.ToolStarted(new ToolCall(new ToolCall.Id("t"), secret, secret)));
        note(40, new JournalEntry.ToolEnded(secret, new ToolOutcome.Done(secret), Duration.ofMillis(3)));
        note(45, new JournalEntry.ToolEnded(secret, new ToolOutcome.Failed(), Duration.ofMillis(3)));
        note(50, new JournalEntry.ModelFaulted("Refused[why=" + secret + "]"));
        note(51, new JournalEntry.ModelFaulted(secret));
        note(52, new JournalEntry.ControlFailed(secret));
        note(53, new JournalEntry.FalseClaim(secret));
        note(60, new JournalEntry.Ended(ending(EndReason.CALLER_HUNG_UP, 0)));
        traces.close();

        assertThat(collected.spans())
                .allSatisfy(span -> assertThat(span.toString()).doesNotContain(secret))
                .extracting(SpanData::getName)
                .containsExactlyInAnyOrder("tool", "tool", "media stream", "call");
        assertThat(collected.only("call").toString()).contains("fault=\"Refused\"");
    }

    @Test
    void a_long_call_is_remembered_by_a_bounded_number_of_moments() {
        note(0, new JournalEntry.LineOpened());
        IntStream.range(0, 10_000).forEach(i -> note(i, new JournalEntry.BargedIn(List.of())));
        note(20_000, new JournalEntry.Ended(ending(EndReason.CALLER_HUNG_UP, 0)));
        traces.close();

        assertThat(collected.only("call").getEvents()).hasSize(CallTrail.MOST_MARKS);
    }

    @Test
    void calls_that_never_end_do_not_fill_the_memory() {
        IntStream.range(0, 12_000)
                .forEach(i -> tracer.note(new CallId("CA" + i), START, new JournalEntry.LineOpened()));

        assertThat(tracer.calls()).isEqualTo(10_000);
        traces.close();
    }

    @Test
    void a_part_of_the_calls_is_traced_and_every_process_chooses_the_same_ones() {
        List<Integer> chosen = IntStream.range(0, 2_000)
                .filter(i -> TraceName.of(new CallId("CA" + i)).isIn(0.25))
                .boxed()
                .toList();
        assertThat(chosen).hasSizeBetween(420, 580);
        assertThat(TraceName.of(CALL).isIn(0)).isFalse();

        CallTracer quarter = new CallTracer(traces, 0.25, List.of());
        IntStream.range(0, 2_000)
                .forEach(i -> quarter.note(new CallId("CA" + i), START, new JournalEntry.LineOpened()));
        assertThat(quarter.calls()).isEqualTo(chosen.size());
        traces.close();
    }

    @Test
    void a_call_that_is_never_connected_here_leaves_its_webhook_and_no_memory() {
        tracer.announced(CALL, START, START.plusMillis(20), "Admitted");
        tracer.down(CALL, START.plusMillis(30_000));
        traces.close();

        assertThat(collected.only("webhook voice").getTraceId())
                .isEqualTo(TraceName.of(CALL).trace());
        assertTook(collected.only("over, not connected here"), 30_000, 30_000);
        assertThat(tracer.calls()).isZero();
    }

    @Test
    void a_call_that_is_taken_over_while_it_ends_is_told_from_then_on() {
        note(0, new JournalEntry.FoundLeftBehind(CallState.ENDING));
        note(10, new JournalEntry.HangupRequested(1));
        note(400, new JournalEntry.Ended(ending(EndReason.AGENT_SAID_GOODBYE, 400)));
        traces.close();

        assertTook(collected.only("call, taken over"), 0, 400);
        assertTook(collected.only("hang-up"), 0, 400);
    }
}
