package dev.switchhook.domain.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.switchhook.domain.call.CallEffect;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.line.AfterStream;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallSimulationTest {

    private static final int CALLS = Integer.getInteger("simulation.calls", 10_000);
    private static final CallEffect NOTHING = new CallEffect.ToJournal(new JournalEntry.LineOpened());

    @Test
    void ten_thousand_calls_keep_every_invariant_and_end_in_every_way() {
        Long only = Long.getLong("simulation.seed");
        if (only != null) {
            assertThatCode(() -> CallSimulation.call(only)).doesNotThrowAnyException();
            return;
        }
        Map<EndReason, Integer> endings = new EnumMap<>(EndReason.class);
        for (long seed = 1; seed <= CALLS; seed++) {
            endings.merge(CallSimulation.call(seed).reason(), 1, Integer::sum);
        }
        assertThat(endings).containsOnlyKeys(EndReason.values());
    }

    /// Seeds that once found a defect.
    @ParameterizedTest
    @ValueSource(longs = {24, 132, 209, 326, 413, 439})
    void seeds_that_once_found_a_defect_stay_quiet(long seed) {
        assertThatCode(() -> CallSimulation.call(seed)).doesNotThrowAnyException();
    }

    @Test
    void the_simulation_sees_a_machine_that_asks_the_carrier_only_once() {
        assertFound("I1", (effect, number) -> effect instanceof CallEffect.ToControl && number > 1 ? NOTHING : effect);
    }

    @Test
    void the_simulation_sees_a_machine_that_does_not_apologise() {
        assertFound(
                "I2",
                (effect, _) -> effect instanceof CallEffect.AnswerAfterStream
                        ? new CallEffect.AnswerAfterStream(new AfterStream.HangUp())
                        : effect);
    }

    @Test
    void the_simulation_sees_a_machine_that_leaves_the_model_open() {
        assertFound("I5", (effect, _) -> effect instanceof CallEffect.CloseModel ? NOTHING : effect);
    }

    private static void assertFound(String invariant, Tampering tampering) {
        assertThat(LongStream.rangeClosed(1, 2000)
                        .anyMatch(seed -> failure(seed, tampering).contains(invariant)))
                .as("%s is seen broken in 2,000 calls", invariant)
                .isTrue();
    }

    private static String failure(long seed, Tampering tampering) {
        try {
            CallSimulation.call(seed, tampering);
            return "";
        } catch (AssertionError broken) {
            return broken.getMessage().lines().findFirst().orElse("");
        }
    }
}
