package dev.switchhook.app.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchhook.twilio.rehearsal.Mischief;
import dev.switchhook.twilio.rehearsal.RestFault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class FaultPlansTest {

    @TempDir
    Path folder;

    @Test
    void every_line_of_a_plan_becomes_its_fault_and_comments_say_nothing() throws Exception {
        FaultPlan plan = FaultPlans.read("p", """
            # The line.
            line reset after 3s
            line   half-open after 4s for 12s   # nobody is told

            rest 503 for 20s
            rest timeout-but-applied x2
            rest 429 x3 after 1m
            mark lost
            model drops after 500ms
            crash after 6s
            """);

        assertThat(plan.entries())
                .extracting(FaultPlan.Entry::fault)
                .containsExactly(
                        new Fault.Network(new Mischief.Reset(Duration.ofSeconds(3))),
                        new Fault.Network(new Mischief.HalfOpen(Duration.ofSeconds(4), Duration.ofSeconds(12))),
                        new Fault.Rest(
                                new RestFault.Status(503),
                                Optional.empty(),
                                Optional.of(Duration.ofSeconds(20)),
                                Optional.empty()),
                        new Fault.Rest(
                                new RestFault.SilenceButApplied(), Optional.of(2), Optional.empty(), Optional.empty()),
                        new Fault.Rest(
                                new RestFault.Status(429),
                                Optional.of(3),
                                Optional.empty(),
                                Optional.of(Duration.ofMinutes(1))),
                        new Fault.Network(new Mischief.LostMarks(Duration.ZERO)),
                        new Fault.ModelDrops(Duration.ofMillis(500)),
                        new Fault.Crash(Duration.ofSeconds(6)));
        assertThat(plan.entries().get(1).text()).isEqualTo("line half-open after 4s for 12s");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        line rest after 3s      | 'line rest after 3s' is no fault; allowed: line reset after TIME; line reset mid-sentence;
        line reset after soon   | TIME is such as 500ms, 20s or 1m, at most 10m
        line reset after 11m    | 'line reset after 11m' is no fault
        line reset              | line reset after TIME
        rest 418 x2             | KIND is one of 401, 404, 429, 500, 503, slow, timeout, timeout-but-applied
        rest 503 x0             | rest KIND xN
        rest 503                | rest KIND for TIME
        weather bad             | lines that begin with rest, line, mark, status, stop, close, action, webhook, model, crash
        """)
    void a_mistake_is_told_with_file_line_and_what_is_allowed(String line, String problem) {
        assertThatThrownBy(() -> FaultPlans.read("my.faults", "# A plan.\nmark lost\n" + line + "\n"))
                .isInstanceOf(UnreadablePlan.class)
                .hasMessageStartingWith("my.faults:3: '")
                .hasMessageContaining(problem);
    }

    @Test
    void a_plan_without_a_fault_is_refused() {
        assertThatThrownBy(() -> FaultPlans.read("p", "# nothing\n\n"))
                .isInstanceOf(UnreadablePlan.class)
                .hasMessage("p: holds no fault");
    }

    @ParameterizedTest
    @FieldSource("dev.switchhook.app.rehearsal.FaultPlans#BUILT_IN")
    void every_built_in_plan_can_be_read(String name) throws Exception {
        assertThat(FaultPlans.find(name).entries()).isNotEmpty();
    }

    @Test
    void a_plan_is_found_in_a_file() throws Exception {
        Path file = Files.writeString(folder.resolve("mine.faults"), "stop missing\n");

        assertThat(FaultPlans.find(file.toString()).name()).isEqualTo(file.toString());
    }

    @Test
    void a_plan_that_is_nowhere_is_refused_with_the_names_of_those_that_are() {
        assertThatThrownBy(() -> FaultPlans.find(folder.resolve("none").toString()))
                .isInstanceOf(UnreadablePlan.class)
                .hasMessageContaining("none")
                .hasMessageContaining("rest-outage, lost-line, lost-proof");
        assertThatThrownBy(() -> FaultPlans.find("\0")).isInstanceOf(UnreadablePlan.class);
    }

    @Test
    void only_a_plan_that_disturbs_the_conversation_excuses_that() throws Exception {
        assertThat(FaultPlans.find("lost-line").breaksTheLine()).isTrue();
        assertThat(FaultPlans.find("crash").breaksTheLine()).isTrue();
        assertThat(FaultPlans.find("crash").crashes()).isTrue();
        assertThat(FaultPlans.find("lost-proof").breaksTheLine()).isFalse();
        assertThat(FaultPlans.find("lost-proof").hurtsTheModel()).isFalse();
        assertThat(FaultPlans.read("p", "model drops after 5s").hurtsTheModel()).isTrue();
    }

    @Test
    void the_page_explains_every_form_every_kind_and_every_built_in_plan_and_its_examples_are_plans() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "rehearsal.md"));

        assertThat(firstCells(page, "| line |"))
                .containsExactlyElementsOf(
                        FaultForm.ALL.stream().map(FaultForm::pattern).toList());
        assertThat(firstCells(page, "| plan |")).containsExactlyElementsOf(FaultPlans.BUILT_IN);
        assertThat(FaultForm.KINDS.keySet()).allSatisfy(kind -> assertThat(page).contains("`" + kind + "`"));
        List<String> examples = Pattern.compile("(?s)```faults\n(.*?)```")
                .matcher(page)
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(examples).isNotEmpty();
        for (String example : examples) {
            assertThat(FaultPlans.read("docs/rehearsal.md", example).entries()).isNotEmpty();
        }
    }

    private static List<String> firstCells(String page, String heading) {
        List<String> rows = page.lines()
                .dropWhile(line -> !line.startsWith(heading))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
        return rows.stream()
                .map(row -> row.split("\\|")[1].strip().replace("`", ""))
                .toList();
    }
}
