package dev.switchhook.domain.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolboxTest {

    private static Tool tool(String name) {
        return new Tool(name, "Does it.", "{}", Duration.ofSeconds(1));
    }

    @Test
    void every_agent_can_hang_up() {
        Toolbox box = Toolbox.of(List.of(tool("book")));
        assertThat(box.tools()).extracting(Tool::name).containsExactly("book", Tool.HANG_UP);
        assertThat(box.find(Tool.HANG_UP)).contains(Tool.hangUp());
        assertThat(box.find("nothing")).isEmpty();
    }

    @Test
    void two_tools_of_one_name_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Toolbox.of(List.of(tool("book"), tool("book"))))
                .withMessageContaining("book");
        assertThatIllegalArgumentException().isThrownBy(() -> Toolbox.of(List.of(tool(Tool.HANG_UP))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Book",
                "book-it",
                "book it",
                "bücher",
                "a2345678901234567890123456789012345678901234567890123456789012345"
            })
    void a_name_that_no_model_accepts_is_refused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> tool(name));
    }

    @Test
    void a_tool_needs_time() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Tool("book", "", "{}", Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new Tool("book", "", "{}", Duration.ofSeconds(-1)));
    }

    @Test
    void i7_a_failure_and_an_unknown_outcome_tell_the_model_to_claim_nothing() {
        assertThat(new ToolOutcome.Failed().answer()).contains("Do not claim");
        assertThat(new ToolOutcome.TimedOut(Duration.ofSeconds(8)).answer()).contains("unknown", "Do not claim");
    }
}
