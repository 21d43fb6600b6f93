package dev.switchhook.app.recording;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.port.line.LineCommand;
import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.turn.MarkName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Both sides of a call on one time line, as the caller has heard and said them. It decides and does no I/O; used by
/// the
/// owner of the call.
///
/// What we send to the line is played in real time after what was sent before. So it is put on the right at the time at
/// which it sounds, and what has not sounded when the line is told to stop, or is lost, is never put there. What a mark
/// proves to be heard is there even if the clock says that it is too early. The caller's sound is put on the left
/// where the carrier says that it belongs.
///
/// Bounded: [#SETTLED] of sound of both sides, [#FAR] more when the carrier is ahead, and [#MOST_WAITING] bytes that
/// are still to be played.
final class Reel {

    static final int PER_MILLISECOND = AudioFormat.MULAW_8K.bytesPerMillisecond();

    /// What is older does not change any more: the caller's sound comes later than this only if it was stuck on its
    /// way.
    static final Duration SETTLED = Duration.ofSeconds(2);

    /// A position that is further ahead than this is none.
    static final Duration FAR = Duration.ofSeconds(5);

    /// Four minutes of sound that the line has, and has not played.
    static final int MOST_WAITING = 2_000_000;

    /// The caller's sound is placed by its arrival again after such a gap, when the carrier does not tell the place.
    private static final long GAP = 200L * PER_MILLISECOND;

    private static final byte[] NOTHING = {};

    private final Instant began;
    private final Track left = new Track();
    private final Track right = new Track();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private long written;
    private long lost;
    private @Nullable Long streamBegins;

    /// What the line has been sent: sound, or a mark behind it.
    private static final class Waiting {

        private final byte[] sound;
        private final @Nullable MarkName mark;
        private int from;

        private Waiting(byte[] sound, @Nullable MarkName mark) {
            this.sound = sound;
            this.mark = mark;
        }
    }

    Reel(Instant began) {
        this.began = began;
    }

    /// Where on the time line that moment is.
    private long position(Instant now) {
        return Math.max(written, Duration.between(began, now).toMillis() * PER_MILLISECOND);
    }

    void commanded(LineCommand command, Instant now) {
        plays(now);
        switch (command) {
            case LineCommand.Play(AudioChunk audio) -> play(audio);
            case LineCommand.Mark(MarkName name) -> waiting.addLast(new Waiting(NOTHING, name));
            case LineCommand.StopPlaying _ -> stop();
        }
    }

    private void play(AudioChunk audio) {
        if (waitingBytes + audio.byteCount() > MOST_WAITING) {
            lost += audio.byteCount();
        } else {
            waitingBytes += audio.byteCount();
            waiting.addLast(new Waiting(audio.bytes(), null));
        }
    }

    private void stop() {
        waiting.clear();
        waitingBytes = 0;
    }

    void told(LineEvent event, Instant now) {
        switch (event) {
            case LineEvent.CallerAudio(AudioChunk audio, Optional<Duration> at) -> hears(audio, at, now);
            case LineEvent.Played(MarkName mark) -> {
                plays(now);
                if (waiting.stream().anyMatch(one -> mark.equals(one.mark))) {
                    playsUntil(mark);
                }
            }
            case LineEvent.Opened _ -> streamBegins = null;
            case LineEvent.Stopped _, LineEvent.Lost _ -> {
                plays(now);
                stop();
            }
            case LineEvent.KeyPressed _, LineEvent.Wrote _ -> {
                // It is no sound.
            }
        }
    }

    /// Puts on the right what has sounded up to now.
    private void plays(Instant now) {
        long until = position(now);
        while (right.end() < until && !waiting.isEmpty()) {
            puts((int) (until - right.end()));
        }
        right.silentUntil(until);
    }

    private void playsUntil(MarkName mark) {
        while (!mark.equals(waiting.getFirst().mark)) {
            puts(Integer.MAX_VALUE);
        }
        puts(0);
    }

    private void puts(int most) {
        Waiting next = waiting.getFirst();
        int count = Math.min(next.sound.length - next.from, most);
        right.add(next.sound, next.from, count);
        waitingBytes -= count;
        next.from += count;
        if (next.from == next.sound.length) {
            waiting.removeFirst();
        }
    }

    private void hears(AudioChunk audio, Optional<Duration> at, Instant now) {
        long arrives = position(now);
        long place = at.map(stream -> inStream(stream.toMillis() * PER_MILLISECOND, arrives))
                .orElseGet(() -> left.end() + GAP < arrives ? arrives : left.end());
        left.silentUntil(Math.min(place, arrives + FAR.toMillis() * PER_MILLISECOND));
        byte[] sound = audio.bytes();
        // What comes for a time that is written already, or twice, is too late.
        int late = Math.clamp(left.end() - place, 0, sound.length);
        lost += late;
        left.add(sound, late, sound.length - late);
        plays(now);
    }

    private long inStream(long position, long arrives) {
        if (streamBegins == null || streamBegins + position > arrives + FAR.toMillis() * PER_MILLISECOND) {
            streamBegins = Math.max(left.end(), arrives) - position;
        }
        return streamBegins + position;
    }

    /// Whether so much is settled that a second of it can be taken.
    boolean isReady(Instant now) {
        return position(now) - SETTLED.toMillis() * PER_MILLISECOND - written >= 1000L * PER_MILLISECOND;
    }

    /// The oldest second, both sides side by side.
    byte[] second() {
        return taken(1000 * PER_MILLISECOND);
    }

    /// Everything that is left, up to now. Nothing is played any more.
    byte[] rest(Instant now) {
        plays(now);
        stop();
        return taken((int) (Math.max(right.end(), left.end()) - written));
    }

    private byte[] taken(int samples) {
        byte[] stereo = new byte[samples * 2];
        left.take(stereo, 0);
        right.take(stereo, 1);
        written += samples;
        return stereo;
    }

    /// How many samples were not put on the time line, because they came too late or there were too many.
    long lost() {
        return lost;
    }
}
