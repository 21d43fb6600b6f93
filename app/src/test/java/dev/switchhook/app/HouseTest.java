package dev.switchhook.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchhook.app.config.AppSettings;
import dev.switchhook.app.config.LoadedConfiguration;
import dev.switchhook.app.config.RefusedStart;
import dev.switchhook.app.store.Database;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.port.assistant.Assistant;
import dev.switchhook.domain.tool.Tool;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who answers, as the beans and the configuration of the real program say.
class HouseTest {

    @TempDir
    Path folder;

    private static void with(Map<String, String> settings, Consumer<House> test) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("switchhook.database-url", "jdbc:h2:mem:house-" + UUID.randomUUID());
        all.put("switchhook.provider", "rehearsal");
        all.put("switchhook.public-url", "https://house.switchhook.example");
        all.put("twilio.account-sid", "AC000000000000000000000000000000aa");
        all.put("twilio.auth-token", "a-token-of-this-test");
        LoadedConfiguration configuration = LoadedConfiguration.load(
                        Optional.empty(), Map.of("SHOP_SECRET", "a-secret-of-this-test"))
                .with(all);
        AppSettings read = AppSettings.forServing(configuration);
        try (ApplicationContext context = configuration.contextBuilder().start();
                Database database = Database.open(read.database())) {
            test.accept(House.of(context, database.dataSource(), read, configuration::variable));
        }
    }

    private static Assistant answering(House house, String to) {
        return house.assistants()
                .answering(new IncomingCall(new CallId("CA1"), new PhoneNumber("+4930123456"), new PhoneNumber(to)));
    }

    @Test
    void without_configuration_one_assistant_answers_every_call_and_can_hang_up() {
        with(Map.of(), house -> {
            Assistant assistant = answering(house, "+4930111111");
            assertThat(assistant.instructions()).startsWith("# Identity\n").contains("hang_up");
            assertThat(assistant.toolbox().find(Tool.HANG_UP)).isPresent();
            assertThat(answering(house, "+4930222222").name()).isEqualTo(assistant.name());
        });
    }

    @Test
    void a_tool_behind_http_is_one_of_the_house_when_a_file_describes_it() throws Exception {
        Path file = folder.resolve("tools.yml");
        Files.writeString(file, """
            tools:
              count_articles:
                url: http://127.0.0.1:9/count
                description: Count the articles.
                parameters: {type: object, properties: {}, additionalProperties: false}
                effect: reads
                secret-variable: SHOP_SECRET
            """);

        with(
                Map.of("switchhook.http-tools", file.toString()),
                house -> assertThat(answering(house, "+4930111111").toolbox().find("count_articles"))
                        .isPresent());
    }

    @Test
    void a_file_of_tools_that_is_wrong_refuses_the_start() {
        String missing = folder.resolve("missing.yml").toString();

        assertThatThrownBy(() -> with(Map.of("switchhook.http-tools", missing), _ -> {}))
                .isInstanceOfSatisfying(
                        RefusedStart.class,
                        refused -> assertThat(refused.mistakes())
                                .singleElement()
                                .asString()
                                .contains(missing, "cannot be read", "allowed"));
    }

    @Test
    void a_configured_assistant_answers_its_numbers_in_its_own_way() throws Exception {
        Path template = folder.resolve("night.md");
        Files.writeString(template, "# Identity\nYou guard {{house}} at night.");
        Map<String, String> night = Map.of(
                "switchhook.assistants.night.numbers", "+4930111111",
                "switchhook.assistants.night.template", template.toString(),
                "switchhook.assistants.night.greeting", "Good night.",
                "switchhook.assistants.night.disclosure", "I am a machine.",
                "switchhook.assistants.night.variables.house", "the mill");

        with(night, house -> {
            Assistant assistant = answering(house, "+4930111111");
            assertThat(assistant.name()).isEqualTo("night");
            assertThat(assistant.instructions()).isEqualTo("# Identity\nYou guard the mill at night.\n");
            assertThat(assistant.greeting().words()).isEqualTo("Good night.");
            assertThat(assistant.opening().disclosure()).contains("I am a machine.");
            assertThat(answering(house, "+4930222222").name()).isNotEqualTo("night");
        });
    }

    @Test
    void an_assistant_may_be_given_no_tools_and_can_always_hang_up() {
        with(
                Map.of("switchhook.assistants.talk.tools", "none"),
                house -> assertThat(answering(house, "+4930111111").toolbox().tools())
                        .extracting(Tool::name)
                        .containsExactly(Tool.HANG_UP));
    }

    @Test
    void what_cannot_be_refuses_the_start_with_one_line_for_each_mistake() throws Exception {
        Path template = folder.resolve("wrong.md");
        Files.writeString(template, "# Identity\nYou are {{nobody}}.");
        Map<String, String> wrong = Map.of(
                "switchhook.assistants.a.tools", "none, fly",
                "switchhook.assistants.b.numbers", "+4930111111",
                "switchhook.assistants.b.template", template.toString());

        assertThatThrownBy(() -> with(wrong, _ -> {}))
                .isInstanceOfSatisfying(
                        RefusedStart.class,
                        refused -> assertThat(refused.mistakes())
                                .satisfiesExactly(
                                        line -> assertThat(line)
                                                .startsWith("SWITCHHOOK_ASSISTANTS_A_TOOLS: 'fly' is unknown; allowed:"
                                                        + " some of")
                                                .endsWith(", separated by commas, or none"),
                                        line -> assertThat(line)
                                                .startsWith("SWITCHHOOK_ASSISTANTS_B_TEMPLATE: the template of b names"
                                                        + " {{nobody}}, which nobody fills in; allowed: ")));
    }
}
