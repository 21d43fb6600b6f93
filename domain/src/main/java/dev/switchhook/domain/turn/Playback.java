package dev.switchhook.domain.turn;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The ledger of the agent's sound: what was sent to the line, and how much of it the caller has heard.
///
/// The line buffers what it gets and plays it in order. It returns a mark when everything before that mark was
/// played; after its buffer was cleared it returns all outstanding marks at once, which proves nothing. Every
/// clearing therefore starts a new generation, and a mark of an older one is ignored.
///
/// Between two marks the ledger goes by the clock, because sound plays in real time. Of the marks of one stretch of
/// sound those that came back soonest set that clock: one that comes back a little late was late on its way, and does
/// not make the caller have heard less. One that comes back later than [#LATE], or is still out by then, tells that the
/// sound itself is late: the clock does not count past it. So the ledger credits at most the distance of two marks and
/// [#LATE] that the caller did not hear, and never less than the last mark that came back.
///
/// Positions are counted in bytes of sound since the call began, so that chunks of odd sizes do not add up to an
/// error. Owned by the call machine; not safe for use by several threads.
public final class Playback {

    /// How much later than others a mark may come back, in milliseconds, and still be taken for late on its way. It is
    /// what may be credited too much; a busy process or network delays a mark by less, as a rule.
    static final int LATE = 40;

    private final AudioFormat format;
    private final long markEveryBytes;
    private final long lateBytes;
    private final Deque<Utterance> utterances = new ArrayDeque<>();
    private final Deque<Pending> pending = new ArrayDeque<>();
    private int generation = 1;
    private long sent;
    private long marked;
    private long former;
    private long proven;
    private long clockFrom;
    private Instant clockSince = Instant.EPOCH;
    /// Whether a mark has set the clock; before, it was set by what we sent, which takes some time to sound.
    private boolean clockMarked;
    private Instant soundsUntil = Instant.EPOCH;
    private @Nullable Utterance open;

    /// A ledger of sound in this format that wants a mark after every `markEveryMilliseconds` of it.
    public Playback(AudioFormat format, int markEveryMilliseconds) {
        this.format = format;
        this.markEveryBytes = (long) markEveryMilliseconds * format.bytesPerMillisecond();
        this.lateBytes = (long) LATE * format.bytesPerMillisecond();
    }

    /// The mark to send before this chunk, when the chunk would otherwise end too far behind the last one.
    public Optional<MarkName> markBefore(AudioChunk chunk) {
        boolean tooFar = sent > marked && sent - marked + chunk.byteCount() > markEveryBytes;
        return tooFar ? Optional.of(mark()) : Optional.empty();
    }

    /// Notes that a chunk of an utterance goes to the line. A chunk is no longer than the distance of two marks.
    ///
    /// @return the mark to send after it, when one is due
    public Optional<MarkName> sent(ItemId item, AudioChunk chunk, Instant now) {
        if (everythingHeard() || byClock(now) >= sent) {
            // Nothing was left to play: a new stretch of sound begins.
            setClock(sent, now, false);
        }
        if (open == null || !open.item.equals(item)) {
            open = new Utterance(item, sent);
            utterances.addLast(open);
        }
        sent += chunk.byteCount();
        soundsUntil = (soundsUntil.isBefore(now) ? now : soundsUntil).plusNanos(nanoseconds(chunk.byteCount()));
        open.length += chunk.byteCount();
        return sent - marked >= markEveryBytes ? Optional.of(mark()) : Optional.empty();
    }

    /// Notes that no more sound comes for the utterance that was sent last.
    ///
    /// @return the mark to send, when sound was sent after the last one
    public Optional<MarkName> utteranceComplete() {
        if (open == null) {
            return Optional.empty();
        }
        open.complete = true;
        open = null;
        return sent > marked ? Optional.of(mark()) : Optional.empty();
    }

    /// Whether sound of this utterance may follow what was sent last without completing another utterance first.
    public boolean continues(ItemId item) {
        return open == null || open.item.equals(item);
    }

    private MarkName mark() {
        marked = sent;
        MarkName name = MarkName.of(generation, sent / format.bytesPerMillisecond());
        pending.addLast(new Pending(name, sent));
        return name;
    }

    /// Notes that the line returned a mark.
    ///
    /// @return whether it is one that we wait for; a mark of cleared sound is not
    public boolean played(MarkName name, Instant now) {
        if (pending.stream().noneMatch(mark -> mark.name.equals(name))) {
            return false;
        }
        Pending mark;
        do {
            mark = pending.removeFirst();
        } while (!mark.name.equals(name));
        proven = mark.position;
        long late = byClock(now) - proven;
        if (!clockMarked || late < 0 || late > lateBytes) {
            setClock(proven, now, true);
        }
        forgetWhatWasHeard();
        return true;
    }

    private void setClock(long position, Instant now, boolean marked) {
        clockFrom = position;
        clockSince = now;
        clockMarked = marked;
    }

    /// Which position sounds now if the sound has never stopped since the clock was set.
    private long byClock(Instant now) {
        long elapsed = Math.max(0, Duration.between(clockSince, now).toMillis());
        return clockFrom + elapsed * format.bytesPerMillisecond();
    }

    private void forgetWhatWasHeard() {
        while (!utterances.isEmpty()) {
            Utterance first = utterances.getFirst();
            if (!first.complete || first.start + first.length > proven) {
                return;
            }
            utterances.removeFirst();
        }
    }

    /// Notes that whoever has spoken up to now speaks no more. The sound plays on, and its utterances are
    /// none of the next speaker, who may use the same names again.
    ///
    /// @return the mark to send, see [#utteranceComplete]
    public Optional<MarkName> speakerLeaves() {
        Optional<MarkName> mark = utteranceComplete();
        former = sent;
        return mark;
    }

    /// Whether sound of the present speaker, and not of one who has left, is still to be heard.
    public boolean speakerSounds() {
        return !everythingHeard() && sent > former;
    }

    /// What was heard up to now of every utterance of former speakers that is not heard to its end.
    public List<HeardItem> unfinishedOfFormer(Instant now) {
        return unfinished(0, former, now);
    }

    /// Notes that the line was told to stop playing and to drop its buffer.
    ///
    /// @return what was heard of every utterance of the present speaker that was cut short, in the order of
    ///     speaking; empty when nothing was cut
    public List<HeardItem> cutShort(Instant now) {
        List<HeardItem> cut = unfinished(former, Long.MAX_VALUE, now);
        generation++;
        utterances.clear();
        pending.clear();
        open = null;
        marked = sent;
        proven = sent;
        soundsUntil = now;
        return cut;
    }

    private List<HeardItem> unfinished(long from, long before, Instant now) {
        long heardNow = heard(now);
        List<HeardItem> unfinished = new ArrayList<>();
        for (Utterance utterance : utterances) {
            long heard = Math.clamp(heardNow - utterance.start, 0, utterance.length);
            boolean asked = utterance.start >= from && utterance.start < before;
            if (asked && (!utterance.complete || heard < utterance.length)) {
                unfinished.add(new HeardItem(utterance.item, heard / format.bytesPerMillisecond()));
            }
        }
        return unfinished;
    }

    private long heard(Instant now) {
        long played = Math.clamp(byClock(now), proven, sent);
        long next = pending.isEmpty() ? sent : pending.getFirst().position;
        return played <= next + lateBytes ? played : next;
    }

    /// How much sound was sent since the call began, in milliseconds.
    public long sentMilliseconds() {
        return sent / format.bytesPerMillisecond();
    }

    /// Of the sound that was sent since the call began, up to where it has been proven heard, or cleared.
    public long provenMilliseconds() {
        return proven / format.bytesPerMillisecond();
    }

    /// Whether every sound that was sent has been proven heard, or cleared.
    public boolean everythingHeard() {
        return proven >= sent;
    }

    /// Whether sent sound may still be playing, by the marks or, should one be lost, by the clock.
    ///
    /// @param slack how much longer than its sound a line may take
    public boolean sounds(Instant now, Duration slack) {
        return !everythingHeard() && now.isBefore(soundsUntil.plus(slack));
    }

    /// Until when sent sound may still be playing if no mark proves that it is over before: see [#sounds].
    ///
    /// @return a time in the past when everything was heard
    public Instant soundsUntil(Duration slack) {
        return everythingHeard() ? Instant.MIN : soundsUntil.plus(slack);
    }

    /// Until when the sound plays that was sent, by the clock.
    public Instant soundsUntil() {
        return soundsUntil;
    }

    private long nanoseconds(long bytes) {
        return bytes * 1_000_000 / format.bytesPerMillisecond();
    }

    /// At most how much of the sent sound is still to be played.
    public Duration unheard() {
        return Duration.ofMillis((sent - proven) / format.bytesPerMillisecond());
    }

    private static final class Utterance {
        private final ItemId item;
        private final long start;
        private long length;
        private boolean complete;

        private Utterance(ItemId item, long start) {
            this.item = item;
            this.start = start;
        }
    }

    private record Pending(MarkName name, long position) {}
}
