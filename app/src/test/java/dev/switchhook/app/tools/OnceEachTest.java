package dev.switchhook.app.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.tools.Seats.End;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.port.tool.Said;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolDeed;
import dev.switchhook.domain.tool.ToolOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OnceEachTest {

    private static final IncomingCall CALLER =
            new IncomingCall(new CallId("CA1"), new PhoneNumber("+4930123456"), new PhoneNumber("+4930999999"));
    private static final String WISH = "{\"row\":1,\"name\":\"Mia\"}";
    private static final ToolOutcome SEAT_1 =
            new ToolOutcome.Done("{\"outcome\":\"done\",\"number\":1,\"name\":\"Mia\"}");

    private final Seats seats = new Seats();
    private final List<Duration> pauses = new ArrayList<>();
    private final SteppedClock clock = new SteppedClock();
    private final FailingLedger ledger = new FailingLedger(new MemoryEffectLedger(clock));
    private final ToolCatalogue tools = process();
    private int calls;

    /// One more process with the same tool and the same ledger.
    private ToolCatalogue process() {
        return new ToolCatalogue(List.of(seats), List.of(), ledger, time -> {
            pauses.add(time);
            clock.advance(Duration.ofSeconds(1));
        });
    }

    private ToolOutcome run(ToolCatalogue tools, String arguments) {
        return tools.run(CALLER, call(arguments), Said.NOTHING, _ -> {});
    }

    private ToolCall call(String arguments) {
        return new ToolCall(new ToolCall.Id("call_" + ++calls), "reserve_seat", arguments);
    }

    @Test
    void o11_the_same_intent_however_it_is_written_takes_effect_once_and_is_answered_alike() {
        assertThat(run(tools, WISH)).isEqualTo(SEAT_1);
        assertThat(run(tools, "{ \"name\" : \" Mia \", \"row\" : 1 }")).isEqualTo(SEAT_1);
        assertThat(run(process(), WISH)).isEqualTo(SEAT_1);

        assertThat(seats.taken()).isEqualTo(1);
        assertThat(tools.repeats()).isEqualTo(1);
    }

    @Test
    void another_intent_or_the_same_one_in_another_call_takes_effect_itself() {
        run(tools, WISH);
        run(tools, "{\"row\":2,\"name\":\"Mia\"}");
        tools.run(new IncomingCall(new CallId("CA2"), CALLER.from(), CALLER.to()), call(WISH), Said.NOTHING, _ -> {});

        assertThat(seats.taken()).isEqualTo(3);
    }

    @Test
    void o11_refusals_and_answers_that_ask_for_more_are_not_kept() {
        seats.ends.addAll(List.of(End.FULL, End.NOT_YET));

        assertThat(run(tools, WISH).answer()).contains("refused", "it is full");
        assertThat(run(tools, WISH).answer()).contains("not_yet", "really?");
        assertThat(run(tools, WISH)).isEqualTo(SEAT_1);
    }

    @Test
    void o11_a_failure_is_not_kept_as_done_and_not_repeated_blindly() {
        seats.ends.addAll(List.of(End.BREAKS_BEFORE, End.UNKNOWN_BEFORE));

        assertThat(run(tools, WISH)).isEqualTo(new ToolOutcome.Failed());
        assertThat(run(tools, WISH)).isInstanceOf(ToolOutcome.TimedOut.class);
        assertThat(run(tools, WISH)).isEqualTo(SEAT_1);
        assertThat(seats.taken()).isEqualTo(1);
    }

    @Test
    void o12_after_an_unknown_outcome_the_tool_is_asked_before_it_runs_again() {
        seats.ends.add(End.UNKNOWN_AFTER);
        assertThat(run(tools, WISH)).isInstanceOf(ToolOutcome.TimedOut.class);
        assertThat(run(tools, WISH)).isEqualTo(SEAT_1);

        seats.ends.add(End.BREAKS_AFTER);
        assertThat(run(tools, "{\"row\":2,\"name\":\"Mia\"}")).isEqualTo(new ToolOutcome.Failed());
        assertThat(run(process(), "{\"row\":2,\"name\":\"Mia\"}").answer()).contains("\"number\":2");
        assertThat(seats.taken()).isEqualTo(2);
    }

    @Test
    void a_tool_that_cannot_know_what_came_of_its_run_never_runs_again_for_that_intent() {
        Forgetful tool = new Forgetful();
        ToolCatalogue forgetful = new ToolCatalogue(List.of(tool));
        ToolCall call = new ToolCall(new ToolCall.Id("call_1"), "forgetful", "{}");

        assertThat(forgetful.run(CALLER, call, Said.NOTHING, _ -> {})).isEqualTo(new ToolOutcome.Failed());
        assertThat(forgetful.run(CALLER, call, Said.NOTHING, _ -> {})).isInstanceOf(ToolOutcome.TimedOut.class);
        assertThat(tool.ran).isEqualTo(1);
    }

    @ToolDefinition(name = "forgetful", description = "Forgets.", effect = ToolDefinition.Effect.CHANGES)
    private static final class Forgetful implements VoiceTool<Forgetful.Nothing> {

        record Nothing() {}

        private int ran;

        @Override
        public ToolReply run(ToolContext context, Nothing nothing) {
            ran++;
            throw new IllegalStateException("at the worst moment");
        }
    }

    @Test
    void o11_a_repeat_while_the_first_runs_waits_for_it_and_is_answered_alike() throws Exception {
        seats.go = new CountDownLatch(1);
        CompletableFuture<ToolOutcome> first = started(() -> run(tools, WISH));
        assertThat(seats.running.await(20, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<ToolOutcome> second = started(() -> run(tools, WISH));
        seats.go.countDown();

        assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo(SEAT_1);
        assertThat(second.get(20, TimeUnit.SECONDS)).isEqualTo(SEAT_1);
        assertThat(seats.taken()).isEqualTo(1);
    }

    private static CompletableFuture<ToolOutcome> started(java.util.function.Supplier<ToolOutcome> work) {
        CompletableFuture<ToolOutcome> result = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> result.complete(work.get()));
        return result;
    }

    @Test
    void d4_a_run_whose_process_died_after_the_effect_is_looked_up() {
        ledger.deaf = true;
        run(process(), WISH);
        ledger.deaf = false;

        assertThat(tools.done(CALLER))
                .containsExactly(
                        new ToolDeed("reserve_seat", "{\"outcome\":\"done\",\"number\":1,\"name\":\"(not kept)\"}"));
        assertThat(run(tools, WISH)).isEqualTo(SEAT_1);
        assertThat(seats.taken()).isEqualTo(1);
        assertThat(pauses).isEmpty();
    }

    @Test
    void d4_a_run_whose_process_died_before_the_effect_is_left_alone_for_its_time_and_then_repeated() {
        seats.ends.add(End.BREAKS_BEFORE);
        ledger.deaf = true;
        run(process(), WISH);
        ledger.deaf = false;

        assertThat(tools.done(CALLER)).isEmpty();
        assertThat(run(tools, WISH)).isEqualTo(SEAT_1);
        assertThat(pauses).hasSize(4);
        assertThat(seats.taken()).isEqualTo(1);
    }

    @Test
    void d1_without_the_ledger_a_tool_with_an_effect_does_not_run_and_says_what_to_say() {
        ledger.out = true;
        ToolOutcome outcome = run(tools, WISH);
        assertThat(outcome).isInstanceOf(ToolOutcome.Refused.class);
        assertThat(outcome.answer()).contains("cannot be done just now", "Nothing was changed");
        assertThat(seats.taken()).isZero();
        assertThat(tools.done(CALLER)).isEmpty();

        ledger.out = false;
        assertThat(run(tools, WISH)).isEqualTo(SEAT_1);
    }

    @Test
    void d4_a_beginning_that_was_noted_though_the_ledger_said_nothing_does_not_stand_in_the_way() {
        ledger.mute = true;
        assertThat(run(tools, WISH)).isInstanceOf(ToolOutcome.Refused.class);
        ledger.mute = false;

        assertThat(run(tools, WISH)).isEqualTo(SEAT_1);
        assertThat(pauses).isEmpty();
    }

    /// Found by 10,000 intents with the seed 6601296299497886429.
    @Test
    void d4_a_run_whose_beginning_was_once_in_doubt_is_not_begun_again_after_it_has_run() {
        seats.ends.add(End.BREAKS_BEFORE);
        run(tools, WISH);
        ledger.mute = true;
        run(tools, WISH);
        ledger.mute = false;
        seats.ends.add(End.BREAKS_AFTER);
        assertThat(run(tools, WISH)).isEqualTo(new ToolOutcome.Failed());

        assertThat(run(tools, WISH)).isEqualTo(SEAT_1);
        assertThat(seats.taken()).isEqualTo(1);
    }

    @Test
    void d2_what_the_ledger_could_not_note_any_more_is_done_all_the_same_and_noted_later() {
        ledger.deaf = true;
        assertThat(run(tools, WISH)).isEqualTo(SEAT_1);
        ledger.deaf = false;
        seats.effects.clear();

        assertThat(run(tools, WISH)).isEqualTo(SEAT_1);
        assertThat(run(process(), WISH)).isEqualTo(SEAT_1);
        assertThat(seats.taken()).isZero();
    }

    @Test
    void a_tool_that_answers_early_is_not_started_again_and_its_later_reply_is_kept() {
        seats.ends.add(End.ACCEPTS);
        List<ToolOutcome> reports = new ArrayList<>();

        ToolOutcome accepted = tools.run(CALLER, call(WISH), Said.NOTHING, reports::add);
        assertThat(accepted).isInstanceOf(ToolOutcome.Pending.class);
        assertThat(run(tools, WISH)).isEqualTo(accepted);
        seats.accepted.getFirst().accept(Seats.ACCEPTED);

        assertThat(reports).containsExactly(SEAT_1);
        assertThat(run(tools, WISH)).isEqualTo(SEAT_1);
        assertThat(seats.taken()).isEqualTo(1);
    }

    @Test
    void i4_what_was_done_is_told_in_its_order_without_personal_data() {
        run(tools, WISH);
        seats.ends.add(End.FULL);
        run(tools, "{\"row\":3,\"name\":\"Mia\"}");
        run(tools, "{\"row\":2,\"name\":\"Tom\"}");

        assertThat(process().done(CALLER))
                .containsExactly(
                        new ToolDeed("reserve_seat", "{\"outcome\":\"done\",\"number\":1,\"name\":\"(not kept)\"}"),
                        new ToolDeed("reserve_seat", "{\"outcome\":\"done\",\"number\":2,\"name\":\"(not kept)\"}"));
    }
}
