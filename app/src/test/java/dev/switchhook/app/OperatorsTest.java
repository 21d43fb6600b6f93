package dev.switchhook.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.operator.OperatorDesk;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.operator.OperatorAct;
import dev.switchhook.domain.port.operator.OperatorResult;
import dev.switchhook.twilio.rehearsal.PhoneReport;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What operators ask one process for is done in the call that another one serves, on the same database.
@Execution(ExecutionMode.CONCURRENT)
class OperatorsTest {

    private static final int PATIENCE = 60;
    private static final String LINE = "A colleague will call you back.";

    @Test
    void an_operator_at_one_process_speaks_in_and_ends_the_call_of_another_one() throws Exception {
        try (Theatre theatre = new Theatre(Map.of())) {
            LongCall call = new LongCall(theatre);
            CompletableFuture<PhoneReport> phone = call.scene().call(LongCall.plan(Duration.ofSeconds(25)));
            call.awaitTalk();
            OperatorDesk desk = theatre.operators(theatre.another());
            CallId id = call(theatre);

            assertThat(told(desk, desk.ask(id, new OperatorAct.Note("A friendly caller."), "anna")))
                    .isEqualTo(OperatorResult.DONE);
            assertThat(told(desk, desk.ask(id, new OperatorAct.SayExactly(LINE), "anna")))
                    .isEqualTo(OperatorResult.DONE);
            assertThat(told(desk, desk.ask(id, new OperatorAct.HangUp(), "anna")))
                    .isEqualTo(OperatorResult.DONE);

            PhoneReport report = phone.get(PATIENCE, TimeUnit.SECONDS);
            assertThat(report.outcome()).isEqualTo(PhoneReport.Outcome.ENDED_BY_REST);
            assertThat(call.scene().ending(report).reason()).isEqualTo(EndReason.OPERATOR_HUNG_UP);
            assertThat(call.scene().notes(report))
                    .filteredOn(JournalEntry.Operated.class::isInstance)
                    .hasSize(3);
            assertThat(told(desk, desk.ask(id, new OperatorAct.HangUp(), "anna")))
                    .isEqualTo(OperatorResult.CALL_OVER);
        }
    }

    private static CallId call(Theatre theatre) throws Exception {
        try (Connection connection = theatre.database().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select call_id from call_record")) {
            assertThat(row.next()).isTrue();
            return new CallId(row.getString(1));
        }
    }

    private static OperatorResult told(OperatorDesk desk, String request) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        Optional<OperatorResult> result = desk.result(request);
        while (result.isEmpty() && System.nanoTime() < end) {
            if (new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("nobody counts this down");
            }
            result = desk.result(request);
        }
        return result.orElseThrow();
    }
}
