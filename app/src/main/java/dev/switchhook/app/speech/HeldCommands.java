package dev.switchhook.app.speech;

import dev.switchhook.domain.port.speech.SpeechCommand;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// Commands that wait for a provider that is ready, in order. They hold at most 256 KiB: about 32 s of sound. Past
/// that the oldest sound of the caller is dropped and counted. Not safe for use by several threads.
final class HeldCommands {

    static final int MOST_BYTES = 256 * 1024;

    /// What a command without sound weighs beside its text.
    private static final int COMMAND_BYTES = 64;

    private final Deque<SpeechCommand> commands = new ArrayDeque<>();
    private final LongAdder dropped;
    private long bytes;

    /// @param dropped counts the pieces of sound that found no room
    HeldCommands(LongAdder dropped) {
        this.dropped = dropped;
    }

    /// Holds a command.
    ///
    /// @return whether there was room for it, possibly after sound was dropped
    boolean add(SpeechCommand command) {
        commands.addLast(command);
        bytes += weight(command);
        for (Iterator<SpeechCommand> oldest = commands.iterator(); bytes > MOST_BYTES && oldest.hasNext(); ) {
            SpeechCommand candidate = oldest.next();
            if (candidate instanceof SpeechCommand.Hear) {
                oldest.remove();
                bytes -= weight(candidate);
                dropped.increment();
            }
        }
        return bytes <= MOST_BYTES;
    }

    /// Everything that was held, oldest first; nothing is held after it.
    List<SpeechCommand> release() {
        List<SpeechCommand> released = new ArrayList<>(commands);
        commands.clear();
        bytes = 0;
        return released;
    }

    private static long weight(SpeechCommand command) {
        return switch (command) {
            case SpeechCommand.Hear(var audio) -> audio.byteCount();
            case SpeechCommand.Reply(String cue) -> COMMAND_BYTES + cue.length();
            case SpeechCommand.SayExactly(String text, boolean _) -> COMMAND_BYTES + text.length();
            case SpeechCommand.Tell(String text) -> COMMAND_BYTES + text.length();
            case SpeechCommand.StopReply(var heard, var _) -> COMMAND_BYTES * (1L + heard.size());
            case SpeechCommand.GiveToolResult(var _, var outcome) ->
                COMMAND_BYTES + outcome.answer().length();
        };
    }
}
