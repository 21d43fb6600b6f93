package dev.switchhook.domain.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechEvent.ReplyEnd;
import dev.switchhook.domain.rehearsal.Act;
import dev.switchhook.domain.rehearsal.Cue;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Tool calls and their outcomes.
interface ToolPromises extends SpeechPromises {

    private static Act check(String arguments) {
        return new Act.UseTool("check_availability", arguments);
    }

    private static void answer(SpeechTalk talk, ToolCall call, ToolOutcome outcome) {
        talk.send(new SpeechCommand.GiveToolResult(call.id(), outcome));
    }

    /// Waits for so many tool calls and for the end of their reply.
    private static List<ToolCall> calls(SpeechTalk talk, int count) {
        talk.send(new SpeechCommand.Reply(GREET));
        List<ToolCall> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            calls.add(talk.next(SpeechEvent.ToolWanted.class).call());
        }
        assertThat(talk.next(SpeechEvent.ReplyFinished.class).end()).isEqualTo(ReplyEnd.COMPLETE);
        return calls;
    }

    @Test
    default void o11_a_tool_call_comes_once_and_its_outcome_reaches_the_model() {
        String arguments = "{\"service\": \"Hot stone \\\"deluxe\\\" für zwei\"}";
        String output = "{\"outcome\":\"booked\",\"reference\":\"B-1042 \\u00fc ü\"}";
        ScriptedRole role = SpeechPromises.using(new Act.UseTool("book_appointment", arguments));
        try (SpeechTalk talk = readyWith(role)) {
            ToolCall call = calls(talk, 1).getFirst();
            assertThat(call.tool()).isEqualTo("book_appointment");
            assertThat(JsonText.compact(call.arguments())).isEqualTo(JsonText.compact(arguments));
            answer(talk, call, new ToolOutcome.Done(output));
            talk.ask("");
            talk.closeAndReport();
            assertThat(role.cues().next(Cue.ToolsAnswered.class).answers())
                    .containsExactly(new Cue.ToolAnswer("book_appointment", output));
            assertThat(talk.all(SpeechEvent.ToolWanted.class)).hasSize(1);
            assertThat(talk.said()).containsExactly("Done.");
        }
    }

    @Test
    default void o11_a_call_that_the_provider_repeats_is_told_once() {
        ScriptedRole role = SpeechPromises.using(check("{\"day\":\"today\"}"));
        try (SpeechTalk talk = troubled(SpeechModelContract.Mishap.REPEATED_TOOL_CALLS, role)) {
            talk.next(SpeechEvent.Ready.class);
            ToolCall call = calls(talk, 1).getFirst();
            answer(talk, call, new ToolOutcome.Done("{}"));
            talk.ask("");
            talk.closeAndReport();
            assertThat(talk.all(SpeechEvent.ToolWanted.class)).hasSize(1);
        }
    }

    @Test
    default void several_tool_calls_of_one_reply_are_answered_together() {
        ScriptedRole role = SpeechPromises.using(
                SpeechPromises.say("Let me look.", TestSound.speech(19, 400)),
                check("{\"day\":\"today\"}"),
                check("{\"day\":\"tomorrow\"}"));
        try (SpeechTalk talk = readyWith(role)) {
            List<ToolCall> calls = calls(talk, 2);
            assertThat(calls)
                    .extracting(call -> JsonText.compact(call.arguments()))
                    .containsExactly("{\"day\":\"today\"}", "{\"day\":\"tomorrow\"}");
            assertThat(calls).extracting(ToolCall::id).doesNotHaveDuplicates();
            ToolOutcome refused = new ToolOutcome.Refused("{\"outcome\":\"refused\"}");
            answer(talk, calls.getLast(), refused);
            answer(talk, calls.getFirst(), new ToolOutcome.Failed());
            talk.ask("");
            talk.closeAndReport();
            assertThat(role.cues().next(Cue.ToolsAnswered.class).answers())
                    .containsExactly(
                            new Cue.ToolAnswer("check_availability", refused.answer()),
                            new Cue.ToolAnswer("check_availability", new ToolOutcome.Failed().answer()));
        }
    }

    @Test
    default void every_kind_of_outcome_reaches_the_model_in_words() {
        ScriptedRole role = SpeechPromises.using(check("{}"), check("{}"), check("{}"), check("{}"));
        List<ToolOutcome> outcomes = List.of(
                new ToolOutcome.Done("{\"free\":[\"10:00\"]}"),
                new ToolOutcome.Refused("{\"outcome\":\"refused\"}"),
                new ToolOutcome.Failed(),
                new ToolOutcome.TimedOut(Duration.ofSeconds(8)));
        try (SpeechTalk talk = readyWith(role)) {
            List<ToolCall> calls = calls(talk, outcomes.size());
            for (int i = 0; i < outcomes.size(); i++) {
                answer(talk, calls.get(i), outcomes.get(i));
            }
            talk.ask("");
            talk.closeAndReport();
            assertThat(role.cues().next(Cue.ToolsAnswered.class).answers())
                    .extracting(Cue.ToolAnswer::output)
                    .containsExactlyElementsOf(
                            outcomes.stream().map(ToolOutcome::answer).toList());
        }
    }

    @Test
    default void a_tool_outcome_alone_makes_the_model_say_nothing() {
        ScriptedRole role = SpeechPromises.using(new Act.UseTool("hang_up", "{}"));
        try (SpeechTalk talk = readyWith(role)) {
            answer(talk, calls(talk, 1).getFirst(), new ToolOutcome.Done("{}"));
            talk.closeAndReport();
            assertThat(role.cues().all()).hasSize(1);
            assertThat(talk.all(SpeechEvent.ReplyStarted.class)).hasSize(1);
        }
    }

    @Test
    default void o14_speech_and_a_tool_call_of_one_reply_name_the_same_reply_and_the_sound_comes_whole() {
        var goodbye = TestSound.speech(21, 900);
        ScriptedRole role =
                SpeechPromises.using(SpeechPromises.say("Goodbye.", goodbye), new Act.UseTool("hang_up", "{}"));
        try (SpeechTalk talk = readyWith(role)) {
            talk.send(new SpeechCommand.Reply(GREET));
            SpeechEvent.ToolWanted wanted = talk.next(SpeechEvent.ToolWanted.class);
            talk.awaitFinished(wanted.reply());
            talk.closeAndReport();
            contract().assertSameSound(goodbye, talk.soundOf(wanted.reply()));
            assertThat(talk.said()).containsExactly("Goodbye.");
            assertThat(talk.all(SpeechEvent.ReplyStarted.class)).hasSize(1);
        }
    }

    @Test
    default void o16_a_message_and_a_tool_call_in_one_reply_bring_one_answer() {
        ScriptedRole role = SpeechPromises.using(SpeechPromises.hello(), check("{}"));
        try (SpeechTalk talk = readyWith(role)) {
            answer(talk, calls(talk, 1).getFirst(), new ToolOutcome.Done("{}"));
            talk.ask("");
            talk.fence();
            talk.closeAndReport();
            assertThat(talk.said()).containsExactly("Hello.", "Done.", "The fence.");
        }
    }

    @Test
    default void o12_an_outcome_that_comes_after_another_reply_still_reaches_the_model() {
        ScriptedRole role = SpeechPromises.using(check("{}"));
        try (SpeechTalk talk = readyWith(role)) {
            ToolCall call = calls(talk, 1).getFirst();
            talk.fence();
            answer(talk, call, new ToolOutcome.Done("{\"late\":true}"));
            talk.ask("");
            talk.closeAndReport();
            assertThat(role.cues().next(Cue.ToolsAnswered.class).answers())
                    .containsExactly(new Cue.ToolAnswer("check_availability", "{\"late\":true}"));
        }
    }

    @Test
    default void o11_an_outcome_reaches_the_model_although_the_caller_spoke_meanwhile() {
        ScriptedRole role = SpeechPromises.using(check("{}"));
        try (SpeechTalk talk = readyWith(role)) {
            ToolCall call = calls(talk, 1).getFirst();
            talk.hear(TestSound.speech(11, 700));
            talk.hear(TestSound.silence(1500));
            talk.next(SpeechEvent.CallerStoppedSpeaking.class);
            answer(talk, call, new ToolOutcome.Done("{\"free\":3}"));
            talk.ask("");
            talk.closeAndReport();
            assertThat(role.cues().next(Cue.ToolsAnswered.class).answers())
                    .containsExactly(new Cue.ToolAnswer("check_availability", "{\"free\":3}"));
        }
    }

    @Test
    default void a_tool_that_nobody_has_is_wanted_like_any_other() {
        try (SpeechTalk talk = readyWith(SpeechPromises.using(new Act.UseTool("read_minds", "{}")))) {
            assertThat(calls(talk, 1).getFirst().tool()).isEqualTo("read_minds");
            talk.closeAndReport();
        }
    }

    @Test
    default void o10_strange_arguments_are_passed_on_as_they_are() {
        List<String> strange = List.of(
                "null",
                "[]",
                "\"text\"",
                "{\"day\":null,\"extra\":{\"deep\":[[[1]]]}}",
                "{\"day\":\"2027-02-30\"}",
                "{\"day\":123456789012345678901234567890}");
        ScriptedRole role =
                SpeechPromises.using(strange.stream().map(ToolPromises::check).toArray(Act[]::new));
        try (SpeechTalk talk = readyWith(role)) {
            assertThat(calls(talk, strange.size()))
                    .extracting(call -> JsonText.compact(call.arguments()))
                    .containsExactlyElementsOf(strange);
            talk.closeAndReport();
        }
    }

    @Test
    default void o10_malformed_arguments_are_passed_on_as_they_are_and_never_become_empty_ones() {
        assumeTrue(contract().carriesAnyArguments(), "on this wire arguments are JSON and cannot be malformed");
        List<String> malformed = List.of("{\"day\":", "{day:1}", "{\"day\":NaN}", "{\"day\":-Infinity}", "today", " ");
        ScriptedRole role =
                SpeechPromises.using(malformed.stream().map(ToolPromises::check).toArray(Act[]::new));
        try (SpeechTalk talk = readyWith(role)) {
            assertThat(calls(talk, malformed.size()))
                    .extracting(ToolCall::arguments)
                    .containsExactlyElementsOf(malformed);
            talk.closeAndReport();
        }
    }
}
