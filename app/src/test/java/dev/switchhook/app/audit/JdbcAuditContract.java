package dev.switchhook.app.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchhook.app.audit.Audit.AuditUnavailable;
import dev.switchhook.app.store.Database;
import dev.switchhook.app.store.DatabaseSettings;
import dev.switchhook.domain.caller.CallId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What the audit promises, whichever database it is.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JdbcAuditContract {

    private Database database;
    private Audit audit;

    /// The URL of an empty database.
    abstract String url() throws Exception;

    @BeforeAll
    void open() throws Exception {
        database = Database.open(new DatabaseSettings(url(), Optional.empty(), Optional.empty()));
        audit = new JdbcAudit(database.dataSource());
    }

    @BeforeEach
    void empty() throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("delete from audit_entry");
        }
    }

    @AfterAll
    void close() {
        database.close();
    }

    private List<String> rows() throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select who, what, call_id, detail,"
                        + " current_timestamp - at < interval '60' second from audit_entry order by id")) {
            while (row.next()) {
                assertThat(row.getBoolean(5)).isTrue();
                rows.add("%s|%s|%s|%s"
                        .formatted(row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
            }
        }
        return rows;
    }

    @Test
    void a_deed_is_kept_with_who_did_what_to_which_call_and_when() throws Exception {
        audit.note("anna", "transcript-seen", Optional.of(new CallId("CA1")), "42 turns");
        audit.note("command line (root)", "forgotten", Optional.empty(), "");

        assertThat(rows()).containsExactly("anna|transcript-seen|CA1|42 turns", "command line (root)|forgotten|null|");
    }

    @Test
    void names_and_details_are_made_one_line_and_cut_to_what_the_table_holds() throws Exception {
        audit.note("an\nna" + "x".repeat(200), "seen", Optional.empty(), "\t" + "y".repeat(998) + "\uD83D\uDE00");

        assertThat(rows()).containsExactly("an na" + "x".repeat(115) + "|seen|null| " + "y".repeat(998));
    }

    @Test
    void a_deed_that_is_no_word_is_refused() throws Exception {
        assertThatThrownBy(() -> audit.note("anna", "Seen it", Optional.empty(), ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("what: ");
        assertThat(rows()).isEmpty();
    }

    @Test
    void a_note_that_cannot_be_kept_is_told_without_its_words() {
        Audit nowhere = new JdbcAudit(new Nowhere());

        assertThatThrownBy(() -> nowhere.note("anna", "seen", Optional.empty(), "secret"))
                .isInstanceOf(AuditUnavailable.class)
                .hasMessage("the audit cannot be written, SQL state 08001");
    }
}
