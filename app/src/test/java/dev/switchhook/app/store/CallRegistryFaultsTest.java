package dev.switchhook.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.line.StreamTicket;
import dev.switchhook.domain.port.registry.CallRecord;
import dev.switchhook.domain.port.registry.CallRegistry;
import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.port.registry.NodeId;
import dev.switchhook.domain.port.registry.RegistryUnavailable;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The registry when its database is not well.
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CallRegistryFaultsTest {

    private static final Duration LIFE = Duration.ofSeconds(60);
    private static final Duration LONGEST = Duration.ofMillis(3_500);
    private static final CallId CALL = new CallId("CA1");
    private static final StreamTicket TICKET = new StreamTicket("secret-secret");
    private static final NodeId HERE = new NodeId("here-1");
    private static final IncomingCall INCOMING =
            new IncomingCall(CALL, new PhoneNumber("+493012345678"), new PhoneNumber("+18005550100"));

    /// Every method of the port.
    private static List<ThrowingCallable> everyMethod(CallRegistry registry) {
        return List.of(
                () -> registry.announce(INCOMING, TICKET, LIFE),
                () -> registry.expects(TICKET),
                () -> registry.claim(TICKET, CALL, HERE),
                () -> registry.reissue(CALL, 0, TICKET, LIFE),
                () -> registry.advance(CALL, 0, CallState.ENDING, Optional.empty()),
                () -> registry.release(CALL, 0),
                () -> registry.over(CALL, EndReason.CALLER_HUNG_UP),
                () -> registry.takeOver(CALL, 0, HERE),
                () -> registry.find(CALL),
                () -> registry.unattended(LIFE, 10),
                () -> registry.ownedBy(HERE),
                () -> registry.renew(HERE, "", LIFE),
                () -> registry.leave(HERE),
                () -> registry.node(HERE));
    }

    private static void isUnavailableInTime(ThrowingCallable method) {
        long from = System.nanoTime();
        assertThatThrownBy(method)
                .isInstanceOf(RegistryUnavailable.class)
                .hasMessageNotContaining(TICKET.secret())
                .hasNoCause();
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(LONGEST);
    }

    private static void isUnavailableInTime(CallRegistry registry) {
        List<CompletableFuture<Void>> methods = everyMethod(registry).stream()
                .map(method -> CompletableFuture.runAsync(
                        () -> isUnavailableInTime(method),
                        task -> Thread.ofVirtual().start(task)))
                .toList();
        methods.forEach(CompletableFuture::join);
    }

    private static HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setConnectionTimeout(Database.LONGEST_WAIT.toMillis());
        config.setInitializationFailTimeout(-1);
        config.setMaximumPoolSize(2);
        return new HikariDataSource(config);
    }

    @Test
    void d1_without_a_database_every_method_says_so_within_2_seconds() throws IOException {
        int nobody;
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = gone.getLocalPort();
        }
        try (HikariDataSource pool = pool("jdbc:postgresql://127.0.0.1:" + nobody + "/calls")) {
            isUnavailableInTime(new JdbcCallRegistry(pool));
        }
    }

    @Test
    void d2_a_pool_that_was_closed_is_a_registry_that_is_unavailable() {
        HikariDataSource pool = pool("jdbc:h2:mem:closed");
        pool.close();
        isUnavailableInTime(new JdbcCallRegistry(pool));
    }

    @Test
    void d3_when_every_connection_is_taken_it_gives_up_within_2_seconds() throws SQLException {
        try (HikariDataSource pool = pool("jdbc:h2:mem:taken");
                Connection _ = pool.getConnection();
                Connection _ = pool.getConnection()) {
            CallRegistry registry = new JdbcCallRegistry(pool);
            isUnavailableInTime(() -> registry.find(CALL));
            isUnavailableInTime(() -> registry.claim(TICKET, CALL, HERE));
        }
    }

    @Test
    void d3_a_row_that_somebody_holds_is_waited_for_no_longer_than_2_seconds() throws Exception {
        DatabaseSettings settings = new DatabaseSettings("jdbc:h2:mem:held", Optional.empty(), Optional.empty());
        try (Database database = Database.open(settings)) {
            CallRegistry registry = new JdbcCallRegistry(database.dataSource());
            registry.announce(INCOMING, TICKET, LIFE);
            try (Connection holder = database.dataSource().getConnection();
                    Statement statement = holder.createStatement()) {
                holder.setAutoCommit(false);
                statement.executeUpdate("update call_record set epoch = epoch");
                isUnavailableInTime(() -> registry.claim(TICKET, CALL, HERE));
                holder.rollback();
            }
            assertThat(registry.claim(TICKET, CALL, HERE)).isPresent();
        }
    }

    @Test
    void d2_a_server_that_has_gone_silent_is_waited_for_no_longer_than_2_seconds() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start();
                SilentRelay relay = new SilentRelay(server.getPort());
                Database database = Database.open(new DatabaseSettings(
                        "jdbc:postgresql://127.0.0.1:" + relay.port() + "/postgres?user=postgres",
                        Optional.empty(),
                        Optional.empty()))) {
            CallRegistry registry = new JdbcCallRegistry(database.dataSource());
            registry.announce(INCOMING, TICKET, LIFE);
            relay.fallSilent();
            isUnavailableInTime(registry);
        }
    }

    @Test
    void p3_what_was_recorded_in_a_file_survives_the_sudden_death_of_the_process(@TempDir Path directory)
            throws Exception {
        String url = "jdbc:h2:file:" + directory.resolve("calls");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DyingProcess.class.getName(),
                        url)
                .inheritIO()
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(DyingProcess.DIED);

        try (Database database = Database.open(new DatabaseSettings(url, Optional.empty(), Optional.empty()))) {
            CallRecord record =
                    new JdbcCallRegistry(database.dataSource()).find(CALL).orElseThrow();
            assertThat(record.state()).isEqualTo(CallState.LIVE);
            assertThat(record.owner()).contains(HERE);
        }
    }

    /// Records a call and dies in the next moment.
    static final class DyingProcess {

        static final int DIED = 137;

        private DyingProcess() {}

        /// Takes the URL of the database.
        static void main(String[] arguments) throws RegistryUnavailable {
            Database database = Database.open(new DatabaseSettings(arguments[0], Optional.empty(), Optional.empty()));
            CallRegistry registry = new JdbcCallRegistry(database.dataSource());
            registry.announce(INCOMING, TICKET, LIFE);
            registry.claim(TICKET, CALL, HERE);
            Runtime.getRuntime().halt(DIED);
        }
    }

    @Test
    void d8_a_schema_that_is_not_there_is_a_registry_that_is_unavailable() {
        try (HikariDataSource pool = pool("jdbc:h2:mem:bare")) {
            isUnavailableInTime(new JdbcCallRegistry(pool));
        }
    }
}
