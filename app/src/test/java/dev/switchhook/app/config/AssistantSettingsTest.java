package dev.switchhook.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssistantSettingsTest {

    @TempDir
    Path directory;

    private List<AssistantSettings> read(String lines, String... environment) throws Exception {
        Path file = directory.resolve("conf.yml");
        Files.writeString(file, "switchhook:\n  assistants:\n" + lines.indent(4));
        return AppSettings.forServing(LoadedConfiguration.load(Optional.of(file), Settings.serving(environment)))
                .assistants();
    }

    @Test
    void an_assistant_needs_no_more_than_a_name_and_the_environment_may_change_it() throws Exception {
        AssistantSettings front = read(
                        "front-desk:\n  variables:\n    opening_hours: nine to five",
                        "SWITCHHOOK_ASSISTANTS_FRONT_DESK_NUMBERS",
                        "+4930111111")
                .getFirst();

        assertThat(front.name()).isEqualTo("front-desk");
        assertThat(front.numbers()).containsExactly("+4930111111");
        assertThat(front.variables()).isEqualTo(Map.of("opening_hours", "nine to five"));
        assertThat(front.template()).isEmpty();
        assertThat(front.greeting()).isEmpty();
        assertThat(front.tools()).isEmpty();
        assertThat(front.policies()).isEmpty();
        assertThat(front.longest()).isEqualTo(16_000);
    }

    @Test
    void no_tools_is_something_else_than_nothing_said_about_tools() throws Exception {
        assertThat(read("day: {tools: none}").getFirst().tools()).contains(Set.of());
        assertThat(read("day: {tools: 'look, book'}").getFirst().tools()).contains(Set.of("look", "book"));
        assertThat(read("day: {tools: ''}").getFirst().tools()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        Day: {greeting: Hello}                        | SWITCHHOOK_ASSISTANTS_DAY: is no name; allowed: a letter a-z
        day: {numbers: '030 123'}                     | SWITCHHOOK_ASSISTANTS_DAY_NUMBERS: holds what is no number; allowed: E.164
        day: {numbers: '+4930111111, +4930111111'}    | SWITCHHOOK_ASSISTANTS_DAY_NUMBERS: holds a number twice; allowed:
        day: {template: nowhere.md}                   | SWITCHHOOK_ASSISTANTS_DAY_TEMPLATE: 'nowhere.md' is no file; allowed: a readable text file
        day: {greeting-interruptible: perhaps}        | SWITCHHOOK_ASSISTANTS_DAY_GREETING_INTERRUPTIBLE: 'perhaps' is unknown; allowed: false, true
        day: {hangup-policies: never}                 | SWITCHHOOK_ASSISTANTS_DAY_HANGUP_POLICIES: 'never' is unknown; allowed: some of
        day: {longest-instructions: 10}               | SWITCHHOOK_ASSISTANTS_DAY_LONGEST_INSTRUCTIONS: '10' is not allowed; allowed: a whole number from 1000
        day: {variables: {Big: x}}                    | SWITCHHOOK_ASSISTANTS_DAY_VARIABLES_BIG: is no name; allowed: a letter a-z
        day: {colour: red}                            | is unknown; allowed under switchhook.assistants.day: disclosure, greeting, greeting-interruptible, hangup-policies
        day: 7                                        | holds a value; allowed: a section with disclosure, greeting
        """)
    void a_mistake_is_one_line(String line, String told) {
        assertThatThrownBy(() -> read(line))
                .isInstanceOfSatisfying(
                        RefusedStart.class,
                        refused -> assertThat(refused.mistakes())
                                .singleElement()
                                .asString()
                                .contains(told));
    }

    @Test
    void two_assistants_share_neither_a_number_nor_the_place_of_the_one_without_numbers() {
        assertThatThrownBy(() -> read("""
            a: {numbers: '+4930111111'}
            b: {numbers: '+4930222222, +4930111111'}
            c: {greeting: Hello}
            d: {greeting: Hello}
            """))
                .isInstanceOfSatisfying(
                        RefusedStart.class,
                        refused -> assertThat(refused.mistakes())
                                .satisfiesExactly(
                                        line -> assertThat(line)
                                                .startsWith(
                                                        "SWITCHHOOK_ASSISTANTS_B_NUMBERS: has the number ...11 of 'a'"),
                                        line -> assertThat(line)
                                                .startsWith(
                                                        "SWITCHHOOK_ASSISTANTS_D_NUMBERS: has no numbers, as 'c'")));
    }
}
