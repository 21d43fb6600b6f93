package dev.switchhook.app.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.delivery.Receiver.Answer;
import dev.switchhook.domain.caller.CallId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A program of the user's that gets the records of calls.
class ProgramTest {

    private static final CallId CALL = new CallId("CA1");

    @TempDir
    Path folder;

    private Answer run(String script, String body, Duration longest) throws IOException {
        Path program = folder.resolve("program");
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new Program(program, longest).deliver(CALL, body);
    }

    private Answer run(String script) throws IOException {
        return run(script, "{\"call\":\"CA1\"}", Duration.ofSeconds(30));
    }

    @Test
    void it_gets_the_record_on_its_standard_input_and_the_calls_id_and_none_of_our_secrets() throws Exception {
        Path input = folder.resolve("input");
        Path environment = folder.resolve("environment");

        assertThat(run("cat > " + input + "; env > " + environment)).isEqualTo(new Answer.Arrived());

        assertThat(input).hasContent("{\"call\":\"CA1\"}");
        assertThat(Files.readString(environment).lines().map(line -> line.replaceAll("=.*", "")))
                .contains("CALL_ID")
                .isSubsetOf("CALL_ID", "PATH", "HOME", "TMPDIR", "TZ", "LANG", "PWD", "OLDPWD", "SHLVL", "_", "LC_ALL");
    }

    @Test
    void its_exit_code_says_whether_it_has_it() throws Exception {
        assertThat(run("exit 3")).isEqualTo(new Answer.Failed("exit-3"));
    }

    @Test
    void what_it_prints_is_thrown_away_however_much_it_is() throws Exception {
        assertThat(run("head -c 1000000 /dev/zero")).isEqualTo(new Answer.Arrived());
    }

    @Test
    void it_need_not_read_a_long_record() throws Exception {
        assertThat(run("exit 0", "x".repeat(1_000_000), Duration.ofSeconds(30))).isEqualTo(new Answer.Arrived());
    }

    @Test
    void it_is_killed_with_its_children_when_it_runs_too_long() throws Exception {
        assertThat(run("sleep 600 & sleep 600", "{}", Duration.ofMillis(300))).isEqualTo(new Answer.Failed("late"));
    }

    @Test
    void a_program_that_is_gone_is_told() {
        assertThat(new Program(folder.resolve("none")).deliver(CALL, "{}")).isEqualTo(new Answer.Failed("not-started"));
    }
}
