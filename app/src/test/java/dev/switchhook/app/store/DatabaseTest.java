package dev.switchhook.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchhook.domain.settings.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {

    private static DatabaseSettings at(String url) {
        return new DatabaseSettings(url, Optional.empty(), Optional.empty());
    }

    @Test
    void the_schema_is_there_once_it_is_open_and_stays_when_it_is_opened_again(@TempDir Path directory)
            throws SQLException {
        DatabaseSettings settings = at("jdbc:h2:file:" + directory.resolve("calls"));
        for (int i = 0; i < 2; i++) {
            try (Database database = Database.open(settings);
                    Connection connection = database.dataSource().getConnection();
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery("select count(*) from call_record")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isZero();
            }
        }
    }

    @Test
    void the_numbers_of_journal_entries_stay_in_order_whoever_writes_and_after_it_was_opened_again(
            @TempDir Path directory) throws SQLException {
        DatabaseSettings settings = at("jdbc:h2:file:" + directory.resolve("calls"));
        for (int opened = 0; opened < 2; opened++) {
            try (Database database = Database.open(settings);
                    Connection one = database.dataSource().getConnection();
                    Connection other = database.dataSource().getConnection()) {
                for (int i = 0; i < 3; i++) {
                    int seq = opened * 10 + i * 2;
                    note(one, seq);
                    note(other, seq + 1);
                }
            }
        }

        try (Database database = Database.open(settings);
                Connection connection = database.dataSource().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select seq from journal_entry order by kept")) {
            List<Integer> order = new ArrayList<>();
            while (rows.next()) {
                order.add(rows.getInt(1));
            }
            assertThat(order).containsExactly(0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15);
        }
    }

    private static void note(Connection connection, int seq) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate("insert into journal_entry (call_id, node, seq, at, kind, body)"
                    + " values ('CA1', 'node', " + seq + ", current_timestamp, 'warned', '{}')");
        }
    }

    @Test
    void the_numbers_of_journal_entries_are_not_one_commit_each(@TempDir Path directory) throws SQLException {
        try (Database database = Database.open(at("jdbc:h2:file:" + directory.resolve("calls")));
                Connection connection = database.dataSource().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select identity_cache from information_schema.columns"
                        + " where table_name = 'journal_entry' and column_name = 'kept'")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(1000);
        }
    }

    @Test
    void p11_a_database_that_cannot_be_reached_is_one_line_without_credentials() throws IOException {
        int port;
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = unused.getLocalPort();
        }
        DatabaseSettings settings = new DatabaseSettings(
                "jdbc:postgresql://127.0.0.1:" + port + "/spa?password=hunter2",
                Optional.of("anna"),
                Optional.of(new Secret("hunter3")));

        assertThatThrownBy(() -> Database.open(settings))
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessage("SWITCHHOOK_DATABASE_URL: the database jdbc:postgresql://127.0.0.1:" + port
                        + "/spa cannot be reached (SQL state 08001)");
    }

    @Test
    void p11_a_file_that_is_no_database_is_one_line(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("calls.mv.db"), "no database at all".repeat(1000));

        assertThatThrownBy(() -> Database.open(at("jdbc:h2:file:" + directory.resolve("calls"))))
                .isInstanceOf(DatabaseUnavailable.class)
                .message()
                .contains("cannot be opened")
                .doesNotContain("\n");
    }

    @Test
    void p11_a_file_that_another_program_holds_is_one_line(@TempDir Path directory) throws IOException {
        DatabaseSettings settings = at("jdbc:h2:file:" + directory.resolve("calls"));
        Database.open(settings).close();

        try (FileChannel file = FileChannel.open(directory.resolve("calls.mv.db"), StandardOpenOption.WRITE);
                FileLock lock = file.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThatThrownBy(() -> Database.open(settings))
                    .isInstanceOf(DatabaseUnavailable.class)
                    .message()
                    .contains("is in use by another program");
        }
    }

    @Test
    void d3_whoever_finds_no_free_connection_is_told_so_after_a_second() throws SQLException {
        List<Connection> held = new ArrayList<>();
        try (Database database = Database.open(at("jdbc:h2:mem:exhausted"))) {
            for (int i = 0; i < 8; i++) {
                held.add(database.dataSource().getConnection());
            }

            long start = System.nanoTime();
            assertThatThrownBy(() -> database.dataSource().getConnection()).isInstanceOf(SQLException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Database.LONGEST_WAIT.minusMillis(50), Duration.ofSeconds(5));

            for (Connection connection : held) {
                connection.close();
            }
            database.dataSource().getConnection().close();
        }
    }
}
