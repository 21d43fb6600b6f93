package dev.switchhook.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.rehearsal.RehearsesABusiness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The table of bad inputs, against the running program: each of them gets a clear refusal that tells nothing about
/// the inside of the program, and none of them disturbs another call. Two healthy calls go on from before the first
/// row until after the last one; then they end well, and not one of their frames was lost.
@Execution(ExecutionMode.CONCURRENT)
class BadInputTest {

    private static Theatre theatre;
    private static List<HealthyCall> healthy;

    @BeforeAll
    static void two_healthy_calls_begin() {
        // Its callers say nothing to what is read back to them.
        theatre = new Theatre(Map.of("spa.zone", BadToolCalls.ZONE.getId(), "spa.confirmation", "model"));
        healthy = List.of(new HealthyCall(theatre), new HealthyCall(theatre));
    }

    @AfterAll
    static void close() {
        theatre.close();
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @TestFactory
    Stream<DynamicTest> bad_inputs_are_refused_and_disturb_no_other_call() {
        BadWebhooks webhooks = new BadWebhooks(theatre);
        BadSockets sockets = new BadSockets(theatre, webhooks);
        List<BadInput> rows = new ArrayList<>();
        rows.addAll(webhooks.rows());
        rows.addAll(sockets.rows());
        // Its tools are those of the business.
        boolean tools = RehearsesABusiness.Condition.holds();
        List<BadInput> calls = new BadToolCalls(theatre).rows();
        rows.addAll(tools ? calls : List.of());
        rows.add(sockets.lastRow());
        assertThat(rows).hasSize(tools ? 32 : 32 - calls.size());
        return Stream.concat(
                rows.stream()
                        .map(row -> DynamicTest.dynamicTest(row.name(), () -> {
                            row.trial().run();
                            assertTheProgramLives();
                            healthy.forEach(HealthyCall::assertGoesOn);
                        })),
                Stream.of(DynamicTest.dynamicTest("afterwards the healthy calls end well, without a lost frame", () -> {
                    for (HealthyCall call : healthy) {
                        call.assertEndsWell();
                    }
                })));
    }

    private static void assertTheProgramLives() {
        Map<String, String> report = Outsider.voice(Outsider.newCallSid(), "+14155550178");
        report.put("CallStatus", "completed");
        assertThat(new Outsider(theatre.port()).post("/twilio/status", report).status())
                .isEqualTo(204);
    }
}
