package dev.switchhook.app.third;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.speech.Resumption;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechCommand.StopReply.Cause;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechFault;
import dev.switchhook.domain.tool.Tool;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.turn.HeardItem;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.ReplyId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is peculiar to the third wire, word for word.
class ThirdWireTest implements ThirdCodec.Out {

    private final List<SpeechEvent> told = new ArrayList<>();
    private final List<String> written = new ArrayList<>();
    private final List<byte[]> sounds = new ArrayList<>();
    private final List<SpeechFault> ends = new ArrayList<>();
    private final ThirdCodec codec = new ThirdCodec(this);

    @Override
    public void tell(SpeechEvent event) {
        told.add(event);
    }

    @Override
    public void write(String text) {
        written.add(text);
    }

    @Override
    public void write(byte[] sound) {
        sounds.add(sound);
    }

    @Override
    public void end(SpeechFault fault) {
        ends.add(fault);
    }

    @Test
    void the_first_message_holds_the_whole_configuration() {
        SpeechBriefing briefing = new SpeechBriefing(
                new CallId("CA0123456789abcdef0123456789abcdef"),
                "Be kind.",
                List.of(Tool.hangUp()),
                AudioFormat.PCM16_24K,
                Optional.of(new Resumption("third", "talk-7")));
        assertThat(ThirdCodec.setup(briefing))
                .startsWith("{\"setup\":{\"persona\":\"Be kind.\",\"hears\":\"pcm16/24000\",\"speaks\":\"pcm16/24000\","
                        + "\"continue\":\"talk-7\",\"abilities\":[{\"name\":\"hang_up\",")
                .contains("\"shape\":{\"type\":\"object\"");
    }

    @Test
    void every_ping_is_answered_with_its_own_beat() {
        codec.message("{\"ping\":{\"beat\":41}}");
        assertThat(written).containsExactly("{\"pong\":{\"beat\":41}}");
    }

    @Test
    void a_reply_is_injected_and_nobody_asks_for_a_response() {
        codec.command(new SpeechCommand.Reply("Greet."));
        codec.command(new SpeechCommand.SayExactly("Welcome.", false));
        assertThat(written)
                .containsExactly(
                        "{\"inject\":{\"cue\":\"Greet.\"}}", "{\"inject\":{\"words\":\"Welcome.\",\"guarded\":true}}");
    }

    @Test
    void calls_come_in_one_message_with_objects_and_their_results_wait_until_a_reply_is_wanted() {
        codec.message("{\"tools\":{\"turn\":\"t1\",\"calls\":[{\"ticket\":\"a\",\"name\":\"book\",\"arguments\":"
                + "{\"day\":1.50}},{\"ticket\":\"b\",\"name\":\"check\",\"arguments\":{}}]}}");
        assertThat(told)
                .containsExactly(
                        new SpeechEvent.ToolWanted(
                                new ReplyId("t1"), new ToolCall(new ToolCall.Id("a"), "book", "{\"day\":1.5}")),
                        new SpeechEvent.ToolWanted(
                                new ReplyId("t1"), new ToolCall(new ToolCall.Id("b"), "check", "{}")));
        codec.command(new SpeechCommand.GiveToolResult(new ToolCall.Id("b"), new ToolOutcome.Done("{}")));
        codec.command(new SpeechCommand.GiveToolResult(new ToolCall.Id("a"), new ToolOutcome.Done("1")));
        assertThat(written).isEmpty();
        codec.command(new SpeechCommand.Reply(""));
        assertThat(written)
                .containsExactly(
                        "{\"results\":[{\"ticket\":\"b\",\"text\":\"{}\"},{\"ticket\":\"a\",\"text\":\"1\"}]}");
    }

    @Test
    void sound_is_binary_and_belongs_to_the_line_that_was_announced_last() {
        codec.sound(new byte[48]);
        assertThat(told).isEmpty();
        codec.message("{\"line\":{\"turn\":\"t1\",\"line\":\"l1\"}}");
        codec.sound(new byte[480]);
        assertThat(told)
                .containsExactly(new SpeechEvent.ReplyAudio(
                        new ReplyId("t1"), new ItemId("l1"), AudioChunk.of(AudioFormat.PCM16_24K, new byte[480])));
        codec.command(new SpeechCommand.Hear(AudioChunk.of(AudioFormat.PCM16_24K, new byte[] {1, 2})));
        assertThat(sounds).containsExactly(new byte[] {1, 2});
        codec.command(new SpeechCommand.StopReply(List.of(new HeardItem(new ItemId("l1"), 99)), Cause.CALLER_SPOKE));
        assertThat(written).containsExactly("{\"heard\":{\"line\":\"l1\",\"ms\":10}}");
    }

    @Test
    void an_interruption_is_an_event_of_its_own() {
        codec.message("{\"begun\":{\"turn\":\"t1\"}}");
        codec.message("{\"interrupted\":{\"turn\":\"t1\"}}");
        assertThat(told.getLast())
                .isEqualTo(new SpeechEvent.ReplyFinished(new ReplyId("t1"), SpeechEvent.ReplyEnd.INTERRUPTED));
        codec.command(new SpeechCommand.StopReply(List.of(), Cause.OUR_DECISION));
        assertThat(written).as("nothing is left to halt").isEmpty();
    }
}
