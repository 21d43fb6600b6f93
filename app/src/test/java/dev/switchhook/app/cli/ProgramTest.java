package dev.switchhook.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.config.AppSettings;
import dev.switchhook.app.config.LoadedConfiguration;
import dev.switchhook.app.config.Settings;
import dev.switchhook.app.config.SpeechProvider;
import dev.switchhook.app.store.Database;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramTest {

    @TempDir
    Path directory;

    private final List<LoadedConfiguration> served = new ArrayList<>();
    private final List<LoadedConfiguration> rehearsed = new ArrayList<>();
    private final List<LoadedConfiguration> examined = new ArrayList<>();
    private final List<DoctorOptions> questions = new ArrayList<>();
    private final List<DemoOptions> options = new ArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "serve --help", "demo --help", "doctor --help"})
    void help_goes_to_the_standard_output_and_starts_nothing(String words) {
        assertThat(run(Map.of(), words.split(" "))).isZero();

        assertThat(out.toString()).contains("Usage: switchhook", "--config");
        assertThat(err.toString()).isEmpty();
        assertNothingRan();
    }

    @Test
    void help_names_the_commands_their_options_and_the_exit_codes() {
        run(Map.of(), "--help");
        run(Map.of(), "demo", "--help");

        assertThat(out.toString())
                .contains(
                        "serve",
                        "demo",
                        "Exit codes: 0",
                        "--provider=openai|xai",
                        "--calls=N",
                        "--record=DIR",
                        "--faults=PLAN",
                        "1 to 500");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V"})
    void the_version_is_the_one_that_the_build_wrote(String words) {
        assertThat(run(Map.of(), words)).isZero();

        assertThat(out.toString().strip()).matches("switchhook [0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?");
        assertNothingRan();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        sevre | Unmatched argument at index 0: 'sevre'
        --port 80 | Unknown options: '--port', '80'
        serve now | Unmatched argument at index 1: 'now'
        --config | Missing required parameter for option '--config' (FILE)
        serve --config a --config b | option '--config' (FILE) should be specified only once
        demo --calls | Missing required parameter for option '--calls' (N)
        demo --calls 0 | Invalid value for option '--calls': '0' is not a number from 1 to 500
        demo --calls 501 | Invalid value for option '--calls': '501' is not a number from 1 to 500
        demo --calls -1 | Invalid value for option '--calls': '-1' is not a number from 1 to 500
        demo --calls many | Invalid value for option '--calls': 'many' is not an int
        demo --calls 99999999999 | Invalid value for option '--calls': '99999999999' is not an int
        demo --provider rehearsal | Invalid value for option '--provider': 'rehearsal' is neither openai nor xai
        demo --record pom.xml | Invalid value for option '--record': 'pom.xml' is not a directory
        serve --record x | Unknown options: '--record', 'x'
        """)
    void wrong_words_end_with_2_and_say_what_is_wrong(String words, String message) {
        assertThat(run(Settings.serving(), words.split(" "))).isEqualTo(2);

        assertThat(err.toString()).startsWith("switchhook: " + message).contains("--help");
        assertThat(err.toString().lines().count()).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertNothingRan();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "serve"})
    void serving_is_the_default(String words) {
        assertThat(run(Settings.serving(), words.isEmpty() ? new String[0] : words.split(" ")))
                .isZero();

        assertThat(served).hasSize(1);
        assertThat(rehearsed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--config FILE", "--config FILE serve", "serve --config FILE", "serve --config=FILE"})
    void the_users_file_is_accepted_before_and_after_serve(String words) throws Exception {
        Path file = Files.writeString(directory.resolve("c.yml"), "switchhook:\n  drain-seconds: 7\n");

        assertThat(run(
                        Settings.serving(),
                        words.replace("FILE", file.toString()).split(" ")))
                .isZero();

        assertThat(AppSettings.forServing(served.getFirst()).server().drain()).hasSeconds(7);
    }

    @Test
    void the_users_file_is_accepted_by_the_demo_and_its_peers_are_ignored() throws Exception {
        Path file = Files.writeString(
                directory.resolve("c.yml"), "switchhook:\n  database-url: jdbc:h2:mem:x\n  provider: xai\n");

        assertThat(run(Settings.serving(), "demo", "--config", file.toString())).isZero();

        assertThat(rehearsed.getFirst().reader().text("switchhook.database-url"))
                .contains("jdbc:h2:mem:x");
        assertThat(rehearsed.getFirst().reader().text("switchhook.provider")).isEmpty();
        assertThat(rehearsed.getFirst().reader().text("twilio.auth-token")).isEmpty();
    }

    @Test
    void a_demo_without_options_makes_one_call_in_openais_dialect() {
        assertThat(run(Map.of(), "demo")).isZero();

        assertThat(options)
                .containsExactly(new DemoOptions(DemoOptions.Dialect.OPENAI, 1, Optional.empty(), Optional.empty()));
    }

    @Test
    void a_demo_takes_its_options() {
        String words = "demo --provider xai --calls 500 --faults lost-line --record " + directory;
        assertThat(run(Map.of(), words.split(" "))).isZero();

        assertThat(options)
                .containsExactly(new DemoOptions(
                        DemoOptions.Dialect.XAI, 500, Optional.of(directory), Optional.of("lost-line")));
    }

    @Test
    void a_doctor_takes_its_options_and_a_configuration_with_mistakes() {
        assertThat(run(Map.of(), "doctor")).isZero();
        assertThat(run(Map.of(), "doctor", "--json", "--swap", "xai:openai")).isZero();

        assertThat(questions)
                .containsExactly(
                        new DoctorOptions(Optional.empty(), false),
                        new DoctorOptions(
                                Optional.of(new DoctorOptions.Swap(SpeechProvider.XAI, SpeechProvider.OPENAI)), true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "openai:openai", "openai:xai:openai", "openai:nobody", ":"})
    void a_swap_names_two_providers(String words) {
        assertThat(run(Map.of(), "doctor", "--swap", words)).isEqualTo(2);

        assertThat(err.toString()).contains("'" + words + "' is neither openai:xai nor xai:openai");
        assertThat(examined).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void the_exit_code_of_the_work_is_the_exit_code_of_the_program(int code) {
        Program program = new Program(_ -> code, (_, _) -> code, (_, _, _) -> code, Settings.serving());

        assertThat(program.run(new PrintWriter(out), new PrintWriter(err), "serve"))
                .isEqualTo(code);
        assertThat(program.run(new PrintWriter(out), new PrintWriter(err), "demo"))
                .isEqualTo(code);
        assertThat(program.run(new PrintWriter(out), new PrintWriter(err), "doctor"))
                .isEqualTo(code);
    }

    @Test
    void p11_serving_without_twilio_is_refused_with_one_line_per_mistake_and_points_to_the_demo() {
        assertThat(run(Map.of())).isEqualTo(2);

        assertThat(err.toString().lines())
                .containsExactly(
                        "switchhook does not start: the configuration has 3 mistakes.",
                        "  TWILIO_ACCOUNT_SID: is not set; allowed: AC and 32 hexadecimal digits",
                        "  TWILIO_AUTH_TOKEN: is not set; allowed: the primary auth token of the account",
                        "  SWITCHHOOK_PUBLIC_URL: is not set; allowed: https://HOST[:PORT] as Twilio reaches it, or"
                                + " http://HOST[:PORT] on a loopback address",
                        "Without a Twilio account: 'switchhook demo' rehearses a whole call on this machine.");
        assertThat(out.toString()).isEmpty();
        assertNothingRan();
    }

    @Test
    void p11_a_missing_file_is_refused_by_every_command() {
        for (String command : List.of("serve", "demo")) {
            assertThat(run(Settings.serving(), command, "--config", "/nowhere/c.yml"))
                    .isEqualTo(2);
        }

        assertThat(err.toString()).contains("the configuration has a mistake.", "/nowhere/c.yml: does not exist");
        assertNothingRan();
    }

    @Test
    void p11_a_database_that_cannot_be_reached_refuses_the_start_with_one_line_and_without_its_password() {
        String url = "jdbc:postgresql://127.0.0.1:1/calls?user=joe&password=hunter2";
        Program program = new Program(
                configuration -> {
                    Database.open(AppSettings.forServing(configuration).database())
                            .close();
                    return 0;
                },
                (_, _) -> 0,
                (_, _, _) -> 0,
                Settings.serving("SWITCHHOOK_DATABASE_URL", url));

        assertThat(program.run(new PrintWriter(out), new PrintWriter(err, true)))
                .isEqualTo(2);

        assertThat(err.toString().lines())
                .hasSize(2)
                .element(1)
                .asString()
                .contains("SWITCHHOOK_DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/calls", "cannot be reached")
                .doesNotContain("hunter2", "joe");
    }

    @Test
    void words_that_only_the_work_finds_wrong_end_with_2_and_one_line() {
        Program program = new Program(
                _ -> 0,
                (_, _) -> {
                    throw new WrongWords("p.faults:3: 'line rest' is no fault");
                },
                (_, _, _) -> 0,
                Map.of());

        assertThat(program.run(new PrintWriter(out), new PrintWriter(err, true), "demo", "--faults", "p.faults"))
                .isEqualTo(2);
        assertThat(err.toString().strip()).isEqualTo("switchhook: p.faults:3: 'line rest' is no fault");
    }

    @Test
    void an_unexpected_failure_ends_with_1_and_tells_its_causes_without_secrets() {
        Program program = new Program(
                _ -> {
                    throw new IllegalStateException(
                            "no session", new IllegalArgumentException("bad header\nBearer " + Settings.OPENAI_KEY));
                },
                (_, _) -> 0,
                (_, _, _) -> 0,
                Settings.serving());

        assertThat(program.run(new PrintWriter(out), new PrintWriter(err, true)))
                .isEqualTo(1);

        assertThat(err.toString())
                .contains("switchhook failed.", "java.lang.IllegalStateException: no session")
                .contains("java.lang.IllegalArgumentException: bad header Bearer ***")
                .contains("    at dev.switchhook.app.cli.ProgramTest")
                .doesNotContain(Settings.OPENAI_KEY);
    }

    private int run(Map<String, String> environment, String... words) {
        Program program = new Program(
                configuration -> {
                    served.add(configuration);
                    return 0;
                },
                (configuration, wanted) -> {
                    rehearsed.add(configuration);
                    options.add(wanted);
                    return 0;
                },
                (configuration, wanted, _) -> {
                    examined.add(configuration);
                    questions.add(wanted);
                    return 0;
                },
                environment);
        return program.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
    }

    private void assertNothingRan() {
        assertThat(served).isEmpty();
        assertThat(rehearsed).isEmpty();
        assertThat(examined).isEmpty();
    }
}
