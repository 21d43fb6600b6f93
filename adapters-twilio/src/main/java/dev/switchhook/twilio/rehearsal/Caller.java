package dev.switchhook.twilio.rehearsal;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The person on the telephone: carries out a script, 20 ms at a time. Pure: it is told the time and what it
/// hears, and gives back what it does. Used by one thread.
final class Caller {

    /// Bytes of one frame of 20 ms.
    static final int FRAME = 160;

    /// One frame of silence; never changed.
    static final AudioChunk SILENCE = AudioChunk.of(AudioFormat.MULAW_8K, silentFrame());

    private static final Duration SILENCE_AFTER_A_CUT = Duration.ofSeconds(3);

    /// What the caller does in one turn of 20 ms.
    sealed interface Move {}

    /// Says this, or is silent.
    record Sound(AudioChunk frame) implements Move {}

    /// Presses a key, silently.
    record Key(char key) implements Move {}

    /// Hangs up.
    ///
    /// @param complaint why the caller lost patience; empty when the script says so
    record Leave(Optional<String> complaint) implements Move {}

    private final Deque<CallerStep> steps;
    private final long patienceNanos;
    private final List<Utterance> utterances = new ArrayList<>();
    private boolean stepBegun;
    private long stepBeganNanos;
    private long playedWhenStepBegan;
    private boolean cutOff;
    private byte @Nullable [] clip;
    private int said;
    private long clipStartedNanos;

    Caller(List<CallerStep> script, Duration patience) {
        steps = new ArrayDeque<>(script);
        patienceNanos = patience.toNanos();
    }

    /// A new media stream begins. The script goes on where it was: what the caller was saying is said on. A
    /// caller who waited for the agent when the former stream ended gives the agent a moment, and then goes
    /// on.
    void streamBegins() {
        cutOff = stepBegun;
        playedWhenStepBegan = 0;
    }

    /// What the caller does in the 20 ms that begin at `dueNanos`.
    Move move(long dueNanos, PlaybackClock hearing) {
        while (clip == null) {
            CallerStep step = steps.peekFirst();
            if (!stepBegun) {
                stepBegun = true;
                stepBeganNanos = dueNanos;
                playedWhenStepBegan = hearing.playedBytes();
            }
            switch (step) {
                case null -> {
                    return new Leave(Optional.empty());
                }
                case CallerStep.HangUp _ -> {
                    return new Leave(Optional.empty());
                }
                case CallerStep.Press(char key) -> {
                    finishStep();
                    return new Key(key);
                }
                case CallerStep.Speak speak -> say(speak.clip().bytes(), dueNanos);
                case CallerStep.Listen(Duration quiet) -> {
                    boolean spoken = hearing.playedBytes() > playedWhenStepBegan;
                    boolean finished = spoken && hearing.quietNanos() >= quiet.toNanos();
                    if (!finished && !tiredOfSilence(hearing)) {
                        return wait(dueNanos, patienceNanos, "the agent to speak and to finish");
                    }
                    finishStep();
                }
                case CallerStep.InterruptAfter interrupt -> {
                    long wanted = interrupt.heard().toMillis() * AudioFormat.MULAW_8K.bytesPerMillisecond();
                    boolean longEnough = !hearing.idle() && hearing.speechBytes() >= wanted;
                    if (!longEnough && !tiredOfSilence(hearing)) {
                        return wait(dueNanos, patienceNanos, "a speech long enough to be interrupted");
                    }
                    say(interrupt.clip().bytes(), dueNanos);
                }
                case CallerStep.WaitForHangup(Duration longest) -> {
                    return wait(dueNanos, longest.toNanos(), "the other side to hang up");
                }
            }
        }
        return new Sound(AudioChunk.of(AudioFormat.MULAW_8K, nextFrame(clip)));
    }

    private boolean tiredOfSilence(PlaybackClock hearing) {
        return cutOff && hearing.quietNanos() >= SILENCE_AFTER_A_CUT.toNanos();
    }

    private Move wait(long nowNanos, long longestNanos, String what) {
        return nowNanos - stepBeganNanos < longestNanos
                ? new Sound(SILENCE)
                : new Leave(Optional.of("the caller gave up waiting for " + what));
    }

    private void say(byte[] sound, long nowNanos) {
        clip = sound;
        said = 0;
        clipStartedNanos = nowNanos;
    }

    private byte[] nextFrame(byte[] sound) {
        int count = Math.min(FRAME, sound.length - said);
        byte[] frame = silentFrame();
        System.arraycopy(sound, said, frame, 0, count);
        said += count;
        if (said == sound.length) {
            long endedNanos = clipStartedNanos + sound.length * PlaybackClock.NANOS_PER_BYTE;
            utterances.add(new Utterance(clipStartedNanos, endedNanos, sound.length));
            clip = null;
            finishStep();
        }
        return frame;
    }

    private void finishStep() {
        steps.removeFirst();
        stepBegun = false;
        cutOff = false;
    }

    /// What the caller has said so far.
    List<Utterance> utterances() {
        return List.copyOf(utterances);
    }

    private static byte[] silentFrame() {
        byte[] frame = new byte[FRAME];
        Arrays.fill(frame, AudioFormat.MULAW_SILENCE);
        return frame;
    }
}
