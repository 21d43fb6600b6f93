package dev.switchhook.app.speech;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.Transcoder;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechEvent.ReplyEnd;
import dev.switchhook.domain.port.speech.SpeechListener;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.ReplyId;
import org.jspecify.annotations.Nullable;

/// Turns the agent's linear samples of 24 kHz into mu-law and passes every other event on.
///
/// Each utterance is a stream of its own: what the filter holds back of it comes before the sound of the next one and
/// before the end of its reply, so that no utterance loses its last milliseconds. Only of one that was interrupted
/// the rest is dropped: nobody is to hear it. Called as a listener is: by one thread at a time.
final class NarrowingListener implements SpeechListener {

    private final SpeechListener listener;
    private final Transcoder transcoder = Transcoder.toMuLaw();
    private @Nullable Stream open;

    private record Stream(ReplyId reply, ItemId item) {}

    NarrowingListener(SpeechListener listener) {
        this.listener = listener;
    }

    @Override
    public void on(SpeechEvent event) {
        switch (event) {
            case SpeechEvent.ReplyAudio(ReplyId reply, ItemId item, AudioChunk audio) ->
                sound(new Stream(reply, item), audio);
            case SpeechEvent.ReplyFinished(ReplyId reply, ReplyEnd end) -> {
                if (open != null && open.reply.equals(reply)) {
                    complete(open, end != ReplyEnd.INTERRUPTED);
                }
                listener.on(event);
            }
            case SpeechEvent.Closed _ -> {
                if (open != null) {
                    complete(open, true);
                }
                listener.on(event);
            }
            default -> listener.on(event);
        }
    }

    private void sound(Stream stream, AudioChunk audio) {
        if (open != null && !open.equals(stream)) {
            complete(open, true);
        }
        open = stream;
        transcoder.transcode(audio).ifPresent(narrow -> tell(stream, narrow));
    }

    private void complete(Stream stream, boolean heard) {
        open = null;
        transcoder.flush().filter(_ -> heard).ifPresent(rest -> tell(stream, rest));
    }

    private void tell(Stream stream, AudioChunk audio) {
        listener.on(new SpeechEvent.ReplyAudio(stream.reply, stream.item, audio));
    }
}
