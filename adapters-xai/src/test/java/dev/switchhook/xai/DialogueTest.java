package dev.switchhook.xai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechCommand.StopReply.Cause;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechEvent.ReplyEnd;
import dev.switchhook.domain.port.speech.SpeechFault;
import dev.switchhook.domain.settings.Secret;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.turn.HeardItem;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.ReplyId;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DialogueTest implements Dialogue.Outlet {

    private static final XaiSettings SETTINGS =
            XaiSettings.towards(URI.create("https://api.x.ai/v1"), new Secret("xai-k"));
    private static final ReplyId R1 = new ReplyId("r1");
    private static final ReplyId R2 = new ReplyId("r2");
    private static final ItemId SAID = new ItemId("a1");
    private static final ToolCall.Id CALL = new ToolCall.Id("c1");

    private final List<SpeechEvent> told = new ArrayList<>();
    private final List<String> written = new ArrayList<>();
    private final List<SpeechFault> ends = new ArrayList<>();
    private final XaiCounts counts = new XaiCounts();
    private Dialogue dialogue;

    @Override
    public void tell(SpeechEvent event) {
        told.add(event);
    }

    @Override
    public void write(String text) {
        written.add(text);
    }

    @Override
    public void end(SpeechFault fault) {
        ends.add(fault);
    }

    @BeforeEach
    void begin() {
        dialogue = newDialogue();
        dialogue.on(new ServerMessage.SessionCreated(Optional.of("grok-x")));
        from("{\"session\":{\"audio\":{\"input\":{\"format\":{\"type\":\"audio/pcmu\"}},"
                + "\"output\":{\"format\":{\"type\":\"audio/pcmu\"}}}},\"type\":\"session.updated\"}");
        assertThat(told).containsExactly(new SpeechEvent.Ready("xai", "grok-x", XaiSpeechModel.LONGEST_SESSION));
        told.clear();
        written.clear();
    }

    private Dialogue newDialogue() {
        return new Dialogue(
                SETTINGS,
                new SpeechBriefing(new CallId("CA1"), "Be kind.", List.of(), AudioFormat.MULAW_8K),
                counts,
                this);
    }

    private void from(String json) {
        dialogue.on(ServerDecoder.decode(json));
    }

    private void started(String item) {
        from("{\"type\":\"input_audio_buffer.speech_started\",\"item_id\":\"" + item + "\"}");
    }

    private void stopped(String item) {
        from("{\"type\":\"input_audio_buffer.speech_stopped\",\"item_id\":\"" + item + "\"}");
    }

    private void updated(String item, String text) {
        from("{\"type\":\"conversation.item.input_audio_transcription.updated\",\"item_id\":\"" + item
                + "\",\"transcript\":\"" + text + "\"}");
    }

    private void completed(String item, String text) {
        from("{\"type\":\"conversation.item.input_audio_transcription.completed\",\"item_id\":\"" + item
                + "\",\"transcript\":\"" + text + "\",\"status\":\"completed\"}");
    }

    private void response(ReplyId reply) {
        dialogue.on(new ServerMessage.ResponseCreated(reply));
    }

    private void sound(ReplyId reply) {
        dialogue.on(new ServerMessage.Sound(reply, SAID, AudioChunk.of(AudioFormat.MULAW_8K, new byte[160]), 20));
    }

    private void done(ReplyId reply) {
        dialogue.on(new ServerMessage.ResponseDone(reply, ReplyEnd.COMPLETE));
    }

    private void toolCall(ReplyId reply) {
        dialogue.on(new ServerMessage.ToolCallDone(reply, new ToolCall(CALL, "book", "{}")));
    }

    private List<String> callerSaid() {
        return told.stream()
                .filter(SpeechEvent.CallerSaid.class::isInstance)
                .map(event -> ((SpeechEvent.CallerSaid) event).text())
                .toList();
    }

    @Test
    void transcripts_of_the_caller_replace_each_other_and_count_when_the_answer_sounds() {
        started("u1");
        updated("u1", "I want");
        updated("u1", "I'd like a");
        stopped("u1");
        completed("u1", "I'd like a massage");
        completed("u1", "I'd like a massage, please.");
        response(R1);
        assertThat(callerSaid()).isEmpty();
        sound(R1);
        completed("u1", "I'd like a massage, please. Now.");
        sound(R1);
        done(R1);
        assertThat(callerSaid()).containsExactly("I'd like a massage, please.");
        assertThat(told.indexOf(new SpeechEvent.CallerSaid(new ItemId("u1"), "I'd like a massage, please.")))
                .isLessThan(told.stream().map(Object::getClass).toList().indexOf(SpeechEvent.ReplyAudio.class));
    }

    @Test
    void a_new_utterance_ends_the_one_before_it() {
        started("u1");
        completed("u1", "One.");
        started("u2");
        assertThat(callerSaid()).containsExactly("One.");
        completed("u1", "One and a half.");
        assertThat(callerSaid()).containsExactly("One.");
    }

    @Test
    void an_utterance_that_goes_on_after_a_pause_is_still_one() {
        started("u1");
        stopped("u1");
        completed("u1", "A massage");
        started("u1");
        stopped("u1");
        completed("u1", "A massage on Friday");
        response(R1);
        sound(R1);
        assertThat(callerSaid()).containsExactly("A massage on Friday");
    }

    @Test
    void a_transcript_that_comes_after_the_answer_has_begun_is_not_lost() {
        started("u1");
        stopped("u1");
        response(R1);
        sound(R1);
        completed("u1", "Late words.");
        completed("u1", "Late words, again.");
        assertThat(callerSaid()).containsExactly("Late words.");
    }

    @Test
    void late_sound_of_an_interrupted_reply_does_not_end_the_utterance_that_interrupts() {
        response(R1);
        sound(R1);
        started("u1");
        updated("u1", "Wa");
        sound(R1);
        dialogue.on(new ServerMessage.ResponseDone(R1, ReplyEnd.INTERRUPTED));
        assertThat(callerSaid()).isEmpty();
        stopped("u1");
        completed("u1", "Wait.");
        response(R2);
        sound(R2);
        assertThat(callerSaid()).containsExactly("Wait.");
    }

    @Test
    void an_answer_without_sound_ends_the_utterance_too() {
        started("u1");
        stopped("u1");
        completed("u1", "Book it.");
        response(R1);
        toolCall(R1);
        done(R1);
        assertThat(callerSaid()).containsExactly("Book it.");
    }

    @Test
    void the_last_words_of_a_session_are_not_lost() {
        started("u1");
        updated("u1", "Good");
        dialogue.ended();
        dialogue.ended();
        assertThat(callerSaid()).containsExactly("Good");
    }

    @Test
    void an_empty_transcript_is_nothing_said() {
        started("u1");
        stopped("u1");
        completed("u1", "  ");
        response(R1);
        sound(R1);
        assertThat(callerSaid()).isEmpty();
    }

    @Test
    void o11_a_tool_call_that_is_told_twice_is_wanted_once() {
        response(R1);
        toolCall(R1);
        toolCall(R1);
        done(R1);
        toolCall(R1);
        assertThat(told.stream().filter(SpeechEvent.ToolWanted.class::isInstance))
                .hasSize(1);
    }

    @Test
    void o10_malformed_arguments_reach_the_core_as_they_are() {
        response(R1);
        from("{\"type\":\"response.function_call_arguments.done\",\"response_id\":\"r1\",\"call_id\":\"c9\","
                + "\"name\":\"book\",\"arguments\":\"{\\\"day\\\":NaN,\"}");
        assertThat(told.getLast())
                .isEqualTo(
                        new SpeechEvent.ToolWanted(R1, new ToolCall(new ToolCall.Id("c9"), "book", "{\"day\":NaN,")));
    }

    @Test
    void the_answer_of_a_tool_waits_for_the_end_of_the_response_and_the_reply_for_the_answer() {
        response(R1);
        toolCall(R1);
        dialogue.command(new SpeechCommand.GiveToolResult(CALL, new ToolOutcome.Done("{\"n\":1}")));
        dialogue.command(new SpeechCommand.Reply(""));
        assertThat(written).isEmpty();
        done(R1);
        assertThat(written)
                .containsExactly(
                        ClientEncoder.toolAnswer(CALL, "{\"n\":1}"), ClientEncoder.createResponse("Be kind.", ""));
    }

    @Test
    void the_answer_of_a_slow_tool_goes_out_at_once() {
        response(R1);
        toolCall(R1);
        done(R1);
        dialogue.command(new SpeechCommand.GiveToolResult(CALL, new ToolOutcome.Done("{}")));
        assertThat(written).containsExactly(ClientEncoder.toolAnswer(CALL, "{}"));
    }

    @Test
    void a_reply_that_waits_is_not_asked_for_any_more_when_the_caller_speaks() {
        response(R1);
        dialogue.command(new SpeechCommand.Reply("Go on."));
        started("u1");
        done(R1);
        assertThat(written).isEmpty();
    }

    @Test
    void the_provider_is_told_to_stop_only_by_our_own_decision_and_only_while_it_speaks() {
        dialogue.command(new SpeechCommand.StopReply(List.of(), Cause.OUR_DECISION));
        response(R1);
        dialogue.command(new SpeechCommand.StopReply(List.of(), Cause.CALLER_SPOKE));
        assertThat(written).isEmpty();
        dialogue.command(new SpeechCommand.StopReply(List.of(), Cause.OUR_DECISION));
        assertThat(written).containsExactly(ClientEncoder.cancel(R1));
    }

    @Test
    void no_more_than_came_is_said_to_have_been_heard() {
        response(R1);
        sound(R1);
        dialogue.command(new SpeechCommand.StopReply(
                List.of(new HeardItem(SAID, 5000), new HeardItem(new ItemId("never"), 10)), Cause.CALLER_SPOKE));
        assertThat(written).containsExactly(ClientEncoder.truncate(new HeardItem(SAID, 20)));
    }

    @Test
    void o5_late_sound_keeps_the_id_of_its_reply() {
        response(R1);
        done(R1);
        response(R2);
        sound(R1);
        assertThat(((SpeechEvent.ReplyAudio) told.getLast()).reply()).isEqualTo(R1);
    }

    @Test
    void what_a_cut_reply_has_said_is_told_as_far_as_it_is_known() {
        response(R1);
        dialogue.on(new ServerMessage.WordsDelta(R1, SAID, "We have "));
        dialogue.on(new ServerMessage.WordsDelta(R1, SAID, "a slot "));
        dialogue.on(new ServerMessage.ResponseDone(R1, ReplyEnd.INTERRUPTED));
        assertThat(told)
                .containsSequence(
                        new SpeechEvent.ReplySaid(R1, SAID, "We have a slot"),
                        new SpeechEvent.ReplyFinished(R1, ReplyEnd.INTERRUPTED));
    }

    @Test
    void what_was_said_is_told_once() {
        response(R1);
        dialogue.on(new ServerMessage.WordsDelta(R1, SAID, "Hello"));
        dialogue.on(new ServerMessage.WordsDone(R1, SAID, "Hello."));
        dialogue.on(new ServerMessage.WordsDone(R1, SAID, "Hello."));
        done(R1);
        assertThat(told.stream().filter(SpeechEvent.ReplySaid.class::isInstance))
                .containsExactly(new SpeechEvent.ReplySaid(R1, SAID, "Hello."));
    }

    @Test
    void a_reply_finishes_once() {
        response(R1);
        dialogue.on(new ServerMessage.ResponseDone(R1, ReplyEnd.INTERRUPTED));
        done(R1);
        assertThat(told)
                .containsExactly(
                        new SpeechEvent.ReplyStarted(R1), new SpeechEvent.ReplyFinished(R1, ReplyEnd.INTERRUPTED));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "invalid_request_error | x | Cancellation failed: no active response found",
                "invalid_request_error | x | Conversation already has an active response",
                "invalid_request_error | conversation_already_has_active_response | anything",
                "invalid_request_error | x | Item cannot be Truncated",
                "invalid_event | x | truncation is not supported",
            })
    void o6_benign_errors_are_counted_and_lived_through(String type, String code, String text) {
        dialogue.on(new ServerMessage.ProviderError(type, code, text));
        assertThat(counts.benignErrors()).isEqualTo(1);
        assertThat(ends).isEmpty();
        assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalid_request_error", "invalid_event", "internal_error", "brand_new_error", ""})
    void o6_errors_that_nobody_knows_are_counted_and_lived_through(String type) {
        dialogue.on(new ServerMessage.ProviderError(type, "", "Something else"));
        assertThat(counts.otherErrors()).isEqualTo(1);
        assertThat(ends).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"max_duration, x", "timeout, x", "'', max_duration"})
    void the_end_of_the_longest_session_ends_it(String type, String code) {
        dialogue.on(new ServerMessage.ProviderError(type, code, "The end"));
        assertThat(ends).containsExactly(new SpeechFault.SessionExpired());
    }

    @Test
    void a_refused_introduction_ends_the_session_at_once() {
        dialogue = newDialogue();
        dialogue.introduce();
        dialogue.on(new ServerMessage.ProviderError("invalid_request_error", "bad", "No such voice"));
        assertThat(ends).hasSize(1).first().isInstanceOf(SpeechFault.Refused.class);
    }

    @Test
    void the_introduction_is_made_once_whichever_message_comes_first() {
        dialogue = newDialogue();
        dialogue.on(new ServerMessage.ConversationCreated());
        dialogue.on(new ServerMessage.SessionCreated(Optional.empty()));
        dialogue.introduce();
        assertThat(written).hasSize(1).first().asString().contains("session.update");
    }

    @Test
    void sound_with_the_bytes_of_another_format_ends_the_session_before_it_is_heard() {
        response(R1);
        dialogue.on(new ServerMessage.Sound(R1, SAID, AudioChunk.of(AudioFormat.MULAW_8K, new byte[48 * 100]), 100));
        assertThat(ends).hasSize(1).first().isInstanceOf(SpeechFault.Unintelligible.class);
        assertThat(told).containsExactly(new SpeechEvent.ReplyStarted(R1));
    }
}
