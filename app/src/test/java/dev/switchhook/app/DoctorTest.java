package dev.switchhook.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.switchhook.app.cli.DoctorOptions;
import dev.switchhook.app.config.AppSettings;
import dev.switchhook.app.config.LoadedConfiguration;
import dev.switchhook.app.config.SpeechProvider;
import dev.switchhook.app.docs.Pages;
import dev.switchhook.app.rehearsal.RehearsedProvider;
import dev.switchhook.app.rehearsal.Storyteller;
import dev.switchhook.domain.settings.Secret;
import dev.switchhook.twilio.rehearsal.RehearsalTwilio;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The doctor beside a server that runs, between the rehearsed peers, with one layer broken after the other.
@Execution(ExecutionMode.CONCURRENT)
class DoctorTest {

    private static final String ACCOUNT = "AC000000000000000000000000000000d0";
    private static final String TOKEN = "doctor-token-1";
    private static final Map<String, String> SETTINGS = new HashMap<>();

    @TempDir
    static Path directory;

    private static RehearsalTwilio twilio;
    private static RehearsedProvider openai;
    private static Bridge bridge;

    private final StringWriter out = new StringWriter();

    @BeforeAll
    static void serve() throws IOException {
        int port = freePort();
        String origin = "http://127.0.0.1:" + port;
        twilio = new RehearsalTwilio(ACCOUNT, new Secret(TOKEN), URI.create(origin));
        openai = RehearsedProvider.playing(
                Storyteller.told(AppSettings.businessOf(LoadedConfiguration.load(Optional.empty(), Map.of()))));
        SETTINGS.putAll(Map.of(
                "twilio.account-sid",
                ACCOUNT,
                "twilio.auth-token",
                TOKEN,
                "twilio.api-base-url",
                twilio.apiBaseUrl().toString(),
                "switchhook.public-url",
                origin,
                "switchhook.provider",
                "openai",
                "switchhook.database-url",
                "jdbc:h2:file:" + directory.resolve("calls"),
                "switchhook.journal-directory",
                directory.toString(),
                "openai.api-key",
                openai.apiKey().reveal(),
                "openai.base-url",
                openai.baseUrl().toString()));
        SETTINGS.putAll(Map.of(
                "micronaut.server.port", Integer.toString(port),
                "micronaut.server.host", "127.0.0.1",
                "switchhook.management.port", "0"));
        LoadedConfiguration configuration = configuration(Map.of());
        bridge = Bridge.start(
                configuration, AppSettings.forServing(configuration), Bridge.Speech::configured, (_, _, _) -> {});
    }

    @AfterAll
    static void stop() {
        bridge.close();
        openai.close();
        twilio.close();
    }

    @Test
    void everything_works_and_every_boundary_says_so() {
        int code = examine(Map.of(), false);

        assertThat(out.toString())
                .contains("Every boundary works.")
                .contains("takes what is signed, refuses what is not, and lets WebSockets pass")
                .contains("the account is active")
                .contains("confirmed the session of a call, 6 tools included")
                .contains("understood \"Hello, I would like to book a massage, please.\"")
                .contains("as speech is")
                .contains("keeps and takes back what is written")
                .doesNotContain("wrong", "cannot tell");
        assertThat(code).isZero();
    }

    @Test
    void programs_get_the_same_as_json_and_no_secret_is_in_it() throws Exception {
        int code = examine(Map.of(), true);

        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.path("verdict").asText()).isEqualTo("ok");
        assertThat(verdicts(json))
                .containsOnlyKeys(
                        "configuration",
                        "public URL",
                        "Twilio REST",
                        "openai: connect",
                        "openai: text turn",
                        "openai: audio turn",
                        "openai: framing",
                        "database")
                .allSatisfy((_, verdict) -> assertThat(verdict).isEqualTo("ok"));
        assertThat(Pages.rows(Pages.text("docs/operate.md")))
                .as("the boundaries that are documented")
                .extracting(List::getFirst)
                .containsSubsequence(verdicts(json).keySet().stream()
                        .map(boundary -> "`" + boundary + "`")
                        .toList());
        assertThat(out.toString()).doesNotContain(TOKEN, openai.apiKey().reveal());
        assertThat(code).isZero();
    }

    @Test
    void another_auth_token_is_found_at_the_signature_and_at_the_rest_api() {
        int code = examine(Map.of("twilio.auth-token", "not-the-token"), false);

        assertThat(out.toString())
                .containsPattern("wrong +public URL +http://127.0.0.1:\\d+ answers, and refuses our signature")
                .contains("runs with another TWILIO_AUTH_TOKEN")
                .containsPattern("wrong +Twilio REST +Twilio refuses \\(HTTP 401, code 20003\\)")
                .contains("The first layer that is wrong: public URL.")
                .doesNotContain("not-the-token");
        assertThat(code).isEqualTo(1);
    }

    @Test
    void a_wrong_key_is_found_at_the_provider_and_nowhere_else() throws Exception {
        int code = examine(Map.of("openai.api-key", "sk-not-the-key"), true);

        Map<String, String> verdicts = verdicts(new ObjectMapper().readTree(out.toString()));
        assertThat(verdicts)
                .containsEntry("openai: connect", "wrong")
                .containsEntry("openai: text turn", "cannot tell")
                .containsEntry("public URL", "ok")
                .containsEntry("Twilio REST", "ok")
                .containsEntry("database", "ok");
        assertThat(out.toString()).contains("the key is wrong").doesNotContain("sk-not-the-key");
        assertThat(code).isEqualTo(1);
    }

    @Test
    void a_provider_that_is_not_there_is_no_connection() throws Exception {
        int code = examine(Map.of("openai.base-url", "http://127.0.0.1:" + freePort() + "/v1"), false);

        assertThat(out.toString())
                .containsPattern("wrong +openai: connect +no connection")
                .contains("the base URL of the provider is wrong");
        assertThat(code).isEqualTo(1);
    }

    @Test
    void a_public_url_that_cannot_be_reached_from_here_is_left_open() throws Exception {
        int code = examine(Map.of("switchhook.public-url", "http://127.0.0.1:" + freePort()), false);

        assertThat(out.toString())
                .containsPattern("cannot tell +public URL .*cannot be reached from here")
                .contains("Nothing is wrong as far as it can be seen from here.");
        assertThat(code).isEqualTo(2);
    }

    @Test
    void a_public_url_of_somebody_else_is_wrong() {
        URI other = openai.baseUrl();
        int code = examine(Map.of("switchhook.public-url", "http://127.0.0.1:" + other.getPort()), false);

        assertThat(out.toString()).contains("is answered by something else (HTTP 404)");
        assertThat(code).isEqualTo(1);
    }

    @Test
    void a_rest_api_that_is_not_there_is_wrong() throws Exception {
        int code = examine(Map.of("twilio.api-base-url", "http://127.0.0.1:" + freePort()), false);

        assertThat(out.toString())
                .containsPattern("wrong +Twilio REST +no answer")
                .contains("TWILIO_API_BASE_URL is wrong");
        assertThat(code).isEqualTo(1);
    }

    @Test
    void a_database_that_is_off_is_wrong_and_its_password_is_not_told() throws Exception {
        String url = "jdbc:postgresql://127.0.0.1:" + freePort() + "/calls?user=joe&password=hunter2";
        int code = examine(Map.of("switchhook.database-url", url), false);

        assertThat(out.toString())
                .containsPattern("wrong +database .*cannot be reached")
                .contains("the database is not running, or not at that address")
                .doesNotContain("hunter2");
        assertThat(code).isEqualTo(1);
    }

    @Test
    void a_database_that_is_not_there_yet_is_well() {
        examine(Map.of("switchhook.database-url", "jdbc:h2:file:" + directory.resolve("new/calls")), false);

        assertThat(out.toString()).containsPattern("ok +database .*does not exist yet; the first start makes it");
        assertThat(directory.resolve("new")).doesNotExist();
    }

    @Test
    void a_mistake_in_the_configuration_comes_first() {
        LoadedConfiguration empty = LoadedConfiguration.load(Optional.empty(), Map.of());

        int code = Doctor.examine(empty, new DoctorOptions(Optional.empty(), false), writer());

        assertThat(out.toString())
                .containsPattern("wrong +configuration +3 to correct")
                .contains("- TWILIO_AUTH_TOKEN: is not set")
                .containsPattern("cannot tell +database +the configuration comes first");
        assertThat(code).isEqualTo(1);
    }

    @Test
    void a_mistake_in_an_assistant_comes_first_with_a_provider_and_without_one() throws Exception {
        String provider = Objects.requireNonNull(SETTINGS.get("switchhook.provider"));
        for (String chosen : List.of(provider, "rehearsal")) {
            out.getBuffer().setLength(0);
            int code = examine(Map.of("switchhook.provider", chosen, "switchhook.assistants.night.tools", "fly"), true);

            JsonNode json = new ObjectMapper().readTree(out.toString());
            assertThat(verdicts(json))
                    .as(chosen)
                    .containsEntry("configuration", "wrong")
                    .containsEntry("public URL", "cannot tell")
                    .containsEntry("database", "cannot tell");
            assertThat(out.toString())
                    .contains("SWITCHHOOK_ASSISTANTS_NIGHT_TOOLS: 'fly' is unknown; allowed: some of");
            assertThat(code).isEqualTo(1);
        }
    }

    @Test
    void a_mistake_in_a_file_of_tools_comes_first() {
        String missing = directory.resolve("no-tools.yml").toString();

        int code = examine(Map.of("switchhook.http-tools", missing), false);

        assertThat(out.toString())
                .containsPattern("wrong +configuration +1 to correct")
                .contains("no-tools.yml", "cannot be read")
                .containsPattern("cannot tell +speech providers +the configuration comes first");
        assertThat(code).isEqualTo(1);
    }

    @Test
    void a_swap_is_compared_in_both_directions_without_a_key() {
        LoadedConfiguration empty = LoadedConfiguration.load(Optional.empty(), Map.of());
        SpeechProvider[] both = {SpeechProvider.OPENAI, SpeechProvider.XAI};
        for (int from = 0; from < 2; from++) {
            var swap = new DoctorOptions.Swap(both[from], both[1 - from]);

            int code = Doctor.examine(empty, new DoctorOptions(Optional.of(swap), false), writer());

            assertThat(out.toString())
                    .contains("What changes when " + swap.to().word() + " takes over from "
                            + swap.from().word())
                    .containsPattern("longest session +\\d+ min +\\d+ min +differs");
            // Nothing is chosen, so nothing can be lost.
            assertThat(code).isNotEqualTo(1);
        }
    }

    private int examine(Map<String, String> otherwise, boolean json) {
        return Doctor.examine(configuration(otherwise), new DoctorOptions(Optional.empty(), json), writer());
    }

    private PrintWriter writer() {
        return new PrintWriter(out, true);
    }

    private static LoadedConfiguration configuration(Map<String, String> otherwise) {
        Map<String, String> all = new HashMap<>(SETTINGS);
        all.putAll(otherwise);
        return LoadedConfiguration.load(Optional.empty(), Map.of()).with(all);
    }

    private static Map<String, String> verdicts(JsonNode json) {
        Map<String, String> verdicts = new LinkedHashMap<>();
        json.path("findings")
                .forEach(finding -> verdicts.put(
                        finding.path("boundary").asText(),
                        finding.path("verdict").asText()));
        return verdicts;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
