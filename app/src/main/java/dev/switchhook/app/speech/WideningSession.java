package dev.switchhook.app.speech;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.Transcoder;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechSession;
import java.util.concurrent.locks.ReentrantLock;

/// A session that hears mu-law and passes it on as linear samples of 24 kHz.
///
/// The caller's sound is one stream from the first frame to the last, so the filter's few milliseconds wait for the
/// frame that follows. The lock keeps turning over and passing on together, so that commands of several threads keep
/// their order; it is held for the time that a frame takes to turn over, and nothing waits inside.
final class WideningSession implements SpeechSession {

    private final SpeechSession wide;
    private final Transcoder transcoder = Transcoder.toPcm16();
    private final ReentrantLock lock = new ReentrantLock();

    WideningSession(SpeechSession wide) {
        this.wide = wide;
    }

    @Override
    public void send(SpeechCommand command) {
        lock.lock();
        try {
            if (command instanceof SpeechCommand.Hear(AudioChunk audio)) {
                transcoder.transcode(audio).map(SpeechCommand.Hear::new).ifPresent(wide::send);
            } else {
                wide.send(command);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        wide.close();
    }
}
