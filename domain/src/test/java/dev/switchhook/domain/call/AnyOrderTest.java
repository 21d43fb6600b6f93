package dev.switchhook.domain.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.hangup.HangupPolicies;
import dev.switchhook.domain.port.control.ControlCommand;
import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.port.speech.SpeechEvent.ReplyEnd;
import dev.switchhook.domain.port.speech.SpeechFault;
import dev.switchhook.domain.testkit.CallScript;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Events in any order, likely or not: what must hold whatever happens. A failing call prints its seed; run it alone
/// with [#run].
class AnyOrderTest {

    private static final int CALLS = 20_000;
    private static final int EVENTS = 60;

    private static final CallRules STANDARD = CallRules.standard().withClaims(CorrectionStoryTest.CLAIMS);
    private static final List<CallRules> RULES = List.of(
            STANDARD,
            STANDARD.withEnding(HangUpOrder.MEDIA_FIRST, Duration.ofMinutes(25)),
            STANDARD.withApology("Sorry.", Optional.of(new PhoneNumber("+15005550009"))));

    private static final List<Consumer<CallScript>> EVENTS_THAT_MAY_COME = List.of(
            CallScript::lineOpens,
            CallScript::lineOpens,
            CallScript::callerHangsUp,
            CallScript::lineIsLost,
            call -> call.callerSounds(20),
            call -> call.plays(300),
            CallScript::allMarksReturn,
            CallScript::modelReady,
            CallScript::modelReady,
            CallScript::callerStartsSpeaking,
            CallScript::callerStopsSpeaking,
            call -> call.callerSaid("yes"),
            call -> call.replyStarts("r"),
            call -> call.replyStarts("r2"),
            call -> call.replySounds("r", "i", 700),
            call -> call.replySounds("r2", "i2", 700),
            call -> call.replySaid("r", "i", "words"),
            call -> call.toolWanted("r", "t", "book_appointment"),
            call -> call.toolAnswers("t"),
            call -> call.replySaid("r2", "i2", "I've booked it."),
            call -> call.callerStopsSpeaking("c"),
            call -> call.callerSaid("c", "yes"),
            call -> call.toolWanted("r", "t2", "confirm_appointment"),
            call -> call.toolAnswers("t2"),
            call -> call.hangUpWanted("r", "h1"),
            call -> call.hangUpWanted("r2", "h2"),
            call -> call.replyEnds("r", ReplyEnd.COMPLETE),
            call -> call.replyEnds("r2", ReplyEnd.INTERRUPTED),
            call -> call.replyEnds("r", ReplyEnd.FAILED),
            CallScript::carrierAccepts,
            CallScript::carrierSaysUp,
            CallScript::carrierFails,
            call -> call.passes(200),
            call -> call.passes(2000),
            call -> call.passes(12_000));

    private static final Consumer<CallScript> MODEL_CLOSES = CallScript::modelCloses;

    private static final Consumer<CallScript> NEXT_MODEL_CLOSES = CallScript::nextModelCloses;

    private static final List<Consumer<CallScript>> EVENTS_THAT_ARE_RARE = List.of(
            MODEL_CLOSES,
            MODEL_CLOSES,
            NEXT_MODEL_CLOSES,
            CallScript::nextModelReady,
            CallScript::nextModelReady,
            call -> call.modelFaults(new SpeechFault.SessionExpired()),
            call -> call.modelFaults(new SpeechFault.SessionExpired()),
            call -> call.modelFaults(new SpeechFault.Refused("key")),
            CallScript::handOver,
            CallScript::takenOver,
            CallScript::breaks,
            CallScript::carrierSaysDown,
            call -> call.passes(60_000));

    @Test
    void whatever_comes_states_go_forward_and_nobody_is_cut_off() {
        long switched = 0;
        for (long seed = 0; seed < CALLS; seed++) {
            switched += run(seed).effects().stream()
                    .filter(CallEffect.SwitchModel.class::isInstance)
                    .count();
        }
        assertThat(switched).as("changes of the model").isGreaterThan(100);
    }

    @Test
    void i1_whatever_came_a_call_ends_once_the_carrier_says_so_or_is_let_go() {
        for (long seed = 0; seed < CALLS / 10; seed++) {
            CallScript call = run(seed);
            call.carrierSaysDown().passes(STANDARD.ending().stopWait());
            assertThat(call.phase()).as("seed %d", seed).isInstanceOfAny(CallPhase.Ended.class, CallPhase.LetGo.class);
        }
    }

    @Test
    void i1_a_call_that_stands_as_ending_keeps_asking_until_the_carrier_says_that_it_is_over() {
        int asked = 0;
        for (long seed = 0; seed < CALLS / 4; seed++) {
            CallScript call = run(seed);
            if (Witness.stands(call) == CallState.ENDING && call.phase() instanceof CallPhase.Leaving) {
                call.forget();
                for (int i = 0; i < 20; i++) {
                    call.carrierFails().passes(Duration.ofSeconds(31));
                }
                if (call.phase() instanceof CallPhase.Leaving leaving
                        && leaving.reason().decidedBy() != EndReason.Decider.CALLER) {
                    assertThat(call.did()).as("seed %d", seed).contains("hang up");
                    asked++;
                }
            }
        }
        assertThat(asked).isGreaterThan(100);
    }

    private static CallScript run(long seed) {
        Random random = new Random(seed);
        CallRules rules = RULES.get(random.nextInt(RULES.size()));
        CallScript call = random.nextInt(4) == 0
                ? CallScript.leftBehind(anyPast(random), rules)
                : CallScript.call(
                        HangupPolicies.firstOf(
                                HangupPolicies.afterMaxDuration(Duration.ofMinutes(1)),
                                HangupPolicies.afterSilence(Duration.ofSeconds(8))),
                        rules);
        Witness witness = new Witness(call, "seed " + seed);
        for (int i = 0; i < EVENTS; i++) {
            List<Consumer<CallScript>> events = random.nextInt(20) == 0 ? EVENTS_THAT_ARE_RARE : EVENTS_THAT_MAY_COME;
            Consumer<CallScript> event = events.get(random.nextInt(events.size()));
            event.accept(call);
            witness.look(event.equals(MODEL_CLOSES), event.equals(NEXT_MODEL_CLOSES));
        }
        return call;
    }

    private static Past anyPast(Random random) {
        CallState[] states = {CallState.ANNOUNCED, CallState.LIVE, CallState.FAILED, CallState.ENDING};
        return new Past(
                states[random.nextInt(states.length)],
                Optional.empty(),
                Instant.parse("2026-11-20T11:59:00Z"),
                List.of(),
                List.of(),
                new Past.Leave(Instant.parse("2026-11-20T11:59:00Z"), random.nextBoolean(), random.nextInt(3), false));
    }

    /// Looks at everything that a call does, and knows what it must not do.
    private static final class Witness {

        private final CallScript call;
        private final String name;
        private int read;
        private CallState stands = CallState.ANNOUNCED;
        private boolean modelOpen;
        private boolean nextModelOpen;
        private boolean gone;

        private Witness(CallScript call, String name) {
            this.call = call;
            this.name = name;
        }

        private static CallState stands(CallScript call) {
            return call.effects().stream()
                    .filter(CallEffect.Stand.class::isInstance)
                    .map(effect -> ((CallEffect.Stand) effect).state())
                    .reduce(CallState.ANNOUNCED, (_, later) -> later);
        }

        private void look(boolean modelHasClosed, boolean nextHasClosed) {
            // What the next session says when there is none is the present one's word.
            modelOpen &= !modelHasClosed && (!nextHasClosed || nextModelOpen);
            nextModelOpen &= !nextHasClosed;
            List<CallEffect> effects = call.effects();
            effects.subList(read, effects.size()).forEach(this::judge);
            read = effects.size();
            gone |= call.phase() instanceof CallPhase.LetGo;
            boolean over = gone || call.phase() instanceof CallPhase.Ended;
            if (over) {
                assertThat(modelOpen)
                        .as("%s: the model is closed at the end", name)
                        .isFalse();
                assertThat(nextModelOpen).as("%s: the next model, too", name).isFalse();
                assertThat(call.wakeAt())
                        .as("%s: nothing is wished at the end", name)
                        .isEqualTo(Instant.MAX);
            } else {
                assertThat(call.wakeAt()).as("%s: the next wish", name).isAfter(call.now());
            }
            if (call.phase() instanceof CallPhase.Ended) {
                assertThat(stands).as("%s: over", name).isEqualTo(CallState.OVER);
            }
        }

        private void judge(CallEffect effect) {
            switch (effect) {
                case CallEffect.Stand(CallState state, var _) -> {
                    assertThat(stands.next())
                            .as("%s: %s after %s", name, state, stands)
                            .contains(state);
                    assertThat(state).as("%s: said twice", name).isNotEqualTo(stands);
                    stands = state;
                }
                case CallEffect.OpenModel _ -> {
                    assertThat(modelOpen).as("%s: two models", name).isFalse();
                    modelOpen = true;
                }
                case CallEffect.CloseModel _, CallEffect.GiveModelUp _ -> modelOpen = false;
                case CallEffect.OpenNextModel _ -> {
                    assertThat(modelOpen)
                            .as("%s: a next model beside none", name)
                            .isTrue();
                    nextModelOpen = true;
                }
                case CallEffect.SwitchModel _ -> {
                    assertThat(nextModelOpen)
                            .as("%s: a switch to nothing", name)
                            .isTrue();
                    nextModelOpen = false;
                    modelOpen = true;
                }
                case CallEffect.CloseNextModel _ -> nextModelOpen = false;
                case CallEffect.ToControl(ControlCommand command) -> {
                    assertThat(gone)
                            .as("%s: %s after the call was let go", name, command)
                            .isFalse();
                    if (command == ControlCommand.HANG_UP) {
                        assertThat(stands).as("%s: hang up", name).isEqualTo(CallState.ENDING);
                    } else if (command == ControlCommand.RECONNECT) {
                        assertThat(stands).as("%s: reconnect", name).isEqualTo(CallState.LIVE);
                    } else if (command == ControlCommand.APOLOGISE) {
                        assertThat(stands).as("%s: apologise", name).isEqualTo(CallState.FAILED);
                    }
                }
                case CallEffect.ToLine _,
                        CallEffect.ToModel _,
                        CallEffect.ToTools _,
                        CallEffect.ToJournal _,
                        CallEffect.ToTape _,
                        CallEffect.CloseLine _,
                        CallEffect.LetGo _ -> {}
            }
        }
    }
}
