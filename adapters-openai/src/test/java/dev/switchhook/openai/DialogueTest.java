package dev.switchhook.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.turn.HeardItem;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.openai.WireFile.Line;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DialogueTest {

    private static final List<OpenAiOddity> COUNTED =
            List.of(OpenAiOddity.LINE_REWORDED, OpenAiOddity.APPROVAL_REFUSED, OpenAiOddity.SERVER_TOOLS_MISSING);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TestFactory
    List<DynamicTest> every_scene_of_the_file_goes_as_written() {
        Map<String, List<Line>> scenes = new LinkedHashMap<>();
        List<Line> scene = new ArrayList<>();
        for (Line line : WireFile.lines("dialogue.wire")) {
            if (line.kind().equals("##")) {
                scene = new ArrayList<>();
                assertThat(scenes.put(line.text(), scene)).isNull();
            } else {
                scene.add(line);
            }
        }
        assertThat(scenes).hasSizeGreaterThan(20);
        return scenes.entrySet().stream()
                .map(entry -> dynamicTest(entry.getKey(), () -> play(entry.getValue())))
                .toList();
    }

    private static SpeechBriefing briefing(String instructions) {
        return new SpeechBriefing(new CallId("CA1"), instructions, List.of(), AudioFormat.MULAW_8K);
    }

    /// The server's reflexes are in order, unless the scene takes them from it.
    private static TurnDetection turns(List<Line> scene) {
        boolean reflexes = scene.stream().noneMatch(line -> line.kind().equals("without-reflexes"));
        return new TurnDetection.Meaning("auto", reflexes, reflexes);
    }

    private static void play(List<Line> scene) throws JsonProcessingException {
        Tally tally = new Tally();
        Dialogue dialogue = new Dialogue(briefing("Be kind."), turns(scene), new ClientEvents(), tally);
        List<String> expected = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        for (Line line : scene) {
            switch (line.kind()) {
                case "<<" ->
                    dialogue.read(
                            ServerEventDecoder.decode(line.text()),
                            event -> seen.add("=> " + event),
                            text -> seen.add(">> " + text));
                case "do" -> dialogue.write(command(line.text()), text -> seen.add(">> " + text));
                case "=>" -> expected.add("=> " + line.text());
                case ">>" -> expected.add(">> " + JSON.readTree(line.text()));
                case "counts" -> expected.add("counts " + line.text());
                case "without-reflexes" -> {}
                default -> throw new AssertionError("what is " + line.kind() + "?");
            }
        }
        for (OpenAiOddity oddity : COUNTED) {
            if (tally.of(oddity) > 0) {
                seen.add("counts " + oddity);
            }
        }
        assertThat(seen).containsExactlyElementsOf(expected);
    }

    private static SpeechCommand command(String text) {
        String[] words = text.split(" ", 2);
        String rest = words.length == 1 ? "" : words[1];
        return switch (words[0]) {
            case "hear" ->
                new SpeechCommand.Hear(
                        AudioChunk.ofBase64(AudioFormat.MULAW_8K, rest).orElseThrow());
            case "reply" -> new SpeechCommand.Reply(rest);
            case "tell" -> new SpeechCommand.Tell(rest);
            case "say" -> new SpeechCommand.SayExactly(rest, true);
            case "say-on" -> new SpeechCommand.SayExactly(rest, false);
            case "tool" -> {
                String[] parts = rest.split(" ", 2);
                yield new SpeechCommand.GiveToolResult(new ToolCall.Id(parts[0]), new ToolOutcome.Done(parts[1]));
            }
            case "stop" -> {
                List<String> parts = Arrays.asList(rest.split(" ", -1));
                yield new SpeechCommand.StopReply(
                        parts.stream().skip(1).map(DialogueTest::heard).toList(),
                        SpeechCommand.StopReply.Cause.valueOf(parts.getFirst()));
            }
            default -> throw new AssertionError("what is " + text + "?");
        };
    }

    private static HeardItem heard(String text) {
        String[] parts = text.split(":", -1);
        return new HeardItem(new ItemId(parts[0]), Long.parseLong(parts[1]));
    }

    @Test
    void what_was_skipped_is_counted() {
        Tally tally = new Tally();
        Dialogue dialogue =
                new Dialogue(briefing(""), new TurnDetection.Meaning("auto", true, true), new ClientEvents(), tally);
        for (String message : List.of(
                "no json",
                "{\"type\":\"response.hologram.delta\"}",
                "{\"type\":\"response.output_audio.delta\",\"response_id\":\"r\",\"item_id\":\"i\",\"delta\":\"?\"}",
                "{\"type\":\"error\",\"error\":{\"code\":\"response_cancel_not_active\"}}",
                "{\"type\":\"error\",\"error\":{\"code\":\"of_tomorrow\"}}",
                "{\"type\":\"response.output_item.done\",\"item\":{\"type\":\"function_call\",\"status\":\"incomplete\"}}")) {
            dialogue.read(
                    ServerEventDecoder.decode(message),
                    event -> {
                        throw new AssertionError(event);
                    },
                    text -> {
                        throw new AssertionError(text);
                    });
        }
        dialogue.write(
                new SpeechCommand.StopReply(
                        List.of(new HeardItem(new ItemId("never-sent"), 5)),
                        SpeechCommand.StopReply.Cause.CALLER_SPOKE),
                text -> {
                    throw new AssertionError(text);
                });
        for (OpenAiOddity oddity : List.of(
                OpenAiOddity.MALFORMED_EVENT,
                OpenAiOddity.UNKNOWN_EVENT,
                OpenAiOddity.BAD_AUDIO,
                OpenAiOddity.BENIGN_ERROR,
                OpenAiOddity.UNEXPLAINED_ERROR,
                OpenAiOddity.TOOL_CALL_SKIPPED,
                OpenAiOddity.UNKNOWN_UTTERANCE)) {
            assertThat(tally.of(oddity)).as(oddity.name()).isEqualTo(1);
        }
    }
}
