package dev.switchhook.app.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.simulation.CallSimulation.Violation;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The simulation can see: what is broken on purpose is found.
class SabotageTest {

    private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());
    private static final String STILL_UP = "and the line is still up";

    private static List<Violation> found(long calls, Sabotage sabotage) throws InterruptedException {
        return new CallSimulation(1, calls, Mix.percent(5).with(sabotage))
                .run(NOWHERE)
                .violations();
    }

    private static long dangling(List<Violation> violations) {
        return violations.stream()
                .filter(found -> found.what().startsWith("I1") && found.what().contains(STILL_UP))
                .count();
    }

    @Test
    void a_limit_of_twelve_tries_without_help_from_others_leaves_calls_dangling() throws InterruptedException {
        assertThat(dangling(found(2_000, Sabotage.RETRY_LIMIT))).isPositive();
    }

    @Test
    void the_same_stubborn_carrier_leaves_no_call_dangling_when_nothing_is_broken() throws InterruptedException {
        assertThat(found(2_000, Sabotage.STUBBORN_CARRIER)).isEmpty();
    }

    @Test
    void a_single_request_to_hang_up_leaves_thousands_of_a_million_calls_dangling() throws InterruptedException {
        assertThat(dangling(found(4_000, Sabotage.ONE_SHOT))).isGreaterThan(4_000 / 1_000);
    }

    @Test
    void an_end_that_is_claimed_without_proof_is_seen() throws InterruptedException {
        assertThat(found(500, Sabotage.FALSE_PROOF))
                .isNotEmpty()
                .allMatch(violation -> violation.what().startsWith("I1: an end is claimed"));
    }

    @Test
    void a_machine_that_records_the_ending_before_the_farewell_is_over_is_seen() throws InterruptedException {
        assertThat(found(2_000, Sabotage.EARLY_ENDING))
                .anyMatch(violation -> violation.what().contains("while the farewell is heard"));
    }

    @Test
    void i6_a_caller_who_waits_for_a_model_and_hears_nothing_is_seen() throws InterruptedException {
        assertThat(found(1_000, Sabotage.NO_WAITING_SOUND))
                .isNotEmpty()
                .allMatch(violation -> violation.what().startsWith("I6: the caller waits for a model"));
    }

    @Test
    void a_reconciler_that_takes_calls_from_healthy_owners_is_seen() throws InterruptedException {
        assertThat(found(500, Sabotage.GREEDY))
                .anyMatch(violation -> violation.what().contains("takes a live call from its healthy owner"));
    }
}
