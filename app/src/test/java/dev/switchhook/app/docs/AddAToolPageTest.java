package dev.switchhook.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.tools.ToolCatalogue;
import dev.switchhook.app.tools.VoiceTool;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.rehearsal.Act;
import dev.switchhook.domain.rehearsal.Cue;
import dev.switchhook.domain.rehearsal.Role;
import dev.switchhook.domain.tool.Tool;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The Java of the pages compiles without a warning and does what the pages say.
class AddAToolPageTest {

    private static final String PACKAGE = "dev.switchhook.app.shop.";
    private static final IncomingCall CALLER =
            new IncomingCall(new CallId("CA1"), new PhoneNumber("+4930123456"), new PhoneNumber("+4930999999"));
    private static Compiled compiled;

    @BeforeAll
    static void compile_all_java_of_all_pages() throws Exception {
        List<String> sources = new ArrayList<>();
        for (Path page : Pages.all()) {
            for (String block : Pages.blocks(Pages.text(page), "java")) {
                sources.add(block.startsWith("package ") ? block : fragment(block));
            }
        }
        assertThat(sources).hasSize(5);
        compiled = Compiled.of(sources);
    }

    /// The lines for `Bridge.start`, where they find the settings.
    private static String fragment(String lines) {
        return """
            package dev.switchhook.app.shop;

            import dev.switchhook.app.config.AppSettings;
            import dev.switchhook.app.tools.ToolCatalogue;
            import dev.switchhook.domain.port.assistant.Assistants;
            import java.util.Map;

            final class Fragment {
                static Assistants start(AppSettings settings, Map<String, FindParcel.Parcel> parcels) {
                    %s
                    return assistants;
                }
            }
            """.formatted(lines);
    }

    private static Object made(String name, Object... arguments) throws Exception {
        Constructor<?> constructor = compiled.loadClass(PACKAGE + name).getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        return constructor.newInstance(arguments);
    }

    @SuppressWarnings("unchecked")
    private static ToolCatalogue catalogue() throws Exception {
        Object parcel = made("FindParcel$Parcel", "on its way", LocalDate.of(2027, 3, 31), "+4930123456");
        Object desk = made("ShopDesk", Map.of("P1234", parcel));
        return new ToolCatalogue(
                (List<VoiceTool<?>>) desk.getClass().getMethod("tools").invoke(desk));
    }

    private static ToolOutcome find(String arguments) throws Exception {
        return catalogue().run(CALLER, new ToolCall(new ToolCall.Id("call_1"), "find_parcel", arguments));
    }

    @Test
    void the_model_is_shown_the_schema_that_comes_from_the_record() throws Exception {
        Tool shown = catalogue().toolbox().find("find_parcel").orElseThrow();

        assertThat(shown.parameters())
                .contains("\"pattern\":\"^P[0-9]{4}$\"", "The number on the receipt", "\"required\":[\"parcel\"]")
                .contains("\"additionalProperties\":false", "\"format\":\"date\"");
        assertThat(catalogue().toolbox().find(Tool.HANG_UP)).isPresent();
    }

    @Test
    void a_call_of_the_model_is_done_refused_in_words_or_refused_before_the_tool_runs() throws Exception {
        assertThat(find("{\"parcel\":\"P1234\",\"bought\":\"2027-03-01\"}"))
                .isEqualTo(new ToolOutcome.Done("{\"outcome\":\"done\",\"parcel\":\"P1234\",\"state\":\"on its"
                        + " way\",\"expected\":\"2027-03-31\"}"));
        assertThat(find("{\"parcel\":\"P9999\"}"))
                .isInstanceOf(ToolOutcome.Refused.class)
                .extracting(ToolOutcome::answer)
                .asString()
                .contains("no such parcel");
        assertThat(find("{\"parcel\":7}")).isInstanceOf(ToolOutcome.Refused.class);
        assertThat(find("{}").answer()).contains("\"field\":\"parcel\"");
    }

    @Test
    void the_test_on_the_page_passes() throws Exception {
        List<String> ran = new ArrayList<>();
        for (Method method : compiled.loadClass(PACKAGE + "FindParcelTest").getDeclaredMethods()) {
            if (method.isAnnotationPresent(Test.class)) {
                method.setAccessible(true);
                method.invoke(made("FindParcelTest"));
                ran.add(method.getName());
            }
        }
        assertThat(ran).hasSize(3);
    }

    @Test
    void the_role_of_the_rehearsal_page_calls_that_tool() throws Exception {
        Role role = (Role) made("ShopKeeper");

        assertThat(role.play(new Cue.Asked("greet"))).isEmpty();
        assertThat(role.play(new Cue.CallerSpoke(1))).singleElement().satisfies(act -> {
            Act.UseTool call = (Act.UseTool) act;
            assertThat(call.tool()).isEqualTo("find_parcel");
            assertThat(find(call.arguments())).isInstanceOf(ToolOutcome.Done.class);
        });
        assertThat(role.play(new Cue.ToolsAnswered(List.of()))).containsExactly(new Act.UseTool("hang_up", "{}"));
    }

    @Test
    void the_page_names_every_file_outside_the_spa_that_knows_it() throws Exception {
        Pattern knowsIt = Pattern.compile("app\\.spa\\b|\\.spa\\(\\)|\"spa\"|from appointment|\"book_appointment\"");
        Path main = Pages.ROOT.resolve("app/src/main/java/dev/switchhook/app");
        TreeSet<String> knowing = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(main)) {
            sources.filter(path -> path.toString().endsWith(".java") && !path.startsWith(main.resolve("spa")))
                    .filter(path -> knowsIt.matcher(Pages.text(path)).find())
                    .forEach(path ->
                            knowing.add(Pages.ROOT.relativize(path).toString().replace('\\', '/')));
        }
        Set<String> named = Pages.rows(Pages.text("docs/add-a-tool.md")).stream()
                .map(row -> Pages.plain(row.getFirst()))
                .filter(file -> file.endsWith(".java"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(named).isEqualTo(knowing);
    }
}
