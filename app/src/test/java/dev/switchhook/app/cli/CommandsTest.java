package dev.switchhook.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.docs.Pages;
import dev.switchhook.app.explain.Explanation;
import dev.switchhook.app.export.CallExport;
import dev.switchhook.app.journal.CallStory;
import dev.switchhook.domain.hangup.CallEnding;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.JournalEntry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// What holds for every command.
class CommandsTest {

    /// They have nothing to tell to programs but their exit code; docs/operate.md says so.
    private static final Set<String> WITHOUT_JSON = Set.of("serve", "demo", "spa import", "completion");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private static Program program(Map<String, String> environment) {
        return new Program(
                _ -> 0,
                (_, _) -> 0,
                (_, _, _) -> 0,
                _ -> {
                    throw new AssertionError("nothing is opened");
                },
                environment);
    }

    private int run(String... words) {
        return program(Map.of()).run(new PrintWriter(out), new PrintWriter(err), words);
    }

    private static List<CommandLine> leaves(CommandLine line) {
        List<CommandLine> leaves = new ArrayList<>();
        for (CommandLine sub : line.getSubcommands().values()) {
            leaves.addAll(sub.getSubcommands().isEmpty() ? List.of(sub) : leaves(sub));
        }
        return leaves;
    }

    private static String name(CommandLine line) {
        return line.getCommandSpec().qualifiedName().replaceFirst("^switchhook ", "");
    }

    @Test
    void every_command_prints_json_or_is_a_documented_exception() {
        List<CommandLine> leaves = leaves(program(Map.of()).commands());
        assertThat(leaves).hasSizeGreaterThan(6);
        for (CommandLine command : leaves) {
            boolean json = command.getCommandSpec().findOption("--json") != null;
            assertThat(json).as(name(command)).isEqualTo(!WITHOUT_JSON.contains(name(command)));
        }
        String page = Pages.text("docs/operate.md");
        assertThat(WITHOUT_JSON).allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    }

    @Test
    void every_command_has_help_and_takes_the_options_of_the_program() {
        for (CommandLine command : leaves(program(Map.of()).commands())) {
            for (String option : List.of("--help", "--config", "--color")) {
                assertThat(command.getCommandSpec().findOption(option))
                        .as("%s of %s", option, name(command))
                        .isNotNull();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void the_script_of_a_shell_knows_every_command_and_its_options(String shell) {
        assertThat(run("completion", shell)).isZero();

        String script = out.toString();
        assertThat(script).contains("complete ", "switchhook");
        for (CommandLine command : leaves(program(Map.of()).commands())) {
            assertThat(script).contains(command.getCommandName());
        }
        assertThat(script).contains("--last", "--swap", "--json", "auto");
        assertThat(script.startsWith("autoload")).isEqualTo(shell.equals("zsh"));
    }

    @Test
    void a_shell_without_a_script_is_named_in_the_mistake() {
        assertThat(run("completion", "fish")).isEqualTo(2);
        assertThat(err.toString()).contains("fish");
    }

    @ParameterizedTest
    @CsvSource({
        "AUTO, true, '', xterm, COLORED",
        "AUTO, false, '', xterm, PLAIN",
        "AUTO, true, 1, xterm, PLAIN",
        "AUTO, true, '', dumb, PLAIN",
        "ALWAYS, false, 1, dumb, COLORED",
        "NEVER, true, '', xterm, PLAIN"
    })
    void colours_are_for_terminals_unless_somebody_wishes_otherwise(
            Ink.Wish wish, boolean terminal, String noColor, String term, Ink expected) {
        assertThat(Ink.of(wish, Map.of("NO_COLOR", noColor, "TERM", term), terminal))
                .isEqualTo(expected);
    }

    @Test
    void a_wish_for_colours_that_there_is_not_is_a_mistake() {
        assertThat(run("calls", "--color", "pink")).isEqualTo(2);
        assertThat(err.toString()).contains("--color", "pink", "auto, always, never");
    }

    @Test
    void a_table_without_its_colours_is_the_same_table() {
        List<CallStory> calls = List.of(RecordedCall.story());

        String colored = CallTable.of(calls, ZoneOffset.UTC, Ink.COLORED);

        assertThat(colored).contains("\u001B[1m");
        assertThat(colored.replaceAll("\u001B\\[\\d*m", "")).isEqualTo(CallTable.of(calls, ZoneOffset.UTC, Ink.PLAIN));
    }

    @Test
    void an_explanation_fits_a_terminal_and_is_the_one_that_is_documented() {
        CallStory call = new CallStory(
                RecordedCall.CALL,
                RecordedCall.story().registered(),
                List.of(
                        RecordedCall.at(0, new JournalEntry.LineOpened()),
                        RecordedCall.at(3_800, RecordedCall.caller("Hello?")),
                        RecordedCall.at(
                                9_000,
                                new JournalEntry.Ended(new CallEnding(
                                        EndReason.CALLER_HUNG_UP, Duration.ofSeconds(9), Duration.ZERO)))));

        String sheet = ExplainSheet.of(call, Explanation.of(call), ZoneOffset.ofHours(1), Ink.PLAIN);

        assertThat(sheet.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
        assertThat(Pages.blocks(Pages.text("docs/operate.md"), "text")).contains(sheet + "\n");
        assertThat(ExplainSheet.of(RecordedCall.story(), List.of(), ZoneOffset.UTC, Ink.PLAIN))
                .contains("Nothing wrong found.");
        assertThat(CallExport.explanation(call, Explanation.of(call)))
                .contains("\"certainty\" : \"LIKELY\"", "\"evidence\"", "\"next\"");
        assertThat(Optional.of(CallExport.explanation(call, List.of())))
                .get()
                .asString()
                .contains("\"causes\" : [ ]");
    }

    @Test
    void what_takes_long_is_told_on_a_terminal_and_its_line_is_cleared() throws Exception {
        CountDownLatch told = new CountDownLatch(2);
        StringWriter text = new StringWriter() {
            @Override
            public void flush() {
                told.countDown();
            }
        };
        try (Progress _ = Progress.begin(new PrintWriter(text), "reading", true, Duration.ofMillis(1))) {
            told.await();
        }
        assertThat(text.toString()).contains("reading ... 0 s").endsWith("\r\u001B[K");

        StringWriter file = new StringWriter();
        Progress.begin(new PrintWriter(file), "reading", false, Duration.ZERO).close();
        assertThat(file.toString()).isEmpty();
    }
}
