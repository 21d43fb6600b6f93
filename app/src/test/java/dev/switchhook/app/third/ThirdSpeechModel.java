package dev.switchhook.app.third;

import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.port.speech.Capabilities;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechListener;
import dev.switchhook.domain.port.speech.SpeechModel;
import dev.switchhook.domain.port.speech.SpeechSession;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Set;

/// The third provider's model: it speaks 24 kHz only.
record ThirdSpeechModel(HttpClient http, URI url, String key) implements SpeechModel {

    @Override
    public String name() {
        return ThirdCodec.NAME;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(
                Set.of(AudioFormat.PCM16_24K), true, true, true, ThirdCodec.LONGEST_SESSION, "minutes of sound");
    }

    @Override
    public SpeechSession open(SpeechBriefing briefing, SpeechListener listener) {
        if (!briefing.format().equals(AudioFormat.PCM16_24K)) {
            throw new IllegalArgumentException("only " + AudioFormat.PCM16_24K.name() + " is spoken here");
        }
        ThirdSession session = new ThirdSession(briefing, listener);
        session.dial(http, url, key);
        return session;
    }
}
