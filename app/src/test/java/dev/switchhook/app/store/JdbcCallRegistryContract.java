package dev.switchhook.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.line.StreamTicket;
import dev.switchhook.domain.port.registry.CallRegistry;
import dev.switchhook.domain.port.registry.NodeId;
import dev.switchhook.domain.testkit.CallRegistryContract;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What the registry promises, in a database; and what only a database shows. Its clock is that of the database, and a
/// row says how much it is ahead.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JdbcCallRegistryContract extends CallRegistryContract {

    private static final String AHEAD = "(current_timestamp + (select seconds from clock_ahead) * interval '1' second)";
    private static final Duration LIFE = Duration.ofSeconds(60);
    private static final CallId CALL = new CallId("CA1");
    private static final StreamTicket TICKET = new StreamTicket("secret-secret");
    private static final NodeId HERE = new NodeId("here-1");

    private Database database;

    /// The URL of an empty database.
    abstract String url() throws Exception;

    @BeforeAll
    void open() throws Exception {
        database = Database.open(new DatabaseSettings(url(), Optional.empty(), Optional.empty()));
        // A crowd may wait longer here than a caller would, so that a slow machine does not fail the races.
        database.dataSource().unwrap(HikariDataSource.class).setConnectionTimeout(30_000);
        execute("create table clock_ahead (seconds double precision not null)");
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Override
    protected CallRegistry empty() throws SQLException {
        execute(
                "delete from call_record",
                "delete from node_lease",
                "delete from clock_ahead",
                "insert into clock_ahead values (0)");
        return new JdbcCallRegistry(database.dataSource(), AHEAD, Duration.ofSeconds(30));
    }

    @Override
    protected void passes(Duration time) throws SQLException {
        execute("update clock_ahead set seconds = seconds + " + time.toSeconds());
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private Optional<String> ticketInTheTable() throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select ticket from call_record")) {
            assertThat(row.next()).isTrue();
            return Optional.ofNullable(row.getString(1));
        }
    }

    private static IncomingCall incoming() {
        return incoming(CALL);
    }

    private static IncomingCall incoming(CallId call) {
        return new IncomingCall(call, new PhoneNumber("+493012345678"), new PhoneNumber("+18005550100"));
    }

    @Test
    void a_ticket_is_erased_once_it_is_of_no_use() throws Exception {
        CallRegistry registry = empty();
        registry.announce(incoming(), TICKET, LIFE);
        assertThat(ticketInTheTable()).contains(TICKET.secret());
        registry.claim(TICKET, CALL, HERE);
        assertThat(ticketInTheTable()).isEmpty();

        registry.reissue(CALL, 1, TICKET, LIFE);
        registry.over(CALL, EndReason.CALLER_HUNG_UP);
        assertThat(ticketInTheTable()).isEmpty();
    }

    @Test
    void in_production_the_clock_is_that_of_the_database() throws Exception {
        empty();
        CallRegistry registry = new JdbcCallRegistry(database.dataSource());
        registry.announce(incoming(), TICKET, LIFE);
        Instant announced = registry.find(CALL).orElseThrow().announcedAt();
        assertThat(Duration.between(announced, Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void d8_a_lease_lasts_by_the_clock_of_the_database_however_far_that_is_from_ours() throws Exception {
        CallRegistry registry = empty();
        passes(Duration.ofHours(-1));
        registry.renew(HERE, "http://here", Duration.ofSeconds(6));
        assertThat(registry.node(HERE).orElseThrow().lapsed()).isFalse();
        passes(Duration.ofSeconds(7));
        assertThat(registry.node(HERE).orElseThrow().lapsed()).isTrue();
    }

    @Test
    void records_of_calls_that_are_over_and_leases_are_deleted_when_they_are_too_old() throws Exception {
        CallRegistry registry = empty();
        CallId young = new CallId("CA2");
        CallId live = new CallId("CA3");
        for (CallId call : List.of(CALL, young, live)) {
            registry.announce(incoming(call), new StreamTicket("secret-secret-" + call), LIFE);
        }
        registry.over(CALL, EndReason.CALLER_HUNG_UP);
        registry.over(young, EndReason.CALLER_HUNG_UP);
        registry.claim(new StreamTicket("secret-secret-" + live), live, HERE);
        registry.renew(HERE, "http://here", Duration.ofSeconds(6));
        registry.renew(new NodeId("gone-1"), "http://gone", Duration.ofSeconds(6));
        registry.renew(new NodeId("young-1"), "http://young", Duration.ofSeconds(6));
        execute(
                "update call_record set touched_at = current_timestamp - interval '31' day where call_id <> 'CA2'",
                "update call_record set touched_at = current_timestamp - interval '29' day where call_id = 'CA2'",
                "update node_lease set lease_until = current_timestamp - interval '31' day where node_id <> 'young-1'");

        new CallErasure(database.dataSource()).deleteBefore(Instant.now().minus(Duration.ofDays(30)));

        assertThat(registry.find(CALL)).isEmpty();
        assertThat(registry.find(young)).isPresent();
        assertThat(registry.find(live)).isPresent();
        assertThat(registry.node(new NodeId("gone-1"))).isEmpty();
        assertThat(registry.node(new NodeId("young-1"))).isPresent();
        assertThat(registry.node(HERE)).as("its call is not over").isPresent();
    }

    @Test
    void a_reason_that_this_version_does_not_know_is_none() throws Exception {
        CallRegistry registry = empty();
        registry.announce(incoming(), TICKET, LIFE);
        registry.over(CALL, EndReason.TIME_LIMIT);
        execute("update call_record set reason = 'INVENTED_LATER'");
        assertThat(registry.find(CALL).orElseThrow().reason()).isEmpty();
    }

    @Test
    void what_is_recorded_is_there_for_the_next_process() throws Exception {
        empty().announce(incoming(), TICKET, LIFE);
        assertThat(new JdbcCallRegistry(database.dataSource()).expects(TICKET)).isTrue();
    }
}
