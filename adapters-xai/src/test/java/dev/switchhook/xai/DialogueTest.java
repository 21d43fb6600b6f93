package dev.switchhook.xai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.speech.Resumption;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechCommand.StopReply.Cause;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechEvent.ReplyEnd;
import dev.switchhook.domain.port.speech.SpeechFault;
import dev.switchhook.domain.settings.Secret;
import dev.switchhook.domain.settings.SettingsReader;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.turn.HeardItem;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.ReplyId;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DialogueTest implements Dialogue.Outlet {

    private static final XaiSettings SETTINGS =
            XaiSettings.towards(URI.create("https://api.x.ai/v1"), new Secret("xai-k"));
    private static final ReplyId R1 = new ReplyId("r1");
    private static final ReplyId R2 = new ReplyId("r2");
    private static final ReplyId R3 = new ReplyId("r3");
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
        confirmed();
        assertThat(told).containsExactly(new SpeechEvent.Ready("xai", "grok-x", Duration.ofMinutes(30)));
        told.clear();
        written.clear();
    }

    private Dialogue newDialogue() {
        return newDialogue(SETTINGS, Optional.empty());
    }

    private Dialogue newDialogue(XaiSettings settings, Optional<String> conversation) {
        return new Dialogue(
                settings,
                new SpeechBriefing(new CallId("CA1"), "Be kind.", List.of(), AudioFormat.MULAW_8K),
                conversation,
                counts,
                this);
    }

    private static XaiSettings settings(Map<String, String> values) {
        SettingsReader reader = new SettingsReader(key -> Optional.ofNullable(values.get(key)));
        XaiSettings settings = XaiSettings.read(reader, false);
        assertThat(reader.mistakes()).isEmpty();
        return settings;
    }

    private void confirmed() {
        from("{\"session\":{\"audio\":{\"input\":{\"format\":{\"type\":\"audio/pcmu\"}},"
                + "\"output\":{\"format\":{\"type\":\"audio/pcmu\"}}}},\"type\":\"session.updated\"}");
    }

    private void ready(XaiSettings settings) {
        dialogue = newDialogue(settings, Optional.empty());
        dialogue.introduce();
        confirmed();
        told.clear();
        written.clear();
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
        done(R1);
        from("{\"type\":\"response.function_call_arguments.done\",\"response_id\":\"r1\",\"call_id\":\"c9\","
                + "\"name\":\"book\",\"arguments\":\"{\\\"day\\\":NaN,\"}");
        assertThat(told.getLast())
                .isEqualTo(
                        new SpeechEvent.ToolWanted(R1, new ToolCall(new ToolCall.Id("c9"), "book", "{\"day\":NaN,")));
    }

    @Test
    void a_tool_call_counts_when_its_response_is_completed_and_is_wanted_before_the_reply_is_finished() {
        response(R1);
        toolCall(R1);
        assertThat(told).containsExactly(new SpeechEvent.ReplyStarted(R1));
        done(R1);
        assertThat(told)
                .containsExactly(
                        new SpeechEvent.ReplyStarted(R1),
                        new SpeechEvent.ToolWanted(R1, new ToolCall(CALL, "book", "{}")),
                        new SpeechEvent.ReplyFinished(R1, ReplyEnd.COMPLETE));
        dialogue.command(new SpeechCommand.GiveToolResult(CALL, new ToolOutcome.Done("{\"n\":1}")));
        dialogue.command(new SpeechCommand.Reply(""));
        assertThat(written)
                .containsExactly(
                        ClientEncoder.toolAnswer(CALL, "{\"n\":1}"), ClientEncoder.createResponse("Be kind.", ""));
    }

    @Test
    void a_tool_call_that_comes_after_its_completed_response_is_wanted_at_once() {
        response(R1);
        done(R1);
        toolCall(R1);
        assertThat(told.getLast()).isEqualTo(new SpeechEvent.ToolWanted(R1, new ToolCall(CALL, "book", "{}")));
    }

    @ParameterizedTest
    @EnumSource(value = ReplyEnd.class, mode = EnumSource.Mode.EXCLUDE, names = "COMPLETE")
    void a_tool_call_of_a_response_that_was_cut_is_never_run_and_the_model_is_told_so(ReplyEnd end) {
        response(R1);
        toolCall(R1);
        dialogue.on(new ServerMessage.ResponseDone(R1, end));
        toolCall(R1);
        assertThat(told).containsExactly(new SpeechEvent.ReplyStarted(R1), new SpeechEvent.ReplyFinished(R1, end));
        assertThat(written).hasSize(1).first().asString().contains("function_call_output", "c1", "not done");
        assertThat(counts.droppedToolCalls()).isEqualTo(1);
    }

    @Test
    void a_tool_call_that_comes_after_its_response_was_cut_is_not_run_either() {
        response(R1);
        dialogue.on(new ServerMessage.ResponseDone(R1, ReplyEnd.INTERRUPTED));
        toolCall(R1);
        assertThat(told.stream().filter(SpeechEvent.ToolWanted.class::isInstance))
                .isEmpty();
        assertThat(counts.droppedToolCalls()).isEqualTo(1);
    }

    @Test
    void several_tool_calls_of_one_response_are_wanted_in_their_order() {
        response(R1);
        toolCall(R1);
        ToolCall second = new ToolCall(new ToolCall.Id("c2"), "check", "{}");
        dialogue.on(new ServerMessage.ToolCallDone(R1, second));
        done(R1);
        assertThat(told)
                .containsSubsequence(
                        new SpeechEvent.ToolWanted(R1, new ToolCall(CALL, "book", "{}")),
                        new SpeechEvent.ToolWanted(R1, second));
    }

    // Lines, word for word.

    @Test
    void a_line_brings_its_own_response_and_asks_for_none() {
        dialogue.command(new SpeechCommand.SayExactly("It is 90 euros.", true));
        assertThat(written).containsExactly(ClientEncoder.forceMessage("It is 90 euros.", true));
        response(R1);
        done(R1);
        assertThat(written).hasSize(1);
        assertThat(told)
                .containsExactly(
                        new SpeechEvent.ReplyStarted(R1), new SpeechEvent.ReplyFinished(R1, ReplyEnd.COMPLETE));
    }

    @Test
    void a_line_waits_for_the_response_under_way_as_a_reply_does() {
        response(R1);
        dialogue.command(new SpeechCommand.SayExactly("It is 90 euros.", true));
        assertThat(written).isEmpty();
        done(R1);
        assertThat(written).containsExactly(ClientEncoder.forceMessage("It is 90 euros.", true));
    }

    @Test
    void lines_and_replies_that_wait_are_said_one_after_the_other() {
        response(R1);
        dialogue.command(new SpeechCommand.SayExactly("One.", false));
        dialogue.command(new SpeechCommand.SayExactly("Two.", false));
        dialogue.command(new SpeechCommand.Reply("Three."));
        done(R1);
        assertThat(written).containsExactly(ClientEncoder.forceMessage("One.", false));
        response(R2);
        done(R2);
        response(R3);
        done(R3);
        assertThat(written)
                .containsExactly(
                        ClientEncoder.forceMessage("One.", false),
                        ClientEncoder.forceMessage("Two.", false),
                        ClientEncoder.createResponse("Be kind.", "Three."));
    }

    @Test
    void only_a_line_that_must_not_be_interrupted_outlives_the_callers_speaking() {
        response(R1);
        dialogue.command(new SpeechCommand.SayExactly("This call is recorded.", false));
        dialogue.command(new SpeechCommand.SayExactly("Welcome.", true));
        started("u1");
        done(R1);
        assertThat(written).containsExactly(ClientEncoder.forceMessage("This call is recorded.", false));
    }

    @Test
    void so_many_lines_wait_and_no_more() {
        response(R1);
        for (int i = 0; i < 30; i++) {
            dialogue.command(new SpeechCommand.SayExactly("Line " + i, false));
        }
        assertThat(counts.droppedLines()).isEqualTo(14);
        done(R1);
        assertThat(written).containsExactly(ClientEncoder.forceMessage("Line 14", false));
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
                "invalid_request_error | response_cancel_not_active | anything",
                "invalid_request_error | x | Cancellation failed: nothing to do",
                "invalid_request_error | x | There is no active response",
                "invalid_request_error | x | Conversation already has an active response",
                "invalid_request_error | conversation_already_has_active_response | anything",
                "'' | conversation_already_has_active_response | a flat one",
                "invalid_request_error | x | Item cannot be Truncated",
                "invalid_event | x | truncation is not supported",
                "invalid_request_error | invalid_tool_call_id | anything",
                "invalid_request_error | x | Tool call ID c1 not found in conversation",
            })
    void o6_benign_errors_are_counted_and_lived_through(String type, String code, String text) {
        dialogue.on(new ServerMessage.ProviderError(type, code, text));
        assertThat(counts.benignErrors()).isEqualTo(1);
        assertThat(ends).isEmpty();
        assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"internal_error, x", "'', internal_error", "rate_limit_exceeded, x", "x, rate_limit_exceeded"})
    void o6_a_provider_in_trouble_is_told_as_busy_and_lived_with(String type, String code) {
        dialogue.on(new ServerMessage.ProviderError(type, code, "Try later"));
        assertThat(told).containsExactly(new SpeechEvent.Faulted(new SpeechFault.Busy(Optional.empty())));
        assertThat(counts.retryableErrors()).isEqualTo(1);
        assertThat(ends).isEmpty();
    }

    @Test
    void o6_a_provider_in_trouble_before_the_session_is_confirmed_is_left_for_another_try() {
        dialogue = newDialogue();
        dialogue.introduce();
        dialogue.on(new ServerMessage.ProviderError("internal_error", "", "Oops"));
        assertThat(ends).containsExactly(new SpeechFault.Busy(Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalid_request_error", "invalid_event", "brand_new_error", ""})
    void o6_errors_that_nobody_knows_are_counted_and_lived_through(String type) {
        dialogue.on(new ServerMessage.ProviderError(type, "", "Something else"));
        assertThat(counts.otherErrors()).isEqualTo(1);
        assertThat(ends).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_reply_that_met_another_one_is_asked_for_once_more_after_it(boolean errorFirst) {
        dialogue.command(new SpeechCommand.Reply("Go on."));
        refusedBecauseOf(R1, errorFirst);
        assertThat(written).hasSize(1);
        done(R1);
        assertThat(written).hasSize(2).allMatch(ClientEncoder.createResponse("Be kind.", "Go on.")::equals);
        refusedBecauseOf(R2, errorFirst);
        done(R2);
        assertThat(written).as("not for ever").hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_request_without_a_cue_that_met_another_reply_is_answered_by_that_one(boolean errorFirst) {
        dialogue.command(new SpeechCommand.Reply(""));
        refusedBecauseOf(R1, errorFirst);
        done(R1);
        assertThat(written).containsExactly(ClientEncoder.createResponse("Be kind.", ""));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_a_tool_answered_is_told_although_another_reply_was_in_the_way(boolean errorFirst) {
        dialogue.command(new SpeechCommand.GiveToolResult(CALL, new ToolOutcome.Done("{}")));
        dialogue.command(new SpeechCommand.Reply(""));
        written.clear();
        refusedBecauseOf(R1, errorFirst);
        done(R1);
        assertThat(written).containsExactly(ClientEncoder.createResponse("Be kind.", ""));
    }

    @Test
    void what_a_tool_answered_is_not_told_twice_when_the_other_reply_knew_it() {
        dialogue.command(new SpeechCommand.GiveToolResult(CALL, new ToolOutcome.Done("{}")));
        from("{\"type\":\"conversation.item.added\",\"item\":{\"type\":\"function_call_output\",\"call_id\":\"c1\"}}");
        dialogue.command(new SpeechCommand.Reply(""));
        written.clear();
        refusedBecauseOf(R1, false);
        done(R1);
        assertThat(written).isEmpty();
    }

    @Test
    void a_reply_that_was_given_is_not_asked_for_again() {
        dialogue.command(new SpeechCommand.Reply("Go on."));
        response(R1);
        done(R1);
        inFlight();
        response(R2);
        done(R2);
        assertThat(written).hasSize(1);
    }

    private void refusedBecauseOf(ReplyId reply, boolean errorFirst) {
        if (errorFirst) {
            inFlight();
        }
        response(reply);
        if (!errorFirst) {
            inFlight();
        }
    }

    private void inFlight() {
        dialogue.on(new ServerMessage.ProviderError("invalid_request_error", "", "already has an active response"));
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
        dialogue.on(new ServerMessage.ConversationCreated(Optional.empty()));
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

    // The model.

    @ParameterizedTest
    @CsvSource({"grok-voice-think-fast-2.0, 0", "grok-voice-latest, 0", "grok-voice-3.0, 1"})
    void a_pinned_model_is_compared_and_an_alias_is_not(String wanted, int mismatches) {
        dialogue = newDialogue(settings(Map.of("xai.model", wanted)), Optional.empty());
        dialogue.on(new ServerMessage.SessionCreated(Optional.of("grok-voice-think-fast-2.0")));
        from("{\"type\":\"session.updated\",\"session\":{\"model\":\"grok-voice-think-fast-2.0\"}}");
        assertThat(counts.otherModels()).isEqualTo(mismatches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"session.created", "session.updated"})
    void a_substituted_model_is_refused_when_that_is_wanted(String message) {
        dialogue = newDialogue(
                settings(Map.of("xai.model", "grok-voice-3.0", "xai.model-mismatch", "refuse")), Optional.empty());
        from("{\"type\":\"" + message + "\",\"session\":{\"model\":\"grok-voice-think-fast-2.0\"}}");
        assertThat(ends).first().isInstanceOf(SpeechFault.Refused.class);
    }

    // Turns that the provider leaves to us.

    @Test
    void an_answer_that_the_provider_does_not_give_by_itself_is_asked_for() {
        ready(settings(Map.of("xai.vad-create-response", "false")));
        started("u1");
        assertThat(written).isEmpty();
        stopped("u1");
        assertThat(written).containsExactly(ClientEncoder.createResponse("Be kind.", ""));
    }

    @Test
    void a_provider_that_does_not_stop_by_itself_is_stopped() {
        ready(settings(Map.of("xai.vad-interrupt-response", "false")));
        response(R1);
        dialogue.command(new SpeechCommand.StopReply(List.of(), Cause.CALLER_SPOKE));
        assertThat(written).containsExactly(ClientEncoder.cancel(R1));
    }

    @Test
    void a_line_that_must_not_be_interrupted_is_not_stopped_by_the_caller() {
        ready(settings(Map.of("xai.vad-interrupt-response", "false")));
        dialogue.command(new SpeechCommand.SayExactly("This call is recorded.", false));
        written.clear();
        response(R1);
        dialogue.command(new SpeechCommand.StopReply(List.of(), Cause.CALLER_SPOKE));
        assertThat(written).isEmpty();
        done(R1);
        response(R2);
        dialogue.command(new SpeechCommand.StopReply(List.of(), Cause.CALLER_SPOKE));
        assertThat(written).containsExactly(ClientEncoder.cancel(R2));
    }

    // Taking up a lost conversation.

    private void named(String conversation) {
        dialogue.on(new ServerMessage.ConversationCreated(Optional.of(conversation)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_conversation_can_be_taken_up_again_once_it_has_a_name_and_is_confirmed(boolean nameFirst) {
        dialogue = newDialogue();
        dialogue.introduce();
        if (nameFirst) {
            named("conv_1");
            confirmed();
        } else {
            confirmed();
            named("conv_1");
        }
        assertThat(told)
                .containsExactly(
                        new SpeechEvent.Ready("xai", "unknown", Duration.ofMinutes(30)),
                        new SpeechEvent.Resumable(new Resumption("xai", "conv_1")));
    }

    @Test
    void a_conversation_that_is_not_kept_cannot_be_taken_up_again() {
        dialogue = newDialogue(settings(Map.of("xai.resumption", "false")), Optional.empty());
        named("conv_1");
        confirmed();
        assertThat(told).hasSize(1).first().isInstanceOf(SpeechEvent.Ready.class);
    }

    @Test
    void o2_the_past_of_a_conversation_is_neither_told_nor_carried_out_again() {
        dialogue = newDialogue(SETTINGS, Optional.of("conv_1"));
        dialogue.on(new ServerMessage.SessionCreated(Optional.empty()));
        named("conv_1");
        from("{\"type\":\"conversation.item.added\",\"item\":{\"id\":\"u1\",\"type\":\"message\",\"role\":\"user\"}}");
        from("{\"type\":\"conversation.item.created\",\"item\":{\"id\":\"f1\",\"type\":\"function_call\","
                + "\"call_id\":\"c1\",\"name\":\"book\"}}");
        completed("u2", "Two.");
        started("u3");
        stopped("u3");
        response(R1);
        sound(R1);
        dialogue.on(new ServerMessage.WordsDelta(R1, SAID, "Hello"));
        dialogue.on(new ServerMessage.WordsDone(R1, SAID, "Hello."));
        dialogue.on(new ServerMessage.ToolCallDone(R1, new ToolCall(new ToolCall.Id("c2"), "book", "{}")));
        done(R1);
        assertThat(told).isEmpty();

        confirmed();
        assertThat(counts.resumedSessions()).isEqualTo(1);
        completed("u1", "One.");
        completed("u2", "Two, again.");
        started("u4");
        stopped("u4");
        completed("u4", "Four.");
        response(R2);
        toolCall(R2);
        dialogue.on(new ServerMessage.ToolCallDone(R2, new ToolCall(new ToolCall.Id("c2"), "book", "{}")));
        done(R2);
        assertThat(callerSaid()).containsExactly("Four.");
        assertThat(told.stream().filter(SpeechEvent.ToolWanted.class::isInstance))
                .isEmpty();
    }

    @Test
    void another_conversation_than_the_wanted_one_is_a_new_session() {
        dialogue = newDialogue(SETTINGS, Optional.of("conv_1"));
        named("conv_2");
        confirmed();
        assertThat(counts.refusedResumptions()).isEqualTo(1);
        assertThat(counts.resumedSessions()).isZero();
        assertThat(told).contains(new SpeechEvent.Resumable(new Resumption("xai", "conv_2")));
        assertThat(ends).isEmpty();
    }

    @Test
    void an_error_before_the_session_is_confirmed_refuses_the_conversation_and_not_the_session() {
        dialogue = newDialogue(SETTINGS, Optional.of("conv_1"));
        dialogue.on(new ServerMessage.SessionCreated(Optional.empty()));
        dialogue.on(new ServerMessage.ProviderError("invalid_request_error", "", "Conversation not found"));
        named("conv_2");
        confirmed();
        assertThat(counts.refusedResumptions()).isEqualTo(1);
        assertThat(ends).isEmpty();
        assertThat(told).first().isInstanceOf(SpeechEvent.Ready.class);
    }

    // What callers say.

    @Test
    void an_utterance_that_is_committed_several_times_is_one_and_its_text_is_the_last() {
        started("u1");
        for (String text : List.of("A massage", "A massage on", "A massage on Friday")) {
            from("{\"type\":\"input_audio_buffer.committed\",\"item_id\":\"u1\"}");
            updated("u1", text);
            completed("u1", text);
        }
        stopped("u1");
        response(R1);
        sound(R1);
        assertThat(callerSaid()).containsExactly("A massage on Friday");
    }

    @Test
    void a_later_transcript_may_be_shorter_and_still_replaces_the_earlier_one() {
        started("u1");
        updated("u1", "I want to book two");
        updated("u1", "I want to look");
        stopped("u1");
        completed("u1", "I want to look.");
        response(R1);
        sound(R1);
        assertThat(callerSaid()).containsExactly("I want to look.");
    }

    @Test
    void what_a_caller_adds_to_an_answered_utterance_is_an_utterance_of_its_own_without_the_words_before_it() {
        started("u1");
        stopped("u1");
        completed("u1", "A massage.");
        response(R1);
        sound(R1);
        started("u1");
        updated("u1", "A massage on");
        stopped("u1");
        completed("u1", "A massage on Friday, please.");
        completed("u1", "a massage, on Friday, please!");
        response(R2);
        sound(R2);
        completed("u1", "A massage on Friday, please. Thanks.");
        assertThat(callerSaid()).containsExactly("A massage.", "on Friday, please!");
        assertThat(told)
                .contains(
                        new SpeechEvent.CallerStoppedSpeaking(Optional.of(new ItemId("u1"))),
                        new SpeechEvent.CallerStoppedSpeaking(Optional.of(new ItemId("u1+"))),
                        new SpeechEvent.CallerSaid(new ItemId("u1+"), "on Friday, please!"));
    }

    @Test
    void a_revision_of_an_answered_utterance_is_told_whole_when_the_caller_went_on() {
        started("u1");
        stopped("u1");
        completed("u1", "A message.");
        response(R1);
        sound(R1);
        started("u1");
        stopped("u1");
        completed("u1", "A massage on Friday.");
        response(R2);
        sound(R2);
        assertThat(callerSaid()).containsExactly("A message.", "A massage on Friday.");
    }

    @Test
    void nothing_new_after_a_pause_is_nothing_said() {
        started("u1");
        stopped("u1");
        completed("u1", "A massage.");
        response(R1);
        sound(R1);
        started("u1");
        stopped("u1");
        completed("u1", "A massage.");
        response(R2);
        sound(R2);
        assertThat(callerSaid()).containsExactly("A massage.");
    }

    @Test
    void an_utterance_that_goes_on_before_its_words_are_known_is_told_whole() {
        started("u1");
        stopped("u1");
        response(R1);
        sound(R1);
        started("u1");
        completed("u1", "A massage");
        assertThat(callerSaid()).isEmpty();
        stopped("u1");
        completed("u1", "A massage on Friday.");
        response(R2);
        sound(R2);
        assertThat(callerSaid()).containsExactly("A massage on Friday.");
    }

    @Test
    void a_transcript_that_comes_late_waits_until_the_provider_calls_it_complete() {
        started("u1");
        stopped("u1");
        response(R1);
        sound(R1);
        updated("u1", "Late");
        from("{\"type\":\"conversation.item.input_audio_transcription.completed\",\"item_id\":\"u1\","
                + "\"transcript\":\"Late wor\",\"status\":\"in_progress\"}");
        assertThat(callerSaid()).isEmpty();
        completed("u1", "Late words.");
        assertThat(callerSaid()).containsExactly("Late words.");
    }
}
