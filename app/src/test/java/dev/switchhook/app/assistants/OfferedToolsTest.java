package dev.switchhook.app.assistants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.port.tool.Said;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import org.junit.jupiter.api.Test;

class OfferedToolsTest {

    private static final IncomingCall CALL =
            new IncomingCall(new CallId("CA1"), new PhoneNumber("+4930123456"), new PhoneNumber("+4930999999"));

    @Test
    void a_tool_that_the_assistant_was_not_given_does_not_run() {
        OfferedTools tools = new OfferedTools(
                (_, call, _, _) -> new ToolOutcome.Done(call.tool()), (_, tool) -> tool.equals("look"));

        assertThat(tools.run(CALL, wanted("look"), Said.NOTHING, _ -> {})).isEqualTo(new ToolOutcome.Done("look"));
        assertThat(tools.run(CALL, wanted("book"), Said.NOTHING, _ -> {}))
                .isInstanceOf(ToolOutcome.Refused.class)
                .extracting(ToolOutcome::answer)
                .asString()
                .contains("no tool of that name");
    }

    private static ToolCall wanted(String tool) {
        return new ToolCall(new ToolCall.Id("call_1"), tool, "{}");
    }
}
