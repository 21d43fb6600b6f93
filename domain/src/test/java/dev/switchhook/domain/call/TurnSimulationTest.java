package dev.switchhook.domain.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.claim.Claims;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Turns by the thousand with everything that goes wrong between a caller and a model (O2 to O16): no answer is given
/// twice, no reply is asked for while one is in flight, no tool runs twice, nothing that was stopped is heard.
///
/// `-Dturns=100000` runs more of them. A seed that has failed is kept in [#seeds_that_have_failed_before].
class TurnSimulationTest {

    private static final int TURNS_OF_A_CALL = 20;

    @Test
    void whatever_goes_wrong_nobody_is_answered_twice_or_talked_over() {
        int wanted = Integer.getInteger("turns", 20_000);
        int turns = 0;
        int lies = 0;
        int corrections = 0;
        List<String> failed = new ArrayList<>();
        for (long seed = 1; turns < wanted && seed < wanted; seed++) {
            TurnSimulation call = new TurnSimulation(seed, TURNS_OF_A_CALL);
            List<String> violations = call.run();
            turns += call.turnsTaken();
            lies += call.truth().lies();
            corrections += call.truth().corrections();
            if (!violations.isEmpty() && failed.size() < 20) {
                failed.add("seed " + seed + ": " + violations.getFirst()
                        + (failed.size() < 4 ? "\n" + String.join("\n", call.trace()) : ""));
            }
        }
        System.out.println("simulated " + turns + " turns, " + failed.size() + " failed calls, " + lies
                + " lies heard, " + corrections + " corrections");
        assertThat(failed).as("%d turns", turns).isEmpty();
        assertThat(turns).isGreaterThanOrEqualTo(wanted);
        assertThat(lies).as("lies that were heard").isGreaterThan(wanted / 100);
    }

    @Test
    void i7_it_sees_an_agent_that_is_not_held_to_the_truth() {
        List<String> violations = new ArrayList<>();
        for (long seed = 1; seed <= 100; seed++) {
            violations.addAll(new TurnSimulation(seed, TURNS_OF_A_CALL, Claims.NONE).run());
        }
        assertThat(violations).isNotEmpty().allMatch(violation -> violation.startsWith("I7"));
    }

    @ParameterizedTest
    @ValueSource(longs = {37, 45, 108, 271, 512, 763, 793, 860, 1753, 2466})
    void seeds_that_have_failed_before(long seed) {
        assertThat(new TurnSimulation(seed, TURNS_OF_A_CALL).run()).isEmpty();
    }
}
