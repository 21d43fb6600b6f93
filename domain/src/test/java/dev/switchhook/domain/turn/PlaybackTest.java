package dev.switchhook.domain.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.testkit.TestSound;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlaybackTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final int MARK_EVERY = 200;
    private static final int BYTES = AudioFormat.MULAW_8K.bytesPerMillisecond();
    private static final ItemId ITEM = new ItemId("item");

    private final Playback playback = new Playback(AudioFormat.MULAW_8K, MARK_EVERY);

    private static Instant at(long milliseconds) {
        return NOON.plusMillis(milliseconds);
    }

    private Optional<MarkName> send(int milliseconds, long at) {
        return playback.sent(ITEM, TestSound.silence(milliseconds), at(at));
    }

    @Test
    void a_mark_is_due_after_every_200_ms_of_sound() {
        assertThat(send(150, 0)).isEmpty();
        assertThat(send(50, 0)).contains(new MarkName("g1:200"));
        assertThat(send(199, 0)).isEmpty();
    }

    @Test
    void a_chunk_that_would_end_too_far_behind_the_last_mark_gets_a_mark_before_it() {
        send(150, 0);
        assertThat(playback.markBefore(TestSound.silence(50))).isEmpty();
        assertThat(playback.markBefore(TestSound.silence(51))).contains(new MarkName("g1:150"));
        assertThat(playback.markBefore(TestSound.silence(200))).isEmpty();
    }

    @Test
    void the_end_of_an_utterance_gets_a_mark_unless_it_has_one() {
        send(120, 0);
        assertThat(playback.utteranceComplete()).contains(new MarkName("g1:120"));
        assertThat(playback.utteranceComplete()).isEmpty();
        send(200, 0);
        assertThat(playback.utteranceComplete()).isEmpty();
    }

    @Test
    void a_returned_mark_proves_what_was_sent_before_it() {
        MarkName mark = send(200, 0).orElseThrow();
        assertThat(playback.everythingHeard()).isFalse();
        assertThat(playback.unheard()).isEqualTo(Duration.ofMillis(200));
        assertThat(playback.played(mark, at(250))).isTrue();
        assertThat(playback.everythingHeard()).isTrue();
        assertThat(playback.unheard()).isZero();
    }

    @Test
    void a_later_mark_proves_what_an_earlier_lost_one_would_have_proven() {
        MarkName first = send(200, 0).orElseThrow();
        MarkName second = send(200, 0).orElseThrow();
        assertThat(playback.played(second, at(400))).isTrue();
        assertThat(playback.everythingHeard()).isTrue();
        assertThat(playback.played(first, at(410))).isFalse();
    }

    @Test
    void a_mark_of_a_cleared_generation_and_an_unknown_one_prove_nothing() {
        MarkName old = send(200, 0).orElseThrow();
        playback.cutShort(at(100));
        send(200, 100);
        assertThat(playback.played(old, at(110))).isFalse();
        assertThat(playback.played(new MarkName("g2:9999"), at(110))).isFalse();
        assertThat(playback.everythingHeard()).isFalse();
    }

    @Test
    void an_utterance_that_was_wholly_heard_is_not_cut() {
        MarkName mark = send(200, 0).orElseThrow();
        playback.utteranceComplete();
        playback.played(mark, at(200));
        assertThat(playback.cutShort(at(300))).isEmpty();
    }

    @Test
    void an_utterance_that_was_heard_so_far_but_is_not_complete_is_cut_where_it_stands() {
        MarkName mark = send(200, 0).orElseThrow();
        playback.played(mark, at(200));
        assertThat(playback.cutShort(at(300))).containsExactly(new HeardItem(ITEM, 200));
    }

    @Test
    void cutting_twice_cuts_nothing_the_second_time() {
        send(500, 0);
        assertThat(playback.cutShort(at(100))).hasSize(1);
        assertThat(playback.cutShort(at(200))).isEmpty();
    }

    @Test
    void the_clock_starts_anew_after_a_pause_in_the_sound() {
        MarkName mark = send(200, 0).orElseThrow();
        playback.played(mark, at(200));
        send(150, 60_000);
        assertThat(playback.cutShort(at(60_050))).containsExactly(new HeardItem(ITEM, 250));
    }

    @Test
    void a_mark_that_is_late_on_its_way_does_not_make_the_caller_have_heard_less() {
        MarkName first = send(200, 0).orElseThrow();
        MarkName second = send(200, 0).orElseThrow();
        send(200, 0);
        playback.played(first, at(205));
        playback.played(second, at(440));
        assertThat(playback.cutShort(at(455))).containsExactly(new HeardItem(ITEM, 450));
    }

    @Test
    void the_clock_does_not_wait_for_a_mark_unless_that_is_later_than_marks_are() {
        MarkName first = send(200, 0).orElseThrow();
        send(200, 0);
        send(200, 0);
        playback.played(first, at(205));
        playback.speakerLeaves();
        assertThat(playback.unfinishedOfFormer(at(435))).containsExactly(new HeardItem(ITEM, 430));
        assertThat(playback.unfinishedOfFormer(at(405 + Playback.LATE)))
                .containsExactly(new HeardItem(ITEM, 400 + Playback.LATE));
        assertThat(playback.unfinishedOfFormer(at(405 + Playback.LATE + 1))).containsExactly(new HeardItem(ITEM, 400));
    }

    @Test
    void a_mark_that_is_later_than_that_tells_that_the_sound_was_late() {
        MarkName first = send(200, 0).orElseThrow();
        MarkName second = send(200, 0).orElseThrow();
        send(200, 0);
        playback.played(first, at(205));
        playback.played(second, at(405 + Playback.LATE + 1));
        assertThat(playback.cutShort(at(466))).containsExactly(new HeardItem(ITEM, 420));
    }

    @Test
    void a_mark_that_comes_back_sooner_than_the_one_before_sets_the_clock() {
        MarkName first = send(200, 0).orElseThrow();
        MarkName second = send(200, 0).orElseThrow();
        send(200, 0);
        playback.played(first, at(260));
        playback.played(second, at(405));
        assertThat(playback.cutShort(at(455))).containsExactly(new HeardItem(ITEM, 450));
    }

    @Test
    void sound_that_is_sent_when_nothing_was_left_to_play_does_not_count_from_before_it_was_sent() {
        MarkName first = send(200, 0).orElseThrow();
        MarkName second = send(200, 300).orElseThrow();
        assertThat(playback.cutShort(at(330))).containsExactly(new HeardItem(ITEM, 230));
        assertThat(playback.played(first, at(331))).isFalse();
        assertThat(playback.played(second, at(351))).isFalse();
    }

    @Test
    void sound_whose_mark_is_lost_counts_as_over_by_the_clock() {
        Duration slack = Duration.ofMillis(1500);
        send(150, 0);
        send(150, 1000);
        assertThat(playback.sounds(at(2649), slack)).isTrue();
        assertThat(playback.sounds(at(2650), slack)).isFalse();
        assertThat(playback.everythingHeard()).isFalse();
        playback.cutShort(at(3000));
        assertThat(playback.sounds(at(3000), slack)).isFalse();
    }

    @Test
    void odd_numbers_of_bytes_do_not_add_up_to_an_error() {
        for (int i = 0; i < 1000; i++) {
            playback.sent(ITEM, AudioChunk.of(AudioFormat.MULAW_8K, new byte[7]), at(0));
        }
        playback.utteranceComplete();
        assertThat(playback.unheard()).isEqualTo(Duration.ofMillis(7000 / BYTES));
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 500);
    }

    /// The promise about truncation, against a line that really plays: with delays there and back, with stalls, with
    /// chunks of any size, with pauses, and with interruptions at any time.
    @ParameterizedTest
    @MethodSource("seeds")
    void never_more_than_250_ms_unheard_are_credited_and_never_less_than_the_last_mark(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Playback ledger = new Playback(AudioFormat.MULAW_8K, MARK_EVERY);
        Line line = new Line(random.nextInt(0, 150), random.nextInt(0, 150));
        long now = 0;
        int items = 0;
        for (int turn = 0; turn < 30; turn++) {
            long silentUntil = now + random.nextInt(0, 3000);
            now = line.advance(ledger, now, silentUntil);
            int utterances = random.nextInt(1, 4);
            for (int u = 0; u < utterances; u++) {
                ItemId item = new ItemId("item" + ++items);
                int chunks = random.nextInt(1, 12);
                for (int c = 0; c < chunks; c++) {
                    int bytes = random.nextInt(1, 400 * BYTES);
                    line.stall(random.nextInt(10) == 0 ? random.nextInt(0, 3000) : 0, now);
                    line.say(ledger, item, AudioChunk.of(AudioFormat.MULAW_8K, new byte[bytes]), now);
                    now = line.advance(ledger, now, now + random.nextInt(0, 120));
                }
                if (random.nextInt(4) > 0) {
                    ledger.utteranceComplete().ifPresent(line::mark);
                }
            }
            now = line.advance(ledger, now, now + random.nextInt(0, 5000));
            line.assertFair(ledger.cutShort(at(now)), now);
        }
    }

    /// A line with a delay in each direction. What was heard is the truth that the ledger can only estimate.
    private static final class Line {

        private record Sound(ItemId item, int bytes, long from, long to) {}

        private record Mark(MarkName name, long returns, long position) {}

        private final int delayThere;
        private final int delayBack;
        private final List<Sound> sounds = new ArrayList<>();
        private final Deque<Mark> marks = new ArrayDeque<>();
        private final Map<ItemId, Long> sentOf = new HashMap<>();
        private long idleFrom;
        private long sent;
        private long acknowledged;
        private long clearedUntil;

        private Line(int delayThere, int delayBack) {
            this.delayThere = delayThere;
            this.delayBack = delayBack;
        }

        /// The network holds the sound up for a while.
        private void stall(long milliseconds, long now) {
            idleFrom = Math.max(idleFrom, now * BYTES) + milliseconds * BYTES;
        }

        private void say(Playback ledger, ItemId item, AudioChunk chunk, long now) {
            if (!ledger.continues(item)) {
                ledger.utteranceComplete().ifPresent(this::mark);
            }
            for (AudioChunk piece : chunk.pieces(MARK_EVERY)) {
                ledger.markBefore(piece).ifPresent(this::mark);
                long from = Math.max(idleFrom, (now + delayThere) * BYTES);
                idleFrom = from + piece.byteCount();
                sounds.add(new Sound(item, piece.byteCount(), from, idleFrom));
                sent += piece.byteCount();
                sentOf.merge(item, (long) piece.byteCount(), Long::sum);
                ledger.sent(item, piece, at(now)).ifPresent(this::mark);
            }
        }

        private void mark(MarkName name) {
            marks.addLast(new Mark(name, idleFrom / BYTES + 1 + delayBack, sent));
        }

        private long advance(Playback ledger, long now, long until) {
            while (!marks.isEmpty() && marks.getFirst().returns <= until) {
                Mark mark = marks.removeFirst();
                if (ledger.played(mark.name, at(Math.max(now, mark.returns)))) {
                    acknowledged = mark.position;
                }
            }
            return until;
        }

        private long heardOf(ItemId item, long now) {
            return sounds.stream()
                    .filter(sound -> sound.item.equals(item))
                    .mapToLong(sound -> Math.clamp(now * BYTES - sound.from, 0, sound.bytes))
                    .sum();
        }

        private void assertFair(List<HeardItem> cut, long now) {
            Map<ItemId, Long> credited = new HashMap<>(sentOf);
            cut.forEach(item -> credited.put(item.item(), item.milliseconds() * BYTES));
            long creditedInAll = clearedUntil;
            for (Map.Entry<ItemId, Long> item : credited.entrySet()) {
                long unheard = item.getValue() - heardOf(item.getKey(), now);
                assertThat(unheard).as("credited unheard of %s", item.getKey()).isLessThanOrEqualTo(250L * BYTES);
                assertThat(item.getValue()).isLessThanOrEqualTo(sentOf.get(item.getKey()));
                creditedInAll += item.getValue();
            }
            assertThat(creditedInAll).isGreaterThanOrEqualTo(acknowledged - (long) BYTES * cut.size());
            sounds.clear();
            sentOf.clear();
            clearedUntil = sent;
            idleFrom = now * BYTES;
            List<Mark> stale = List.copyOf(marks);
            marks.clear();
            stale.forEach(mark -> marks.addLast(new Mark(mark.name, now + delayThere + delayBack, mark.position)));
        }
    }
}
