package dev.switchhook.xai;

import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.turn.HeardItem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/// Commands that wait for the session to become ready, in order, bounded in bytes. When there are too many, the
/// caller's oldest sound goes first. Owned by the session.
final class WaitingCommands {

    private final int mostBytes;
    private final XaiCounts counts;
    private final Deque<SpeechCommand> commands = new ArrayDeque<>();
    private int bytes;

    WaitingCommands(int mostBytes, XaiCounts counts) {
        this.mostBytes = mostBytes;
        this.counts = counts;
    }

    /// Adds a command.
    ///
    /// @return false when it does not fit although no sound is left that could go
    boolean add(SpeechCommand command) {
        commands.addLast(command);
        bytes += bytesOf(command);
        Iterator<SpeechCommand> oldest = commands.iterator();
        while (bytes > mostBytes && oldest.hasNext()) {
            if (oldest.next() instanceof SpeechCommand.Hear(var audio)) {
                oldest.remove();
                bytes -= audio.byteCount();
                counts.droppedCallerBytes.add(audio.byteCount());
            }
        }
        return bytes <= mostBytes;
    }

    /// Gives all commands away.
    List<SpeechCommand> take() {
        List<SpeechCommand> all = List.copyOf(commands);
        commands.clear();
        bytes = 0;
        return all;
    }

    /// What a command weighs while it waits.
    static int bytesOf(SpeechCommand command) {
        return switch (command) {
            case SpeechCommand.Hear(var audio) -> audio.byteCount();
            case SpeechCommand.Reply(String cue) -> 64 + cue.getBytes(StandardCharsets.UTF_8).length;
            case SpeechCommand.SayExactly(String text, boolean _) -> 64 + text.getBytes(StandardCharsets.UTF_8).length;
            case SpeechCommand.Tell(String text) -> 64 + text.getBytes(StandardCharsets.UTF_8).length;
            case SpeechCommand.StopReply(List<HeardItem> heard, SpeechCommand.StopReply.Cause _) ->
                64 + 64 * heard.size();
            case SpeechCommand.GiveToolResult(ToolCall.Id _, ToolOutcome outcome) ->
                64 + outcome.answer().getBytes(StandardCharsets.UTF_8).length;
        };
    }
}
