package dev.switchhook.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.switchhook.app.business.PolicyName;
import dev.switchhook.domain.call.CallRules;
import dev.switchhook.domain.call.HangUpOrder;
import dev.switchhook.domain.hangup.CallFacts;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.hangup.Verdict;
import dev.switchhook.domain.settings.SettingsReader;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.Turn;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppSettingsTest {

    @Test
    void a_server_with_one_key_and_twilio_credentials_starts_on_the_defaults() {
        AppSettings settings = Settings.read(Settings.serving());

        assertThat(settings.provider()).isEqualTo(SpeechProvider.OPENAI);
        assertThat(settings.server())
                .isEqualTo(new ServerSettings(
                        8080,
                        Duration.ofMinutes(15),
                        Optional.empty(),
                        new ManagementSettings("127.0.0.1", 8081, Optional.empty())));
        assertThat(settings.calls().maxConcurrent()).isEqualTo(200);
        assertThat(settings.calls().maxDuration()).isEqualTo(Duration.ofMinutes(20));
        assertThat(settings.calls().policies().silence()).isEqualTo(Duration.ofSeconds(20));
        assertThat(settings.calls().rules().farewell().grace()).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.calls().rules().ending().order()).isEqualTo(HangUpOrder.REQUEST_FIRST);
        assertThat(settings.calls().rules().desk()).isEmpty();
    }

    @Test
    void what_is_set_arrives_in_the_rules_of_calls() {
        AppSettings settings = Settings.read(Settings.serving(
                "SWITCHHOOK_CALLS_HANG_UP_ORDER", "media-first",
                "SWITCHHOOK_CALLS_MAX_DURATION_MINUTES", "10",
                "SWITCHHOOK_CALLS_DESK", "+4930123456"));

        CallRules rules = settings.calls().rules();
        assertThat(rules.ending().order()).isEqualTo(HangUpOrder.MEDIA_FIRST);
        assertThat(rules.ending().hardLimit()).isEqualTo(Duration.ofMinutes(15));
        assertThat(rules.desk().orElseThrow().stated()).isEqualTo("+4930123456");
        assertThat(settings.toString()).doesNotContain("+4930123456");
    }

    @Test
    void the_assistant_has_the_policies_that_are_listed_with_the_values_that_are_set() {
        CallFacts anHourLater = new CallFacts(
                Instant.EPOCH.plusSeconds(3600),
                Instant.EPOCH,
                Optional.of(Instant.EPOCH),
                0,
                false,
                List.of(new Turn.Caller("Tschüss!"), new Turn.Agent(new ItemId("item-1"), "Auf Wiederhören!")),
                false,
                Optional.of(Instant.EPOCH.plusSeconds(3595)));

        assertThat(verdict(anHourLater, "after-silence, after-max-duration"))
                .isEqualTo(new Verdict.AskWhetherPresent());
        assertThat(verdict(anHourLater, "After-Max-Duration,after-silence"))
                .isEqualTo(new Verdict.SayGoodbyeThenHangUp(EndReason.TIME_LIMIT));
        assertThat(verdict(anHourLater, "when-both-said-goodbye"))
                .isEqualTo(new Verdict.HangUpNow(EndReason.BOTH_SAID_GOODBYE));
        assertThat(verdict(anHourLater, "when-both-said-goodbye", "SWITCHHOOK_CALLS_GOODBYE_LANGUAGES", "en, fr"))
                .isEqualTo(new Verdict.Stay(Instant.MAX));
        assertThat(verdict(anHourLater, "after-model-loss"))
                .isEqualTo(new Verdict.Stay(Instant.EPOCH.plusSeconds(3603)));
        assertThat(verdict(anHourLater, "after-model-loss", "SWITCHHOOK_CALLS_MODEL_LOSS_SECONDS", "0"))
                .isEqualTo(new Verdict.GiveUp(EndReason.MODEL_LOST));
    }

    private static Verdict verdict(CallFacts facts, String policies, String... more) {
        Map<String, String> environment = Settings.serving(more);
        SettingsReader reader = new SettingsReader(_ -> Optional.of(policies));
        List<PolicyName> names = PolicyName.read(reader, "any");
        assertThat(reader.mistakes()).isEmpty();
        return Settings.read(environment).calls().policies().policy(names).judge(facts);
    }

    @Test
    void where_nodes_find_each_other_is_what_is_set_or_the_management_port_of_this_machine() {
        assertThat(Settings.read(Settings.serving()).server().management().nodeAddress(4711))
                .isEqualTo("http://127.0.0.1:4711");
        assertThat(Settings.read(Settings.serving("SWITCHHOOK_NODE_ADDRESS", "http://10.0.0.7:8081"))
                        .server()
                        .management()
                        .nodeAddress(8081))
                .isEqualTo("http://10.0.0.7:8081");
    }

    @Test
    void i6_who_waits_for_a_model_hears_a_chime_unless_nothing_is_wanted() {
        assertThat(Settings.read(Settings.serving()).calls().rules().waitingSound())
                .isEqualTo(CallRules.standard().waitingSound())
                .isNotEmpty();
        assertThat(Settings.read(Settings.serving("SWITCHHOOK_CALLS_WAITING_SOUND", "none"))
                        .calls()
                        .rules()
                        .waitingSound())
                .isEmpty();
    }

    @Test
    void new_calls_can_be_led_elsewhere_while_the_process_drains() {
        assertThat(Settings.read(Settings.serving("SWITCHHOOK_DRAIN_REDIRECT_URL", "https://other.example.com/voice"))
                        .server()
                        .drainRedirect())
                .contains(URI.create("https://other.example.com/voice"));
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        SWITCHHOOK_PROVIDER | google | SWITCHHOOK_PROVIDER: 'google' is unknown; allowed: openai, rehearsal, xai
        SWITCHHOOK_PROVIDER | xai | XAI_API_KEY: is not set; allowed:
        SWITCHHOOK_PUBLIC_URL | calls.example.com | SWITCHHOOK_PUBLIC_URL: is not an absolute URL with a host; allowed:
        SWITCHHOOK_PUBLIC_URL | http://calls.example.com | SWITCHHOOK_PUBLIC_URL: sends clear text to another machine
        SWITCHHOOK_PUBLIC_URL | https://calls.example.com/path | SWITCHHOOK_PUBLIC_URL: has a path; allowed:
        SWITCHHOOK_PUBLIC_URL | - | SWITCHHOOK_PUBLIC_URL: is not set; allowed:
        SWITCHHOOK_DATABASE_URL | jdbc:mysql://db/calls | SWITCHHOOK_DATABASE_URL: is not such a JDBC URL; allowed: jdbc:h2:file:
        SWITCHHOOK_DRAIN_SECONDS | -1 | SWITCHHOOK_DRAIN_SECONDS: '-1' is not allowed; allowed: a whole number from 0 to 7200
        SWITCHHOOK_DRAIN_REDIRECT_URL | http://other.example.com | SWITCHHOOK_DRAIN_REDIRECT_URL: sends clear text to another machine
        SWITCHHOOK_NODE_ADDRESS | 10.0.0.7:8081 | SWITCHHOOK_NODE_ADDRESS: is not such an address; allowed: http://HOST:PORT
        SWITCHHOOK_NODE_ADDRESS | http://10.0.0.7:8081/node | SWITCHHOOK_NODE_ADDRESS: is not such an address; allowed: http://HOST:PORT
        SWITCHHOOK_MANAGEMENT_HOST | all of them | SWITCHHOOK_MANAGEMENT_HOST: is not a host; allowed:
        SWITCHHOOK_MANAGEMENT_PORT | 70000 | SWITCHHOOK_MANAGEMENT_PORT: '70000' is not allowed; allowed: a whole number from 0 to 65535
        SWITCHHOOK_AFTER_CALL_WEBHOOK_URL | https://books.example.com/calls | SWITCHHOOK_AFTER_CALL_WEBHOOK_SECRET: is not set, but SWITCHHOOK_AFTER_CALL_WEBHOOK_URL is; allowed:
        SWITCHHOOK_AFTER_CALL_WEBHOOK_SECRET | hunter2hunter2 | SWITCHHOOK_AFTER_CALL_WEBHOOK_SECRET: is too short; allowed: a text of 16 characters or more
        SWITCHHOOK_AFTER_CALL_COMMAND | /no/such/program | SWITCHHOOK_AFTER_CALL_COMMAND: is no program that can be run; allowed:
        SWITCHHOOK_AFTER_CALL_CALLER | half | SWITCHHOOK_AFTER_CALL_CALLER: 'half' is unknown; allowed: full, masked, none
        SWITCHHOOK_AFTER_CALL_FIELDS | outcome, , code | SWITCHHOOK_AFTER_CALL_FIELDS: holds something that is no name, or a name twice; allowed:
        SWITCHHOOK_CALLS_DESK | 030 123456 | SWITCHHOOK_CALLS_DESK: is not an E.164 number; allowed: + and 7 to 15 digits
        SWITCHHOOK_CALLS_HANG_UP_ORDER | both | SWITCHHOOK_CALLS_HANG_UP_ORDER: 'both' is unknown; allowed: media-first, request-first
        SWITCHHOOK_CALLS_WAITING_SOUND | music | SWITCHHOOK_CALLS_WAITING_SOUND: 'music' is unknown; allowed: chime, none
        SWITCHHOOK_CALLS_GOODBYE_LANGUAGES | en, tlh | SWITCHHOOK_CALLS_GOODBYE_LANGUAGES: 'tlh' is unknown; allowed: some of de, en, es, fr, separated by commas
        SWITCHHOOK_CALLS_MAX_CONCURRENT | 0 | SWITCHHOOK_CALLS_MAX_CONCURRENT: '0' is not allowed; allowed: a whole number from 1 to 10000
        SWITCHHOOK_CALLS_MAX_DURATION_MINUTES | 1h | SWITCHHOOK_CALLS_MAX_DURATION_MINUTES: '1h' is not allowed; allowed: a whole number from 1 to 240
        SWITCHHOOK_CALLS_SILENCE_SECONDS | 4 | SWITCHHOOK_CALLS_SILENCE_SECONDS: '4' is not allowed; allowed: a whole number from 5 to 300
        SWITCHHOOK_CALLS_FAREWELL_GRACE_MS | 5001 | SWITCHHOOK_CALLS_FAREWELL_GRACE_MS: '5001' is not allowed; allowed: a whole number from 0 to 5000
        MICRONAUT_SERVER_PORT | 65536 | MICRONAUT_SERVER_PORT: '65536' is not allowed; allowed: a whole number from 0 to 65535
        MICRONAUT_SERVER_PORT | http | MICRONAUT_SERVER_PORT: 'http' is not allowed; allowed: a whole number from 0 to 65535
        TWILIO_ACCOUNT_SID | AC123 | TWILIO_ACCOUNT_SID: is not an account SID; allowed:
        TWILIO_ACCOUNT_SID | - | TWILIO_ACCOUNT_SID: is not set; allowed:
        TWILIO_AUTH_TOKEN | - | TWILIO_AUTH_TOKEN: is not set; allowed:
        TWILIO_API_BASE_URL | http://api.twilio.com | TWILIO_API_BASE_URL: sends clear text to another machine
        TWILIO_API_BASE_URL | wss://api.twilio.com | TWILIO_API_BASE_URL: has the scheme 'wss'; allowed:
        OPENAI_BASE_URL | ws://api.openai.com/v1 | OPENAI_BASE_URL: sends clear text to another machine
        OPENAI_BASE_URL | https://api.openai.com/v1?model=x | OPENAI_BASE_URL: holds a user, a query or a fragment
        OPENAI_VAD_THRESHOLD | loud | OPENAI_VAD_THRESHOLD: 'loud' is not allowed; allowed: a number from 0
        XAI_BASE_URL | ftp://api.x.ai/v1 | XAI_BASE_URL: has the scheme 'ftp'; allowed:
        XAI_REASONING_EFFORT | low | XAI_REASONING_EFFORT: 'low' is unknown; allowed: high, none
        """)
    void p11_a_wrong_value_refuses_the_start_with_one_line_that_names_key_problem_and_allowed_values(
            String variable, String value, String line) {
        Map<String, String> environment = Settings.serving(variable, value == null ? "" : value);

        assertThat(mistakes(environment))
                .singleElement()
                .asString()
                .startsWith(line)
                .contains("; allowed: ");
    }

    @Test
    void p11_every_mistake_of_every_part_is_reported_at_once() {
        Map<String, String> environment = Settings.serving(
                "TWILIO_AUTH_TOKEN",
                "",
                "OPENAI_BASE_URL",
                "nonsense",
                "MICRONAUT_SERVER_PORT",
                "99999",
                "SWITCHHOOK_CALLS_MAX_CONCURRENT",
                "many",
                "SWITCHHOOK_DATABASE_URL",
                "postgres://db");

        assertThat(mistakes(environment))
                .extracting(line -> line.substring(0, line.indexOf(':')))
                .containsExactlyInAnyOrder(
                        "TWILIO_AUTH_TOKEN",
                        "OPENAI_BASE_URL",
                        "MICRONAUT_SERVER_PORT",
                        "SWITCHHOOK_CALLS_MAX_CONCURRENT",
                        "SWITCHHOOK_DATABASE_URL");
    }

    @Test
    void p11_no_mistake_shows_a_secret_even_when_it_stands_in_the_wrong_place() {
        Map<String, String> environment = Settings.serving(
                "XAI_API_KEY", Settings.XAI_KEY,
                "SWITCHHOOK_PROVIDER", Settings.OPENAI_KEY,
                "MICRONAUT_SERVER_PORT", Settings.TOKEN,
                "OPENAI_NOISE_REDUCTION", Settings.XAI_KEY,
                "SWITCHHOOK_DATABASE_URL", "jdbc:mysql://db/calls?password=hunter2-in-url",
                "SWITCHHOOK_PUBLIC_URL", "https://user:hunter2-in-url@calls.example.com",
                "SWITCHHOOK_DATABASE_PASSWORD", "hunter2-alone");

        assertThat(mistakes(environment))
                .hasSize(5)
                .contains("SWITCHHOOK_PROVIDER: '***' is unknown; allowed: openai, rehearsal, xai");
        assertThat(String.join("\n", mistakes(environment)))
                .doesNotContain(Settings.OPENAI_KEY, Settings.XAI_KEY, Settings.TOKEN, "hunter2");
    }

    @Test
    void a_key_with_characters_that_no_key_has_is_refused_without_being_shown() {
        String broken = "sk-1234\u00e9-hidden";

        assertThat(mistakes(Settings.serving("OPENAI_API_KEY", broken)))
                .singleElement()
                .asString()
                .startsWith("OPENAI_API_KEY: ")
                .doesNotContain(broken, "hidden");
    }

    @Test
    void the_text_form_of_all_settings_holds_no_secret() {
        AppSettings settings = Settings.read(Settings.serving(
                "SWITCHHOOK_PROVIDER", "openai",
                "XAI_API_KEY", Settings.XAI_KEY,
                "SWITCHHOOK_AFTER_CALL_WEBHOOK_URL", "https://books.example.com/calls",
                "SWITCHHOOK_AFTER_CALL_WEBHOOK_SECRET", "a secret of the books",
                "SWITCHHOOK_DATABASE_URL", "jdbc:postgresql://db/calls?user=u&password=hunter2"));

        assertThat(settings.toString())
                .contains("calls.example.com", "books.example.com")
                .doesNotContain(
                        Settings.OPENAI_KEY, Settings.XAI_KEY, Settings.TOKEN, "hunter2", "a secret of the books");
    }

    @Test
    void without_twilio_credentials_the_refusal_points_to_the_demo() {
        RefusedStart refusal = refusal(Map.of("OPENAI_API_KEY", Settings.OPENAI_KEY));

        assertThat(refusal.mistakes())
                .extracting(line -> line.substring(0, line.indexOf(':')))
                .containsExactly("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "SWITCHHOOK_PUBLIC_URL");
        assertThat(refusal.advice()).contains("switchhook demo");
    }

    @Test
    void with_twilio_credentials_the_refusal_does_not_speak_of_the_demo() {
        assertThat(refusal(Settings.serving("OPENAI_BASE_URL", "nonsense")).advice())
                .isEmpty();
    }

    @Test
    void a_demo_ignores_whatever_is_set_for_the_real_peers_and_keeps_the_database() {
        Map<String, String> environment = Map.of(
                "SWITCHHOOK_PROVIDER", "nobody",
                "SWITCHHOOK_PUBLIC_URL", "nonsense",
                "TWILIO_ACCOUNT_SID", "nonsense",
                "OPENAI_API_KEY", Settings.OPENAI_KEY,
                "XAI_API_KEY", Settings.XAI_KEY,
                "OPENAI_BASE_URL", "nonsense",
                "XAI_VAD_THRESHOLD", "nonsense",
                "SWITCHHOOK_AFTER_CALL_WEBHOOK_URL", "https://books.example.com/calls",
                "SWITCHHOOK_DATABASE_URL", "jdbc:h2:mem:demo");

        AppSettings settings = AppSettings.forDemo(
                LoadedConfiguration.load(Optional.empty(), environment).withoutPeers());

        assertThat(settings.provider()).isEqualTo(SpeechProvider.REHEARSAL);
        assertThat(settings.database().shown()).isEqualTo("jdbc:h2:mem:demo");
        assertThat(settings.openai().apiKey().reveal()).isEmpty();
        assertThat(settings.delivery().wanted()).isFalse();
    }

    @Test
    void a_demo_still_refuses_a_wrong_database() {
        LoadedConfiguration configuration = LoadedConfiguration.load(
                        Optional.empty(), Map.of("SWITCHHOOK_DATABASE_URL", "oracle"))
                .withoutPeers();

        RefusedStart refusal = catchThrowableOfType(RefusedStart.class, () -> AppSettings.forDemo(configuration));

        assertThat(refusal.mistakes()).singleElement().asString().startsWith("SWITCHHOOK_DATABASE_URL: ");
        assertThat(refusal.advice()).isEmpty();
    }

    @Test
    void what_the_program_decides_reaches_the_settings_of_a_rehearsal() {
        LoadedConfiguration configuration = LoadedConfiguration.load(Optional.empty(), Settings.serving())
                .withoutPeers()
                .with(Map.of("openai.api-key", "rehearsal", "openai.base-url", "ws://127.0.0.1:4711/v1"));

        AppSettings settings = AppSettings.forDemo(configuration);

        assertThat(settings.provider()).isEqualTo(SpeechProvider.OPENAI);
        assertThat(settings.openai().baseUrl()).hasToString("ws://127.0.0.1:4711/v1");
        assertThat(settings.openai().apiKey().reveal()).isEqualTo("rehearsal");
    }

    private static List<String> mistakes(Map<String, String> environment) {
        return refusal(environment).mistakes();
    }

    private static RefusedStart refusal(Map<String, String> environment) {
        return catchThrowableOfType(RefusedStart.class, () -> Settings.read(environment));
    }
}
