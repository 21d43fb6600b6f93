package dev.switchhook.app.spa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.docs.Pages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What docs/spa.md shows is what happens.
class SpaPageTest {

    private static final String PAGE = Pages.text("docs/spa.md");
    private static final String PROMPT = "$ switchhook spa ";
    private static final String FILE = "appointments.csv";
    private static final Pattern FLAG = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*");

    @TempDir
    Path folder;

    @Test
    void every_command_on_the_page_prints_what_the_page_says() throws Exception {
        String file = Files.writeString(
                        folder.resolve(FILE), Pages.blocks(PAGE, "csv").getFirst())
                .toString();
        int commands = 0;
        try (Shell shell = new Shell()) {
            for (String block : Pages.blocks(PAGE, "console")) {
                for (String example : block.substring(PROMPT.length()).split("(?m)^" + Pattern.quote(PROMPT), 0)) {
                    int end = example.indexOf('\n');
                    shell.run(example.substring(0, end).replace(FILE, file).split(" ", 0));
                    assertThat(shell.err() + shell.out())
                            .as(example)
                            .isEqualToNormalizingNewlines(example.substring(end + 1));
                    commands++;
                }
            }
        }
        assertThat(commands).isGreaterThan(4);
    }

    @Test
    void the_page_and_the_help_say_the_same_about_a_server_that_runs() {
        String said = "With PostgreSQL 'serve' may be running; an H2 file belongs to one process: stop 'serve' first";
        try (Shell shell = new Shell()) {
            shell.run("--help");
            assertThat(shell.out().replaceAll("\\s+", " ")).contains(said);
        }
        assertThat(PAGE.replace('`', '\'').replaceAll("\\s+", " ")).contains(said);
    }

    @Test
    void every_flag_on_the_page_exists() {
        Set<String> flags = new HashSet<>();
        try (Shell shell = new Shell()) {
            for (String command : List.of("day", "import", "services")) {
                shell.run(command, "--help");
                flags.addAll(found(shell.out()));
            }
        }
        assertThat(flags).containsAll(found(PAGE));
    }

    private static Set<String> found(String text) {
        return FLAG.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    @Test
    void the_statements_on_the_page_furnish_a_house() throws Exception {
        try (Shell shell = new Shell()) {
            try (var connection = shell.database().dataSource().getConnection();
                    var statement = connection.createStatement()) {
                for (String table : List.of(
                        "skill", "working_hours", "equipment", "therapist", "room", "service", "opening_hours")) {
                    statement.execute("delete from spa_" + table);
                }
                for (String sql : Pages.blocks(PAGE, "sql").getFirst().split(";\n", 0)) {
                    statement.execute(sql);
                }
            }
            shell.run("services");
            assertThat(shell.out()).contains("sauna  sauna  90   15      29.00 EUR");
            String file = Files.writeString(folder.resolve("a.csv"), "date,time,service\n2026-11-23,10:00,sauna\n")
                    .toString();
            assertThat(shell.run("import", file)).as(shell.err()).isZero();
        }
    }
}
