package dev.switchhook.app.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.switchhook.app.store.Database;
import dev.switchhook.app.store.DatabaseSettings;
import dev.switchhook.app.tools.EffectLedger;
import dev.switchhook.app.tools.EffectLedger.Entry;
import dev.switchhook.app.tools.EffectLedger.LedgerUnavailable;
import dev.switchhook.app.tools.ToolCatalogue;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.port.tool.Said;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the ledger in a database promises beside that, whichever database it is.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JdbcEffectLedgerContract extends EffectLedgerContract {

    private Database database;
    private EffectLedger ledger;

    /// The URL of an empty database.
    abstract String url() throws Exception;

    @BeforeAll
    void open() throws Exception {
        database = Database.open(new DatabaseSettings(url(), Optional.empty(), Optional.empty()));
        // A crowd of tests waits longer than a caller would.
        database.dataSource().unwrap(HikariDataSource.class).setConnectionTimeout(30_000);
        ledger = new JdbcEffectLedger(database.dataSource());
    }

    @BeforeEach
    void empty() throws SQLException {
        orders.taken.clear();
        execute("delete from tool_effect");
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Override
    EffectLedger ledger() {
        return ledger;
    }

    int execute(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    @Test
    void arguments_are_kept_no_longer_than_the_outcome_is_unknown() throws Exception {
        ledger.begin(intent("CA1", 1), "a", "{\"name\":\"Mia\"}");
        assertThat(execute("update tool_effect set run = 'b' where arguments is not null"))
                .isEqualTo(1);
        ledger.done(intent("CA1", 1), REPLY);

        assertThat(execute("update tool_effect set run = 'b' where arguments is not null"))
                .isZero();
    }

    @Test
    void d2_d3_a_ledger_that_somebody_has_locked_gives_up_after_its_time_and_says_so() throws Exception {
        ledger.begin(intent("CA1", 1), "a", "{}");
        try (Connection other = database.dataSource().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.executeUpdate("update tool_effect set doubtful = false");

            assertThatThrownBy(() -> ledger.done(intent("CA1", 1), REPLY))
                    .isInstanceOf(LedgerUnavailable.class)
                    .hasMessageStartingWith("the ledger gives no answer")
                    .hasMessageNotContaining("CA1");
            other.rollback();
            other.setAutoCommit(true);
        }
        assertThat(ledger.begin(intent("CA1", 1), "b", "{}")).isInstanceOf(Entry.Open.class);
    }

    private final Orders orders = new Orders();

    /// One more process.
    private ToolCatalogue process(DataSource dataSource) {
        return new ToolCatalogue(List.of(orders), List.of(), new JdbcEffectLedger(dataSource));
    }

    private static ToolOutcome order(ToolCatalogue tools, String call) {
        return tools.run(
                new IncomingCall(new CallId(call), new PhoneNumber("+4930123456"), new PhoneNumber("+4930999999")),
                new ToolCall(new ToolCall.Id("call_1"), "order", "{\"article\":\"lamp\"}"),
                Said.NOTHING,
                _ -> {});
    }

    @ParameterizedTest
    @EnumSource(names = {"LOST_BEFORE", "LOST_AFTER"})
    void d4_o11_a_commit_of_the_ledger_that_is_not_answered_leads_to_one_effect_in_every_process(
            LostCommits.Fate lost) {
        LostCommits database = new LostCommits(this.database.dataSource());
        ToolCatalogue tools = process(database.dataSource());
        String beginning = "CA1";
        String end = "CA2";

        database.fates.add(lost);
        assertThat(order(tools, beginning)).isInstanceOf(ToolOutcome.Refused.class);
        assertThat(orders.taken).isEmpty();
        ToolOutcome done = order(tools, beginning);
        assertThat(done).isInstanceOf(ToolOutcome.Done.class);

        database.fates.addAll(List.of(LostCommits.Fate.ANSWERED, lost));
        assertThat(order(tools, end)).isEqualTo(done);
        assertThat(order(process(this.database.dataSource()), end)).isEqualTo(done);
        assertThat(order(tools, end)).isEqualTo(done);

        assertThat(orders.taken)
                .satisfiesExactlyInAnyOrder(
                        key -> assertThat(key).startsWith(beginning),
                        key -> assertThat(key).startsWith(end));
        assertThat(database.fates).isEmpty();
    }
}
