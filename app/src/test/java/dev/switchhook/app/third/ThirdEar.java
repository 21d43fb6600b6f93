package dev.switchhook.app.third;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.audio.Transcoder;
import dev.switchhook.domain.rehearsal.Ear;

/// Finds the caller's turns in the sound of a session of the third server. Used on the event loop.
final class ThirdEar implements Ear.Listener {

    private static final int SILENCE_MILLISECONDS = 500;

    private final ThirdServerSession session;
    private final Ear ear = new Ear(() -> SILENCE_MILLISECONDS, this);
    private final Transcoder narrow = Transcoder.toMuLaw();
    private int utterances;

    ThirdEar(ThirdServerSession session) {
        this.session = session;
    }

    void hear(byte[] sound) {
        narrow.transcode(AudioChunk.of(AudioFormat.PCM16_24K, sound)).ifPresent(part -> ear.hear(part.bytes()));
    }

    private String tell(String state) {
        String utterance = "utterance-" + utterances;
        session.send(
                "caller", ThirdServerSession.body().put("utterance", utterance).put("state", state));
        return utterance;
    }

    @Override
    public void speechStarted(long began) {
        utterances++;
        tell("speaking");
        session.callerSpeaks();
    }

    @Override
    public void speechGoesOn(long spoken) {
        // Nothing is told before the end.
    }

    @Override
    public void speechStopped(long now) {
        session.callerSpoke(tell("silent"), utterances);
    }
}
