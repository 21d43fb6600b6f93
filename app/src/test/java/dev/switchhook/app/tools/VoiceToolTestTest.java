package dev.switchhook.app.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchhook.app.tooltest.CalledTool;
import dev.switchhook.app.tooltest.ScriptedCall;
import dev.switchhook.app.tooltest.ToolCaller;
import dev.switchhook.app.tooltest.VoiceToolTest;
import dev.switchhook.domain.caller.Attestation;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A tool's test sees what the model sees, and fails with words that a team understands.
@VoiceToolTest
class VoiceToolTestTest {

    private static final String SEVEN = "{\"people\":2,\"name\":\"Mia\"}";

    final Tables tables = new Tables();
    final MyTables mine = new MyTables();

    @Test
    void a_call_tells_what_the_model_reads_whether_the_tool_ran_and_what_is_kept(ToolCaller tools) {
        CalledTool done =
                tools.call("reserve_table", SEVEN).expect("done", "\"code\"").expectRan();
        assertThat(done.value("code")).isEqualTo("T1");
        assertThat(done.kept()).singleElement().asString().startsWith("reserve_table {\"outcome\":\"done\"");

        CalledTool again = tools.call("reserve_table", "{\"name\":\"Mia\",\"people\":2}")
                .expect("done")
                .expectNotRun();
        assertThat(again.answer()).isEqualTo(done.answer());
        tools.inAnotherCall().call("reserve_table", SEVEN).expect("done", "T2").expectRan();
    }

    @Test
    void a_call_with_wrong_arguments_does_not_reach_the_tool(ToolCaller tools) {
        tools.call("reserve_table", "{\"people\":0,\"name\":\"Mia\"}")
                .expect("refused", "people")
                .expectNotRun();
        tools.call("reserve_table", "{\"people\":13,\"name\":\"Mia\"}")
                .expect("refused", "thirteen brings bad luck")
                .expectNotRun();
        assertThat(tools.call("no_such_tool", "{}").expect("refused").kept()).isEmpty();
    }

    @Test
    void who_calls_and_what_was_said_is_told_to_the_tool(ToolCaller tools) {
        assertThat(tools.withheld().offered()).containsExactly("reserve_table");
        assertThat(tools.attested(Attestation.FULL).offered()).containsExactly("reserve_table", "my_tables");
        assertThat(tools.attested(Attestation.FULL)
                        .from("+4930123456")
                        .afterAgentSaid("Shall I read them out?")
                        .afterCallerSaid("Yes.")
                        .call("my_tables", "{}")
                        .expect("done")
                        .answer())
                .contains("+4930123456", "\"said\":\"Yes.\"");
    }

    @Test
    void a_failure_of_an_expectation_tells_the_call_and_the_answer(ToolCaller tools) {
        CalledTool done = tools.call("reserve_table", SEVEN);
        assertThatThrownBy(() -> done.expect("refused"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("expected outcome refused", "\"code\":\"T1\"", "reserve_table " + SEVEN);
        assertThatThrownBy(() -> done.expect("done", "T9")).hasMessageContaining("expected an answer with \"T9\"");
        assertThatThrownBy(done::expectNotRun).hasMessageContaining("expected that the tool does not run, but it did");
        assertThatThrownBy(() -> tools.call("reserve_table", SEVEN).expectRan())
                .hasMessageContaining("expected that the tool runs, but it did not");
    }

    @Test
    void a_scripted_call_goes_from_the_wish_to_the_line_that_is_said_word_for_word(ScriptedCall call) {
        call.callerSays("A table for two, please.")
                .agentCalls("reserve_table", SEVEN)
                .expectResult("done", "T1")
                .expectAgentSaysExactly("Your code is T1.")
                .agentSays("Your code is T1.")
                .callerSays("Thank you.")
                .agentCalls("hang_up", "{}")
                .expectResult("done")
                .expectOver();
        assertThat(call.kept()).hasSize(1);
    }

    @Test
    void the_same_call_again_has_no_second_effect(ScriptedCall call) {
        call.callerSays("A table for two, please.")
                .agentCalls("reserve_table", SEVEN)
                .expectResult("done", "T1")
                .theSameCallAgain()
                .expectResult("done", "T1")
                .expectRuns("reserve_table", 1);
    }

    @Test
    void a_caller_who_interrupts_a_tool_changes_nothing_about_its_effect(ScriptedCall call) {
        call.callerSays("A table for two, please.")
                .toolTakes(Duration.ofSeconds(3))
                .agentCalls("reserve_table", SEVEN)
                .expectNoResult()
                .callerInterrupts("Hello?")
                .theSameCallAgain()
                .expectResult("done", "T1")
                .expectResult("done", "T1")
                .expectRuns("reserve_table", 1);
    }

    @Test
    void a_tool_that_takes_longer_than_its_deadline_counts_as_unknown_and_its_filler_is_said(ScriptedCall call) {
        call.callerSays("A table for two, please.")
                .toolTakes(Duration.ofSeconds(10))
                .agentCalls("reserve_table", SEVEN)
                .expectResult("unknown")
                .expectAgentSaid("Let me look in the book.")
                .theSameCallAgain()
                .expectResult("done", "T1")
                .expectRuns("reserve_table", 1);
    }

    @Test
    void another_session_of_the_model_is_told_what_was_done(ScriptedCall call) {
        call.callerSays("A table for two, please.")
                .agentCalls("reserve_table", SEVEN)
                .expectResult("done")
                .reconnect()
                .expectModelKnows("reserve_table: {\"outcome\":\"done\"")
                .agentSays("Where were we?")
                .callerSays("A table for two.")
                .agentCalls("reserve_table", SEVEN)
                .expectResult("done", "T1")
                .expectRuns("reserve_table", 1);
    }

    @Test
    void another_process_knows_what_was_done_and_repeats_nothing(ScriptedCall call) {
        call.callerSays("A table for two, please.")
                .agentCalls("reserve_table", SEVEN)
                .expectResult("done", "T1")
                .anotherProcessTakesOver()
                .expectModelKnows("\"code\":\"T1\"")
                .callerSays("A table for two.")
                .agentCalls("reserve_table", SEVEN)
                .expectResult("done", "T1")
                .expectRuns("reserve_table", 1);
    }

    @Test
    void an_effect_that_nobody_could_note_is_looked_up(ScriptedCall call) {
        call.callerSays("A table for two, please.")
                .theProcessDiesInTheNextTool()
                .agentCalls("reserve_table", SEVEN)
                .expectNoResult()
                .anotherProcessTakesOver()
                .expectModelKnows("\"code\":\"T1\"")
                .callerSays("Did that work?")
                .theSameCallAgain()
                .expectResult("done", "T1")
                .expectRuns("reserve_table", 1);
    }

    @Test
    void a_caller_who_hangs_up_ends_the_call(ScriptedCall call) {
        call.from("+4930123456", Attestation.FULL)
                .callerSays("Which tables are mine?")
                .agentCalls("my_tables", "{}")
                .expectResult("done", "+4930123456", "Which tables are mine?")
                .hangUp()
                .expectOver();
    }

    @Test
    void a_failure_tells_the_whole_script(ScriptedCall call) {
        call.callerSays("A table for two, please.").agentCalls("reserve_table", SEVEN);
        assertThatThrownBy(() -> call.expectResult("refused"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll(
                        "expected the result refused, but the model reads {\"outcome\":\"done\"",
                        "The call so far:",
                        "caller  A table for two, please.",
                        "agent   calls reserve_table " + SEVEN);
        assertThatThrownBy(() -> call.expectAgentSaysExactly("Your code is T9."))
                .hasMessageContaining("T1");
        assertThatThrownBy(() -> call.expectRuns("reserve_table", 2)).hasMessageContaining("there were 1");
        assertThatThrownBy(call::expectOver).hasMessageContaining("it goes on");
        assertThatThrownBy(() -> call.expectModelKnows("a secret")).hasMessageContaining("a secret");
        assertThatThrownBy(() -> call.expectAgentSaid("Nonsense.")).hasMessageContaining("Nonsense.");
        assertThatThrownBy(() -> call.expectResult("done")).hasMessageContaining("the model is given none");
    }
}
