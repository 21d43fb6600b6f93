package dev.switchhook.app.runtime;

import dev.switchhook.domain.call.CallEvent;
import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.port.speech.SpeechEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The events of one call that wait for its owner, in order of arrival. Any thread may put; the owner takes.
///
/// Bounded in bytes. Past [#MOST_SOUND] new sound is refused; past [#MOST] every event is refused. As a rule nothing
/// waits here at all, so that either bound means that the owner is stuck.
final class Mailbox {

    /// Sound is refused past this: over a minute of both directions.
    static final int MOST_SOUND = 1 << 20;

    /// Everything is refused past this.
    static final int MOST = 4 << 20;

    private static final int ENVELOPE = 256;

    private final Deque<Letter> waiting = new ArrayDeque<>();
    private int bytes;

    /// An event that waits.
    ///
    /// @param meant asked by the owner: whether the event still means anything when its turn has come
    private record Letter(CallEvent event, BooleanSupplier meant) {}

    /// Puts an event, unless a bound is reached.
    ///
    /// @return whether the event was taken
    boolean put(CallEvent event) {
        return put(event, () -> true);
    }

    /// Puts an event that is passed over when it means nothing any more, unless a bound is reached.
    ///
    /// @return whether the event was taken
    synchronized boolean put(CallEvent event, BooleanSupplier meant) {
        int size = size(event);
        if (bytes + size > (isSound(event) ? MOST_SOUND : MOST)) {
            return false;
        }
        bytes += size;
        waiting.addLast(new Letter(event, meant));
        return true;
    }

    /// The next event; null when none waits, or when the next one meant nothing any more.
    @Nullable
    CallEvent take() {
        @Nullable Letter letter = next();
        return letter == null || !letter.meant.getAsBoolean() ? null : letter.event;
    }

    private synchronized @Nullable Letter next() {
        @Nullable Letter letter = waiting.pollFirst();
        if (letter != null) {
            bytes -= size(letter.event);
        }
        return letter;
    }

    private static boolean isSound(CallEvent event) {
        return event instanceof CallEvent.FromLine(LineEvent.CallerAudio _)
                || event instanceof CallEvent.FromModel(SpeechEvent.ReplyAudio _)
                || event instanceof CallEvent.FromNextModel(SpeechEvent.ReplyAudio _);
    }

    private static int size(CallEvent event) {
        return ENVELOPE
                + switch (event) {
                    case CallEvent.FromLine(LineEvent.CallerAudio(var audio, var _)) -> audio.byteCount();
                    case CallEvent.FromModel(SpeechEvent said) -> size(said);
                    case CallEvent.FromNextModel(SpeechEvent said) -> size(said);
                    case CallEvent.FromTool tool -> tool.outcome().answer().length();
                    case CallEvent.FromOperator(var request) ->
                        request.act().words().length();
                    default -> 0;
                };
    }

    private static int size(SpeechEvent event) {
        return switch (event) {
            case SpeechEvent.ReplyAudio audio -> audio.audio().byteCount();
            case SpeechEvent.CallerSaid said -> said.text().length();
            case SpeechEvent.ReplySaid said -> said.text().length();
            case SpeechEvent.ToolWanted wanted -> wanted.call().arguments().length();
            default -> 0;
        };
    }
}
