package dev.switchhook.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micronaut.context.env.Environment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadedConfigurationTest {

    @TempDir
    Path directory;

    @Test
    void the_environment_is_stronger_than_the_file_and_the_file_is_stronger_than_the_defaults() throws Exception {
        Path file = file("""
            switchhook:
              drain-seconds: 7
              calls:
                silence-seconds: 33
            openai.voice: cedar
            """);

        LoadedConfiguration configuration =
                LoadedConfiguration.load(Optional.of(file), Map.of("SWITCHHOOK_CALLS_SILENCE_SECONDS", "44"));

        assertThat(configuration.mistakes()).isEmpty();
        assertThat(configuration.reader().text("switchhook.calls.silence-seconds"))
                .contains("44");
        assertThat(configuration.reader().text("switchhook.drain-seconds")).contains("7");
        assertThat(configuration.reader().text("openai.voice")).contains("cedar");
        assertThat(configuration.reader().text("switchhook.calls.max-concurrent"))
                .contains("200");
    }

    @Test
    void the_application_context_sees_the_same_values() throws Exception {
        Path file =
                file("switchhook:\n  drain-seconds: 7\nmicronaut:\n  server:\n    port: 8181\n    host: 127.0.0.1\n");
        LoadedConfiguration configuration = LoadedConfiguration.load(
                        Optional.of(file), Map.of("MICRONAUT_SERVER_PORT", "8282", "OPENAI_VOICE", "ash"))
                .with(Map.of("openai.model", "decided"));

        try (Environment environment =
                configuration.contextBuilder().build().getEnvironment().start()) {
            assertThat(environment.getProperty("micronaut.server.port", Integer.class))
                    .contains(8282);
            assertThat(environment.getProperty("micronaut.server.host", String.class))
                    .contains("127.0.0.1");
            assertThat(environment.getProperty("switchhook.drain-seconds", Integer.class))
                    .contains(7);
            assertThat(environment.getProperty("openai.voice", String.class)).contains("ash");
            assertThat(environment.getProperty("openai.model", String.class)).contains("decided");
            assertThat(environment.getActiveNames()).isEmpty();
        }
        assertThat(configuration.reader().text("micronaut.server.port")).contains("8282");
        assertThat(configuration.reader().text("openai.model")).contains("decided");
    }

    @Test
    void what_the_program_decides_is_stronger_than_the_environment() {
        LoadedConfiguration configuration = LoadedConfiguration.load(
                        Optional.empty(), Map.of("MICRONAUT_SERVER_PORT", "8282"))
                .with(Map.of("micronaut.server.port", "0"))
                .with(Map.of("openai.voice", "ash"));

        assertThat(configuration.reader().text("micronaut.server.port")).contains("0");
        assertThat(configuration.reader().text("openai.voice")).contains("ash");
    }

    @Test
    void an_empty_value_in_the_file_leaves_the_default_as_it_is() throws Exception {
        LoadedConfiguration configuration =
                LoadedConfiguration.load(Optional.of(file("switchhook:\n  drain-seconds:\n")), Map.of());

        assertThat(configuration.reader().text("switchhook.drain-seconds")).contains("900");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        'switchhook:#  provder: xai'       | switchhook.provder (conf.yml, line 2): is unknown; allowed under switchhook: after-call, assistants, calls, console, database-password,
        'openai:#  apikey: x'              | openai.apikey (conf.yml, line 2): is unknown; allowed under openai: api-key, azure,
        'xai:#  modell: x'                 | xai.modell (conf.yml, line 2): is unknown; allowed under xai: api-key, base-url,
        'twilio.token: x'                  | twilio.token (conf.yml, line 1): is unknown; allowed under twilio: account-sid, api-base-url,
        'switchhook:#  calls:#    most: 3' | switchhook.calls.most (conf.yml, line 3): is unknown; allowed under switchhook.calls: apology, busy-line,
        'switchhook:#  calls: 3'           | switchhook.calls (conf.yml, line 2): holds a value; allowed: a section with apology, busy-line,
        'switchhook: on'                   | switchhook (conf.yml, line 1): holds a value; allowed: a section with after-call, assistants, calls, console, database-password,
        'openai:#  voice: [a, b]'          | openai.voice (conf.yml, line 2): holds a list; allowed: one value
        'openai:#  voice:#    name: a'     | openai.voice.name (conf.yml, line 3): is unknown; allowed under openai: api-key, azure,
        'switchhok:#  provider: xai'       | switchhok.provider (conf.yml, line 2): 'switchhok' is unknown; allowed: openai,
        """)
    void p11_a_typing_error_in_the_file_is_not_silent(String document, String line) throws Exception {
        file(document.replace('#', '\n'));

        LoadedConfiguration configuration =
                LoadedConfiguration.load(Optional.of(directory.resolve("conf.yml")), Settings.serving());

        assertThat(configuration.mistakes()).singleElement().asString().contains(line.substring(line.indexOf(':')));
        assertThat(configuration.mistakes().getFirst().replace(directory + "/", ""))
                .startsWith(line);
        assertThat(catchThrowableOfType(RefusedStart.class, () -> AppSettings.forServing(configuration))
                        .mistakes())
                .containsAll(configuration.mistakes());
    }

    @Test
    void settings_of_the_framework_pass_unchecked() throws Exception {
        Path file = file("micronaut:\n  executors:\n    io:\n      type: fixed\nlogger:\n  levels:\n    a.b: INFO\n");

        assertThat(LoadedConfiguration.load(Optional.of(file), Map.of()).mistakes())
                .isEmpty();
    }

    @Test
    void p11_a_file_that_does_not_exist_or_is_no_file_is_refused() {
        assertThat(refusal(directory.resolve("missing.yml")))
                .isEqualTo("--config " + directory.resolve("missing.yml")
                        + ": does not exist; allowed: a readable YAML file");
        assertThat(refusal(directory))
                .isEqualTo("--config " + directory + ": is not a file; allowed: a readable YAML file");
    }

    @Test
    void p11_a_file_that_is_not_yaml_is_refused_with_the_line() throws Exception {
        Path file = file("switchhook:\n  provider: [openai\n");

        assertThat(refusal(file)).startsWith("--config " + file + ": line 3: ").doesNotContain("\n");
    }

    @Test
    void p11_a_file_that_is_not_text_is_refused() throws Exception {
        Path file = directory.resolve("binary.yml");
        Files.write(file, new byte[] {'a', ':', ' ', (byte) 0xff, (byte) 0xfe});

        assertThat(refusal(file))
                .isEqualTo("--config " + file + ": cannot be read; allowed: a readable YAML file in UTF-8");
    }

    @Test
    void p11_a_reference_to_something_that_is_not_set_is_a_mistake_and_is_not_shown() {
        LoadedConfiguration configuration =
                LoadedConfiguration.load(Optional.empty(), Map.of("OPENAI_API_KEY", "sk-${nowhere.to.be.found}"));

        assertThat(configuration.mistakes())
                .containsExactly(
                        "OPENAI_API_KEY: refers with ${...} to something that is not set; allowed: a plain value");
    }

    @Test
    void messages_are_masked() throws Exception {
        Path file = file("twilio:\n  auth-token: token-in-file\n");
        LoadedConfiguration configuration = LoadedConfiguration.load(
                Optional.of(file), Map.of("OPENAI_API_KEY", Settings.OPENAI_KEY, "XAI_API_KEY", "a"));

        assertThat(configuration.masked("401 for " + Settings.OPENAI_KEY + " and token-in-file at "
                        + "jdbc:postgresql://joe:pw@db/x?user=joe&password=pw2&ssl=true"))
                .isEqualTo("401 for *** and *** at jdbc:postgresql://***@db/x?user=joe&password=***&ssl=true");
    }

    private String refusal(Path file) {
        return catchThrowableOfType(RefusedStart.class, () -> LoadedConfiguration.load(Optional.of(file), Map.of()))
                .mistakes()
                .getFirst();
    }

    private Path file(String content) throws Exception {
        return Files.writeString(directory.resolve("conf.yml"), content, StandardCharsets.UTF_8);
    }
}
