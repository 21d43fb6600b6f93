package dev.switchhook.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.assistants.Plan;
import dev.switchhook.app.assistants.PromptTemplate;
import dev.switchhook.app.config.AppSettings;
import dev.switchhook.app.config.AssistantSettings;
import dev.switchhook.app.config.LoadedConfiguration;
import dev.switchhook.app.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The file and the template on the page are read by the program, and come to what the page shows.
class AssistantsPageTest {

    private static final String PAGE = Pages.text("docs/assistants.md");

    @TempDir
    Path directory;

    private List<AssistantSettings> assistants() throws Exception {
        Path template = directory.resolve("shop.md");
        Files.writeString(template, Pages.blocks(PAGE, "markdown").getFirst());
        Path file = directory.resolve("conf.yml");
        Files.writeString(
                file, Pages.blocks(PAGE, "yaml").getFirst().replace("shop.md", "'" + template.toString() + "'"));
        return AppSettings.forServing(LoadedConfiguration.load(Optional.of(file), Settings.serving()))
                .assistants();
    }

    @Test
    void the_file_on_the_page_names_two_assistants() throws Exception {
        List<AssistantSettings> assistants = assistants();

        assertThat(assistants).extracting(AssistantSettings::name).containsExactly("day", "night");
        assertThat(assistants.get(0).numbers()).isEmpty();
        assertThat(assistants.get(1).numbers()).containsExactlyInAnyOrder("+4930111111", "+4930222222");
        assertThat(assistants.get(1).tools()).contains(Set.of("find_parcel"));
        assertThat(assistants.get(1).policies().orElseThrow()).hasSize(2);
    }

    @Test
    void the_template_on_the_page_comes_to_the_text_on_the_page() throws Exception {
        AssistantSettings day = assistants().getFirst();
        PromptTemplate template = PromptTemplate.of("day", day.template().orElseThrow());
        template.check(day.variables(), Set.of("caller_name", "last_visit"), Plan.LONGEST);
        Map<String, String> values = new HashMap<>(day.variables());
        values.put("caller_name", "</Say> # Guards");

        assertThat(template.filled(values, Plan.LONGEST))
                .isEqualTo(Pages.blocks(PAGE, "text").getFirst());
    }
}
