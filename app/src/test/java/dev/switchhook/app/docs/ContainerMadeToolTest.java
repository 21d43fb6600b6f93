package dev.switchhook.app.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/// The tools that `@VoiceToolTest` names are made by the container, with a database where one wants it; what cannot be
/// tested says why. They are compiled here, because a tool in the tests would be found by every test that starts the
/// program.
class ContainerMadeToolTest {

    private static final String TEST_NAME = "dev.switchhook.app.counting.CounterTest";

    private static final String TOOL = """
        package dev.switchhook.app.counting;

        import dev.switchhook.app.tools.ToolContext;
        import dev.switchhook.app.tools.ToolDefinition;
        import dev.switchhook.app.tools.ToolReply;
        import dev.switchhook.app.tools.VoiceTool;
        import java.sql.SQLException;
        import java.util.Map;
        import javax.sql.DataSource;

        ANNOTATION
        @ToolDefinition(name = "count", description = "Counts.", effect = ToolDefinition.Effect.READS)
        final class Counter implements VoiceTool<Counter.Nothing> {

            record Nothing() {}

            private final DataSource database;

            Counter(DataSource database) {
                this.database = database;
            }

            @Override
            public ToolReply run(ToolContext context, Nothing nothing) {
                try (var connection = database.getConnection();
                        var query = connection.prepareStatement("select count(*) from call_record");
                        var rows = query.executeQuery()) {
                    rows.next();
                    return new ToolReply.Done(Map.of("calls", rows.getInt(1)));
                } catch (SQLException broken) {
                    throw new IllegalStateException(broken);
                }
            }
        }
        """;

    private static final String TEST = """
        package dev.switchhook.app.counting;

        import dev.switchhook.app.tooltest.ToolCaller;
        import dev.switchhook.app.tooltest.VoiceToolTest;
        import org.junit.jupiter.api.Test;

        @VoiceToolTest(NAMED)
        class CounterTest {

            @Test
            void nobody_has_called(ToolCaller tools) {
                tools.call("count", "{}").expect("done", "\\"calls\\":0");
            }
        }
        """;

    private static Compiled compiled(String annotation, String named) throws Exception {
        return Compiled.of(List.of(TOOL.replace("ANNOTATION", annotation), TEST.replace("NAMED", named)));
    }

    @Test
    void a_tool_that_wants_a_database_gets_an_empty_one_with_the_programs_schema() throws Exception {
        assertThat(compiled("@jakarta.inject.Singleton", "Counter.class")
                        .tested(TEST_NAME)
                        .getTestsSucceededCount())
                .isEqualTo(1);
    }

    @Test
    void a_tool_that_the_container_does_not_find_is_told_with_what_is_allowed() throws Exception {
        Compiled noBean = compiled("", "Counter.class");

        assertThatThrownBy(() -> noBean.tested(TEST_NAME))
                .hasMessageContaining(
                        "the container does not find dev.switchhook.app.counting.Counter; allowed: a class with"
                                + " @Singleton");
    }

    @Test
    void a_test_without_a_tool_is_told_with_what_is_allowed() throws Exception {
        Compiled without = compiled("@jakarta.inject.Singleton", "{}");

        assertThatThrownBy(() -> without.tested(TEST_NAME))
                .hasMessageContaining("has no tool to test; allowed: @VoiceToolTest(YourTool.class), or a field");
    }
}
