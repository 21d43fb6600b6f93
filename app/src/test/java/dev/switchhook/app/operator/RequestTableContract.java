package dev.switchhook.app.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.switchhook.app.store.Database;
import dev.switchhook.app.store.DatabaseSettings;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.operator.OperatorAct;
import dev.switchhook.domain.port.operator.OperatorResult;
import dev.switchhook.domain.port.registry.NodeId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What the table of the requests of operators promises, whichever database it is in.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RequestTableContract {

    private static final CallId CALL = new CallId("CA1");
    private static final NodeId HERE = new NodeId("here");
    private static final NodeId THERE = new NodeId("there");
    private static final OperatorAct LINE = new OperatorAct.SayExactly("Grüß Gott, 'one' moment \"please\".");

    private Database database;
    private RequestTable table;

    /// The URL of an empty database.
    abstract String url() throws Exception;

    @BeforeAll
    void open() throws Exception {
        database = Database.open(new DatabaseSettings(url(), Optional.empty(), Optional.empty()));
        database.dataSource().unwrap(HikariDataSource.class).setConnectionTimeout(30_000);
        table = new RequestTable(database.dataSource());
    }

    @BeforeEach
    void empty() throws SQLException {
        execute("delete from operator_request");
        execute("delete from call_record");
        execute("insert into call_record (call_id, caller, called, attestation, state, owner, epoch, announced_at,"
                + " touched_at) values ('CA1', '+15005550006', '+15005550001', 'ABSENT', 'LIVE', 'here', 1,"
                + " current_timestamp, current_timestamp)");
    }

    @AfterAll
    void close() {
        database.close();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void what_is_asked_for_waits_as_it_was_asked_for() throws Exception {
        String say = table.ask(CALL, LINE, "anna");
        String hangUp = table.ask(CALL, new OperatorAct.HangUp(), "ben");
        assertThat(table.waiting()).extracting(it -> it.request().id()).containsExactlyInAnyOrder(say, hangUp);
        assertThat(table.waiting())
                .allMatch(it -> it.call().equals(CALL))
                .extracting(it -> it.request().who() + ": " + it.request().act())
                .containsExactlyInAnyOrder("anna: " + LINE, "ben: HangUp[]");
        assertThat(table.result(say)).isEmpty();
    }

    @Test
    void of_many_processes_that_want_it_one_gets_it() throws Exception {
        String request = table.ask(CALL, LINE, "anna");
        try (ExecutorService processes = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> tries = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                NodeId node = new NodeId("node-" + i);
                Callable<Boolean> attempt = () -> table.take(request, node);
                tries.add(processes.submit(attempt));
            }
            int taken = 0;
            for (Future<Boolean> attempt : tries) {
                taken += attempt.get() ? 1 : 0;
            }
            assertThat(taken).isEqualTo(1);
        }
        assertThat(table.waiting()).isEmpty();
    }

    @Test
    void who_has_taken_it_tells_the_result_once() throws Exception {
        String request = table.ask(CALL, LINE, "anna");
        assertThat(table.take(request, HERE)).isTrue();
        table.settle(request, THERE, OperatorResult.NOT_SAID);
        assertThat(table.result(request)).isEmpty();
        table.settle(request, HERE, OperatorResult.DONE);
        table.settle(request, HERE, OperatorResult.NOT_SAID);
        assertThat(table.result(request)).contains(OperatorResult.DONE);
    }

    @Test
    void after_ten_seconds_it_is_not_done_any_more() throws Exception {
        String request = table.ask(CALL, LINE, "anna");
        execute("update operator_request set asked_at = asked_at - interval '11' second");
        assertThat(table.waiting()).isEmpty();
        assertThat(table.take(request, HERE)).isFalse();
        assertThat(table.result(request)).contains(OperatorResult.EXPIRED);
    }

    @Test
    void what_was_taken_may_take_longer() throws Exception {
        String request = table.ask(CALL, LINE, "anna");
        assertThat(table.take(request, HERE)).isTrue();
        execute("update operator_request set asked_at = asked_at - interval '60' second,"
                + " taken_at = taken_at - interval '60' second");
        assertThat(table.result(request)).isEmpty();
    }

    @Test
    void it_expires_when_whoever_has_taken_it_has_lost_the_call() throws Exception {
        String request = table.ask(CALL, LINE, "anna");
        assertThat(table.take(request, HERE)).isTrue();
        execute("update call_record set owner = 'there'");
        execute("update operator_request set taken_at = taken_at - interval '6' second");
        assertThat(table.result(request)).contains(OperatorResult.EXPIRED);
    }

    @Test
    void a_call_that_is_over_or_unknown_is_told_at_once() throws Exception {
        String unknown = table.ask(new CallId("CA2"), LINE, "anna");
        assertThat(table.result(unknown)).contains(OperatorResult.CALL_OVER);
        execute("update call_record set state = 'OVER'");
        String over = table.ask(CALL, LINE, "anna");
        assertThat(table.result(over)).contains(OperatorResult.CALL_OVER);
        assertThat(table.take(over, HERE)).isFalse();
    }

    @Test
    void nobody_is_told_of_a_request_that_was_never_made() {
        assertThatThrownBy(() -> table.result("none")).hasMessageStartingWith("request: ");
    }

    @Test
    void who_wants_it_must_have_a_name() {
        assertThatThrownBy(() -> table.ask(CALL, LINE, "")).hasMessageStartingWith("who: ");
    }
}
