package dev.switchhook.app.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SimulationTest {

    private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());

    @Test
    void twenty_thousand_calls_keep_every_invariant_and_end_in_every_way() throws InterruptedException {
        CallSimulation simulation = new CallSimulation(1, 20_000, Mix.percent(5)).run(NOWHERE);

        assertThat(simulation.violations()).isEmpty();
        assertThat(simulation.figures().endings())
                .containsKeys(
                        "AGENT_SAID_GOODBYE",
                        "BOTH_SAID_GOODBYE",
                        "CALLER",
                        "CALLER_SILENT",
                        "MODEL_LOST",
                        "MODEL_UNAVAILABLE",
                        "TIME_LIMIT");
    }

    @Test
    void without_faults_nobody_is_sent_away_and_the_line_is_down_within_a_second_of_the_last_word()
            throws InterruptedException {
        CallSimulation simulation = new CallSimulation(1, 2_000, Mix.percent(0)).run(NOWHERE);

        assertThat(simulation.violations()).isEmpty();
        assertThat(simulation.figures().endings())
                .containsOnlyKeys("AGENT_SAID_GOODBYE", "BOTH_SAID_GOODBYE", "CALLER", "CALLER_SILENT", "TIME_LIMIT");
        assertThat(simulation.figures().calmDowns().within(0.95)).isLessThan(1_000);
    }

    @Test
    void where_everything_fails_often_the_invariants_hold_too() throws InterruptedException {
        assertThat(new CallSimulation(1, 2_000, Mix.percent(20)).run(NOWHERE).violations())
                .isEmpty();
    }

    @Test
    void a_call_is_the_same_whenever_it_is_run() {
        for (long seed = 1; seed <= 50; seed++) {
            SimulatedCall.Outcome once = new SimulatedCall(seed, Mix.percent(5), true).run();
            SimulatedCall.Outcome again = new SimulatedCall(seed, Mix.percent(5), true).run();
            SimulatedCall.Outcome untold = new SimulatedCall(seed, Mix.percent(5), false).run();

            assertThat(again).isEqualTo(once);
            assertThat(untold.steps()).isEqualTo(once.steps());
        }
    }

    @ParameterizedTest
    @MethodSource("seedsThatFoundADefect")
    void a_seed_that_once_found_a_defect_stays_quiet(long seed, int faults) {
        SimulatedCall.Outcome outcome = new SimulatedCall(seed, Mix.percent(faults), true).run();

        assertThat(outcome.violation()).as(outcome.story()).isNull();
    }

    static List<Object[]> seedsThatFoundADefect() throws IOException {
        try (InputStream file = SimulationTest.class.getResourceAsStream("/simulation-seeds.txt")) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            Stream<String[]> lines = text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" +", 3));
            return lines.map(words -> new Object[] {Long.valueOf(words[0]), Integer.valueOf(words[1])})
                    .toList();
        }
    }
}
