package dev.switchhook.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.store.Database;
import dev.switchhook.app.store.DatabaseSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What operators ask for by command, and what they are told.
class OperatorCommandsTest {

    private static final String CALL = "CA00000000000000000000000000000007";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private String url() {
        return "jdbc:h2:file:" + folder.resolve("calls");
    }

    private int run(String... words) {
        Program program = new Program(_ -> 9, (_, _) -> 9, (_, _, _) -> 9, Map.of("SWITCHHOOK_DATABASE_URL", url()));
        return program.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
    }

    @Test
    void a_call_that_nobody_knows_is_told_beside_a_running_server() {
        try (Database _ = Database.open(new DatabaseSettings(url(), Optional.empty(), Optional.empty()))) {
            assertThat(run("hangup", CALL)).isEqualTo(1);
            assertThat(run("say", CALL, "One moment.", "--json")).isEqualTo(1);
            assertThat(run("note", CALL, "A friendly caller.")).isEqualTo(1);
        }
        assertThat(out.toString())
                .contains("There is no such call, or it is over.")
                .contains("\"act\" : \"say\"", "\"result\" : \"CALL_OVER\"");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void wrong_words_are_told_by_their_name() {
        assertThat(run("hangup", "CA1")).isEqualTo(2);
        assertThat(run("say", CALL, "two\nlines")).isEqualTo(2);
        assertThat(run("note", CALL, "x".repeat(501))).isEqualTo(2);
        assertThat(err.toString()).contains("'CALL'", "'TEXT': text: one line", "and not 501");
    }

    @Test
    void a_database_that_is_not_there_is_told_in_one_line() {
        assertThat(run("hangup", CALL)).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).contains("does not exist yet");
    }
}
