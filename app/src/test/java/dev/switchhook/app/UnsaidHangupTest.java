package dev.switchhook.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.rehearsal.Act;
import dev.switchhook.domain.rehearsal.Cue;
import dev.switchhook.domain.rehearsal.Role;
import dev.switchhook.domain.testkit.TestSound;
import dev.switchhook.twilio.rehearsal.CallPlan;
import dev.switchhook.twilio.rehearsal.CallerStep;
import dev.switchhook.twilio.rehearsal.PhoneReport;
import dev.switchhook.twilio.rehearsal.PhoneReport.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Models that say that they hang up and do not, in whole calls through the running program.
@Execution(ExecutionMode.CONCURRENT)
class UnsaidHangupTest {

    private static Theatre theatre;

    @BeforeAll
    static void open() {
        theatre = new Theatre(Map.of("switchhook.calls.goodbye-quiet-seconds", "2"));
    }

    @AfterAll
    static void close() {
        theatre.close();
    }

    /// A model that never calls a tool: it announces the hang-up upon the caller's first words, and is at their
    /// service when they go on.
    private record Talker(String goodbye) implements Role {

        @Override
        public String heard(int number) {
            return number == 1 ? "That is all, thank you. Goodbye!" : "Oh, one more thing.";
        }

        @Override
        public List<Act> play(Cue cue) {
            return switch (cue) {
                case Cue.Asked _ -> List.of(new Act.Say("Hello.", TestSound.speech(1, 300)));
                case Cue.CallerSpoke(int number) ->
                    List.of(new Act.Say(number == 1 ? goodbye : "Yes, please.", TestSound.speech(number + 1, 300)));
                case Cue.ToolsAnswered _ -> List.of();
            };
        }
    }

    private static CallPlan plan(CallerStep... afterwards) {
        List<CallerStep> steps = new ArrayList<>(
                List.of(new CallerStep.Listen(Duration.ofMillis(200)), new CallerStep.Speak(TestSound.speech(7, 300))));
        steps.addAll(List.of(afterwards));
        return CallPlan.of(steps);
    }

    @Test
    void o13_a_model_that_announces_the_hang_up_and_calls_no_tool_does_not_keep_the_line_open() throws Exception {
        Scene scene = theatre.scene(() -> new Talker("You are welcome. I'll hang up now."));
        PhoneReport phone = scene.callAndWait(plan(new CallerStep.WaitForHangup(Duration.ofSeconds(15))));

        assertThat(phone.complaints()).isEmpty();
        assertThat(phone.outcome()).isEqualTo(Outcome.ENDED_BY_REST);
        assertThat(phone.bytesUnplayed()).isZero();
        assertThat(scene.ending(phone).reason()).isEqualTo(EndReason.BOTH_SAID_GOODBYE);
        assertThat(scene.ending(phone).duration()).isLessThan(Duration.ofSeconds(8));
        assertThat(scene.session().closed()).isTrue();
    }

    @Test
    void o13_a_caller_who_goes_on_talking_is_not_cut_off() throws Exception {
        Scene scene = theatre.scene(() -> new Talker("You are welcome. I'll hang up now."));
        PhoneReport phone = scene.callAndWait(plan(
                new CallerStep.Listen(Duration.ofMillis(800)),
                new CallerStep.Speak(TestSound.speech(8, 300)),
                new CallerStep.Listen(Duration.ofSeconds(3)),
                new CallerStep.HangUp()));

        assertThat(phone.complaints()).isEmpty();
        assertThat(phone.outcome()).isEqualTo(Outcome.CALLER_HUNG_UP);
        assertThat(scene.ending(phone).reason()).isEqualTo(EndReason.CALLER_HUNG_UP);
    }

    @Test
    void o13_a_model_that_only_offers_to_hang_up_is_not_taken_at_its_word() throws Exception {
        Scene scene = theatre.scene(() -> new Talker("If you want, I'll hang up now."));
        PhoneReport phone =
                scene.callAndWait(plan(new CallerStep.Listen(Duration.ofMillis(3_500)), new CallerStep.HangUp()));

        assertThat(phone.outcome()).isEqualTo(Outcome.CALLER_HUNG_UP);
    }
}
