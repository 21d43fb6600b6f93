package dev.switchhook.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The `audio` part of a session's configuration (`wire/openai.md` 2.1 and 2.3). Pure functions.
///
/// Both directions carry mu-law without a `rate`, which the server refuses for this format. Turn detection is spelt
/// out, because the documented defaults contradict each other.
final class AudioProfile {

    /// The name of telephone sound on this wire.
    static final String MULAW = "audio/pcmu";

    private static final String TYPE = "type";

    private AudioProfile() {}

    /// Everything, for the first update of a session.
    static void describe(ObjectNode audio, OpenAiSettings settings) {
        ObjectNode input = audio.putObject("input");
        input.putObject("format").put(TYPE, MULAW);
        describeNoise(input, settings);
        describeTranscription(input, settings);
        TurnDetection turns = settings.turnDetection();
        input.set("turn_detection", turnDetection(turns, turns.answers(), turns.interrupts()));
        ObjectNode output = audio.putObject("output");
        output.putObject("format").put(TYPE, MULAW);
        if (settings.speaking().ownVoice()) {
            output.putObject("voice").put("id", settings.voice());
        } else {
            output.put("voice", settings.voice());
        }
        if (settings.speaking().speed() != 1) {
            output.put("speed", settings.speaking().speed());
        }
    }

    /// A later update that changes what the server does when the caller speaks, and nothing else. It repeats the
    /// formats, because an update without them has been seen to reset them, and leaves the voice out, because an
    /// update with it is refused as a whole once the agent has spoken (`wire/openai.md` 2.2).
    static ObjectNode change(TurnDetection turns, boolean answers, boolean interrupts) {
        ObjectNode session = JsonNodeFactory.instance.objectNode().put(TYPE, "realtime");
        ObjectNode audio = session.putObject("audio");
        ObjectNode input = audio.putObject("input");
        input.putObject("format").put(TYPE, MULAW);
        input.set("turn_detection", turnDetection(turns, answers, interrupts));
        audio.putObject("output").putObject("format").put(TYPE, MULAW);
        return session;
    }

    private static ObjectNode turnDetection(TurnDetection turns, boolean answers, boolean interrupts) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        switch (turns) {
            case TurnDetection.Volume volume -> {
                node.put(TYPE, "server_vad")
                        .put("threshold", volume.threshold())
                        .put("prefix_padding_ms", volume.prefixMilliseconds())
                        .put("silence_duration_ms", volume.silenceMilliseconds());
                volume.idleMilliseconds().ifPresent(idle -> node.put("idle_timeout_ms", idle));
            }
            case TurnDetection.Meaning meaning -> node.put(TYPE, "semantic_vad").put("eagerness", meaning.eagerness());
        }
        return node.put("create_response", answers).put("interrupt_response", interrupts);
    }

    private static void describeNoise(ObjectNode input, OpenAiSettings settings) {
        input.putNull("noise_reduction");
        settings.noiseReduction().ifPresent(noise -> {
            ObjectNode node = input.putObject("noise_reduction").put(TYPE, noise.type());
            noise.strength().ifPresent(strength -> node.put("strength", strength));
        });
    }

    private static void describeTranscription(ObjectNode input, OpenAiSettings settings) {
        input.putNull("transcription");
        settings.transcription().ifPresent(transcription -> {
            ObjectNode node = input.putObject("transcription").put("model", transcription.model());
            transcription.language().ifPresent(language -> node.put("language", language));
            transcription.prompt().ifPresent(prompt -> node.put("prompt", prompt));
            if (!transcription.keywords().isEmpty()) {
                transcription.keywords().forEach(node.putArray("keywords")::add);
            }
            transcription.delay().ifPresent(delay -> node.put("delay", delay));
        });
    }
}
