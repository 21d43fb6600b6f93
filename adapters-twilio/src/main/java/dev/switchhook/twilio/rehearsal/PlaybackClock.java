package dev.switchhook.twilio.rehearsal;

import dev.switchhook.domain.audio.AudioChunk;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Plays outbound sound at the speed of real time, as Twilio's buffer does: in order of arrival, at most ten minutes
/// of it, with marks that come back when everything before them was played, and a `clear` that empties the buffer
/// and gives every mark back (`wire/twilio.md 1.2`).
///
/// Pure: time comes in as `System.nanoTime()` values that never go back, and it is quantised to one byte, 125
/// microseconds. Marks that came due wait in [#takeDueMarks]. Used by one thread.
final class PlaybackClock {

    /// How long one byte sounds.
    static final long NANOS_PER_BYTE = 125_000;

    /// How much sound is kept: ten minutes.
    static final int CAPACITY = 10 * 60 * 8_000;

    /// A pause up to this length inside an agent's speech, in bytes, is an underrun and does not begin another
    /// speech.
    static final int UNDERRUN = 300 * 8;

    private record Piece(AudioChunk sound, int offset) {}

    private record Waiting(String name, long receivedNanos, long target) {}

    private final long originNanos;
    private final Recording heard;
    private final Deque<Piece> queue = new ArrayDeque<>();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final List<MarkEcho> due = new ArrayList<>();
    private final List<Speech> speeches = new ArrayList<>();
    private @Nullable Speech speech;
    private long elapsed;
    private long lastSounded;
    private long queued;
    private long played;

    /// A clock that starts now and writes what is heard, silence included, to the end of `heard`.
    PlaybackClock(long originNanos, Recording heard) {
        this.originNanos = originNanos;
        this.heard = heard;
    }

    /// Lets time pass.
    void advance(long nowNanos) {
        long target = Math.max(elapsed, (nowNanos - originNanos) / NANOS_PER_BYTE);
        returnReachedMarks();
        while (elapsed < target && !queue.isEmpty()) {
            playFrom(queue.removeFirst(), target - elapsed);
            returnReachedMarks();
        }
        heard.addSilence(Math.toIntExact(target - elapsed));
        elapsed = target;
        if (speech != null && queue.isEmpty() && elapsed - lastSounded > UNDERRUN) {
            endSpeech(false);
        }
    }

    private void playFrom(Piece piece, long most) {
        byte[] sound = piece.sound.bytes();
        int count = (int) Math.min(most, sound.length - piece.offset);
        heard.add(sound, piece.offset, count);
        if (speech != null && elapsed - lastSounded > UNDERRUN) {
            endSpeech(false);
        }
        long bytes = speech == null ? 0 : speech.playedBytes();
        long started = speech == null ? nanosAt(elapsed) : speech.startedNanos();
        elapsed += count;
        played += count;
        queued -= count;
        lastSounded = elapsed;
        speech = new Speech(started, nanosAt(elapsed), bytes + count, false);
        if (piece.offset + count < sound.length) {
            queue.addFirst(new Piece(piece.sound, piece.offset + count));
        }
    }

    private void returnReachedMarks() {
        while (!waiting.isEmpty() && waiting.getFirst().target <= played) {
            Waiting mark = waiting.removeFirst();
            long at = Math.max(mark.receivedNanos, nanosAt(elapsed));
            due.add(new MarkEcho(mark.name, mark.receivedNanos, mark.target, played, at, false));
        }
    }

    private void endSpeech(boolean cleared) {
        if (speech != null) {
            speeches.add(new Speech(speech.startedNanos(), speech.endedNanos(), speech.playedBytes(), cleared));
            speech = null;
        }
    }

    private long nanosAt(long position) {
        return originNanos + position * NANOS_PER_BYTE;
    }

    /// Queues sound that arrives now.
    ///
    /// @return how many bytes did not fit and were discarded
    int play(AudioChunk sound, long nowNanos) {
        advance(nowNanos);
        int room = (int) Math.min(sound.byteCount(), CAPACITY - queued);
        if (room > 0) {
            // Decoded once: the pieces of the queue are read many times.
            byte[] kept = Arrays.copyOf(sound.bytes(), room);
            queue.addLast(new Piece(AudioChunk.of(sound.format(), kept), 0));
            queued += room;
        }
        return sound.byteCount() - room;
    }

    /// Places a mark behind everything that is queued; it comes due at once when nothing is.
    void mark(String name, long nowNanos) {
        advance(nowNanos);
        waiting.addLast(new Waiting(name, nowNanos, played + queued));
        returnReachedMarks();
    }

    /// Empties the queue; every mark that still waited comes due, in order.
    Clear clear(long nowNanos) {
        advance(nowNanos);
        long dropped = queued;
        long speechBytes = speechBytes();
        List<String> returned = new ArrayList<>();
        for (Waiting mark : waiting) {
            due.add(new MarkEcho(mark.name, mark.receivedNanos, mark.target, played, nowNanos, true));
            returned.add(mark.name);
        }
        waiting.clear();
        queue.clear();
        queued = 0;
        endSpeech(dropped > 0);
        return new Clear(nowNanos, played, speechBytes, dropped, List.copyOf(returned));
    }

    /// Takes the marks that came due, in order.
    List<MarkEcho> takeDueMarks() {
        List<MarkEcho> taken = List.copyOf(due);
        due.clear();
        return taken;
    }

    /// When the next mark comes due if nothing else happens.
    OptionalLong nextMarkNanos() {
        return waiting.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(nanosAt(elapsed + waiting.getFirst().target - played));
    }

    /// Whether nothing is queued.
    boolean idle() {
        return queue.isEmpty();
    }

    /// For how long nothing has been heard: since the last byte, or since the start.
    long quietNanos() {
        return idle() ? (elapsed - lastSounded) * NANOS_PER_BYTE : 0;
    }

    /// How many bytes of the agent's current speech were really played; 0 when no speech is going on.
    long speechBytes() {
        return speech == null ? 0 : speech.playedBytes();
    }

    /// How many bytes were played since the start.
    long playedBytes() {
        return played;
    }

    /// How many bytes wait to be played.
    long unplayedBytes() {
        return queued;
    }

    /// Every speech so far, the current one included.
    List<Speech> speeches() {
        List<Speech> all = new ArrayList<>(speeches);
        if (speech != null) {
            all.add(speech);
        }
        return all;
    }
}
