package dev.switchhook.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.tools.ToolCatalogue;
import dev.switchhook.app.tools.VoiceTool;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.port.tool.Said;
import dev.switchhook.domain.rehearsal.Act;
import dev.switchhook.domain.rehearsal.Cue;
import dev.switchhook.domain.rehearsal.Role;
import dev.switchhook.domain.tool.Tool;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import io.micronaut.context.ApplicationContext;
import io.micronaut.inject.BeanDefinition;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The Java of the pages compiles without a warning and does what the pages say.
class AddAToolPageTest {

    private static final String PACKAGE = "dev.switchhook.app.restaurant.";
    private static final String TOOL =
            Pages.blocks(Pages.text("docs/add-a-tool.md"), "java").getFirst();
    private static final int MOST_LINES = 30;
    private static Compiled compiled;

    @BeforeAll
    static void compile_all_java_of_all_pages() throws Exception {
        List<String> sources = new ArrayList<>();
        for (Path page : Pages.all()) {
            sources.addAll(Pages.blocks(Pages.text(page), "java"));
        }
        assertThat(sources).hasSize(7);
        compiled = Compiled.of(sources);
    }

    private static Object made(String name) throws Exception {
        Constructor<?> constructor = compiled.loadClass(PACKAGE + name).getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    private static ToolCatalogue catalogue() throws Exception {
        return new ToolCatalogue(List.of((VoiceTool<?>) made("ReserveTable")));
    }

    private static ToolOutcome reserve(ToolCatalogue tools, String arguments) {
        IncomingCall caller =
                new IncomingCall(new CallId("CA1"), new PhoneNumber("+4930123456"), new PhoneNumber("+4930999999"));
        return tools.run(
                caller, new ToolCall(new ToolCall.Id("call_1"), "reserve_table", arguments), Said.NOTHING, _ -> {});
    }

    @Test
    void a_new_tool_is_at_most_thirty_lines_of_the_teams_own_in_one_file() {
        assertThat(TOOL.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("//"))
                        .filter(line -> !line.startsWith("import ") && !line.startsWith("package ")))
                .hasSizeLessThanOrEqualTo(MOST_LINES);
    }

    @Test
    void no_other_file_is_touched_because_the_container_finds_the_class() throws Exception {
        try (ApplicationContext context = ApplicationContext.builder(compiled)
                .deduceEnvironment(false)
                .banner(false)
                .build()) {
            context.start();
            List<String> found = new ArrayList<>();
            for (BeanDefinition<?> bean : context.getBeanDefinitions(VoiceTool.class)) {
                found.add(bean.getBeanType().getName());
            }
            assertThat(found).contains(PACKAGE + "ReserveTable");
        }
    }

    @Test
    void the_test_on_the_page_passes() throws Exception {
        assertThat(compiled.tested(PACKAGE + "ReserveTableTest").getTestsSucceededCount())
                .isEqualTo(3);
    }

    @Test
    void the_model_is_shown_the_schema_that_comes_from_the_record() throws Exception {
        Tool shown = catalogue().toolbox().find("reserve_table").orElseThrow();

        assertThat(shown.parameters())
                .contains("\"minimum\":1", "\"maximum\":8", "How many people come.")
                .contains("\"required\":[\"people\",\"time\"]", "\"additionalProperties\":false");
        assertThat(shown.filler()).isEqualTo("Let me look in the book.");
    }

    @Test
    void a_full_house_is_refused_in_words() throws Exception {
        ToolCatalogue tools = catalogue();
        for (int people = 1; people <= 4; people++) {
            assertThat(reserve(tools, "{\"people\":" + people + ",\"time\":\"19:30\"}"))
                    .isInstanceOf(ToolOutcome.Done.class);
        }
        assertThat(reserve(tools, "{\"people\":5,\"time\":\"19:30\"}"))
                .isInstanceOf(ToolOutcome.Refused.class)
                .extracting(ToolOutcome::answer)
                .asString()
                .contains("All tables are taken");
    }

    @Test
    void the_role_of_the_rehearsal_page_calls_that_tool() throws Exception {
        Role role = (Role) made("TableTaker");

        assertThat(role.play(new Cue.Asked("greet"))).isEmpty();
        assertThat(role.play(new Cue.CallerSpoke(1))).singleElement().satisfies(act -> {
            Act.UseTool call = (Act.UseTool) act;
            assertThat(call.tool()).isEqualTo("reserve_table");
            assertThat(reserve(catalogue(), call.arguments())).isInstanceOf(ToolOutcome.Done.class);
        });
        assertThat(role.play(new Cue.ToolsAnswered(List.of()))).containsExactly(new Act.UseTool("hang_up", "{}"));
    }

    @Test
    void the_page_names_every_file_outside_the_spa_that_knows_it() throws Exception {
        Pattern knowsIt = Pattern.compile("(?<!.path )app\\.spa\\.[A-Zr]|\\.spa\\(\\)|\"spa\"|(?m)^spa:|(from|table)"
                + " appointment|\"book_appointment\"");
        Path main = Pages.ROOT.resolve("app/src/main");
        Path spa = Path.of("dev/switchhook/app/spa");
        TreeSet<String> knowing = new TreeSet<>();
        try (Stream<Path> files = Files.walk(main)) {
            files.filter(path -> path.toString().matches(".*(\\.java|\\.yml|\\.sql|services.*)"))
                    .filter(Files::isRegularFile)
                    .filter(path -> !path.toString().contains(spa.toString()))
                    .filter(path -> knowsIt.matcher(Pages.text(path)).find())
                    .forEach(path ->
                            knowing.add(Pages.ROOT.relativize(path).toString().replace('\\', '/')));
        }
        Set<String> named = Pages.rows(Pages.text("docs/add-a-tool.md")).stream()
                .map(row -> Pages.plain(row.getFirst()))
                .filter(file -> file.startsWith("app/"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(named).isEqualTo(knowing);
    }
}
