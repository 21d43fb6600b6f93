package dev.switchhook.domain.call;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.port.line.LineEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The caller's sound on its way to the model, with silence where some of it has not arrived: a model that measures
/// time by the sound that it hears would take two halves of a sentence for one, and would not notice that a caller has
/// fallen silent whose sound does not come at all.
final class CallerSound {

    /// What is missing is not made up for beyond this.
    private static final Duration LONGEST_GAP = Duration.ofSeconds(10);

    /// Less than a frame of the telephone is rounding.
    private static final Duration SHORTEST_GAP = Duration.ofMillis(20);

    /// How much more can be missing than time has passed between two frames, because they arrive in bursts.
    private static final Duration BURST = Duration.ofSeconds(1);

    /// How long nothing arrives from a caller who is speaking before the model is given silence.
    private static final Duration PATIENCE = Duration.ofMillis(750);

    private static final Duration INJECTED = Duration.ofSeconds(1);

    /// After this time without a frame it is the line that is silent, and not the caller.
    private static final Duration FLOWING = Duration.ofSeconds(2);

    private @Nullable Instant arrivedAt;
    private @Nullable Duration expected;
    private Duration injected = Duration.ZERO;
    private boolean callerSpeaking;

    /// Another line opens: its positions begin anew, and nothing has arrived.
    void lineOpens() {
        arrivedAt = null;
        expected = null;
        injected = Duration.ZERO;
        callerSpeaking = false;
    }

    void callerBegins() {
        callerSpeaking = true;
    }

    void callerEnds() {
        callerSpeaking = false;
    }

    /// A piece of sound arrives.
    ///
    /// @return what the model is to hear, in order
    List<AudioChunk> arrives(LineEvent.CallerAudio frame, Instant now) {
        List<AudioChunk> heard = new ArrayList<>();
        Duration missing = missing(frame, now);
        while (missing.compareTo(INJECTED) > 0) {
            heard.add(silence(INJECTED));
            missing = missing.minus(INJECTED);
        }
        if (missing.compareTo(SHORTEST_GAP) >= 0) {
            heard.add(silence(missing));
        }
        heard.add(frame.audio());
        arrivedAt = now;
        injected = Duration.ZERO;
        return heard;
    }

    private Duration missing(LineEvent.CallerAudio frame, Instant now) {
        Duration length = Duration.ofMillis(frame.audio().milliseconds());
        Duration missing = Duration.ZERO;
        if (frame.at().isEmpty()) {
            expected = expected == null ? null : expected.plus(length);
        } else {
            Duration at = frame.at().get();
            if (expected != null && arrivedAt != null && at.compareTo(expected) > 0) {
                Duration possible = shorter(Duration.between(arrivedAt, now).plus(BURST), LONGEST_GAP);
                missing = shorter(at.minus(expected), possible).minus(injected);
            }
            // A position that goes backwards is no position.
            expected = expected != null && at.compareTo(expected) < 0 ? expected.plus(length) : at.plus(length);
        }
        return missing;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /// Silence for a model that waits for the end of the caller's words while nothing arrives; once until something
    /// does.
    Optional<AudioChunk> fillsIn(Instant now) {
        if (now.isBefore(fillsInAt())) {
            return Optional.empty();
        }
        injected = INJECTED;
        return Optional.of(silence(INJECTED));
    }

    /// When [#fillsIn] is due, as things are.
    Instant fillsInAt() {
        return callerSpeaking && injected.isZero() && arrivedAt != null ? arrivedAt.plus(PATIENCE) : Instant.MAX;
    }

    /// Whether a caller who says nothing is silent. When sound has arrived on this line and none does any more, it is
    /// not known.
    boolean flows(Instant now) {
        return arrivedAt == null || now.isBefore(arrivedAt.plus(FLOWING));
    }

    private static AudioChunk silence(Duration length) {
        byte[] bytes = new byte[(int) length.toMillis() * AudioFormat.MULAW_8K.bytesPerMillisecond()];
        Arrays.fill(bytes, AudioFormat.MULAW_SILENCE);
        return AudioChunk.of(AudioFormat.MULAW_8K, bytes);
    }
}
