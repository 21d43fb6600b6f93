package dev.switchhook.domain.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.port.line.LineCommand;
import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.port.line.PhoneLine;
import dev.switchhook.domain.turn.MarkName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What every adapter of a telephone line promises. An adapter's test extends this class and connects the line to a
/// far end: a rehearsed telephone that speaks the carrier's real wire.
///
/// Every wait has a limit of 10 s; nothing sleeps.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public abstract class PhoneLineContract {

    /// One connected line and its far end. The far end plays what it gets in real time or faster, returns marks as
    /// the carrier does, and reads at once whatever is sent.
    public interface Bench extends AutoCloseable {

        /// The line under test.
        PhoneLine line();

        /// Every event of the line, [LineEvent.Opened] included.
        Recorded<LineEvent> events();

        /// Every command that has reached the far end, in the order of arrival, as the carrier understood it.
        Recorded<LineCommand> arrived();

        /// The caller's sound as one frame of the carrier.
        void callerSends(AudioChunk frame);

        /// The caller presses a key.
        void callerPresses(char key);

        /// The caller hangs up: the carrier says that the media have stopped, and closes the connection.
        void callerHangsUp();

        /// The connection breaks without a word.
        void cutConnection();

        /// Waits, for 10 s at most, until the far end has seen that we closed the connection.
        void awaitClosedByUs();

        /// Takes everything down.
        @Override
        void close();
    }

    /// A line that is connected, or about to be.
    protected abstract Bench bench();

    private static LineCommand.Play play(AudioChunk sound) {
        return new LineCommand.Play(sound);
    }

    private static LineCommand.Mark mark(String name) {
        return new LineCommand.Mark(new MarkName(name));
    }

    private static void awaitMark(Bench bench, String name) {
        bench.events()
                .next(LineEvent.Played.class, played -> played.mark().value().equals(name));
    }

    /// What arrived until this mark, with neighbouring pieces of sound joined, since an adapter may cut them anew.
    private static List<Object> arrivedUntil(Bench bench, String lastMark) {
        List<Object> arrived = new ArrayList<>();
        List<AudioChunk> sound = new ArrayList<>();
        while (true) {
            LineCommand command = bench.arrived().next();
            if (command instanceof LineCommand.Play(AudioChunk audio)) {
                sound.add(audio);
                continue;
            }
            if (!sound.isEmpty()) {
                arrived.add(AudioChunk.of(sound.getFirst().format(), TestSound.join(sound)));
                sound.clear();
            }
            arrived.add(command);
            if (command.equals(mark(lastMark))) {
                return arrived;
            }
        }
    }

    private static void assertEndsWithOneLost(Recorded<LineEvent> events) {
        List<LineEvent> all = events.all();
        assertThat(all.getFirst()).isInstanceOf(LineEvent.Opened.class);
        assertThat(all.stream().filter(LineEvent.Opened.class::isInstance)).hasSize(1);
        assertThat(all.stream().filter(LineEvent.Lost.class::isInstance))
                .as("lost once: %s", all)
                .hasSize(1);
        assertThat(all.getLast()).isInstanceOf(LineEvent.Lost.class);
    }

    @Test
    void opened_is_the_first_event_and_lost_the_last() {
        Bench bench = bench();
        try (bench) {
            assertThat(bench.events().next()).isInstanceOf(LineEvent.Opened.class);
            bench.callerSends(TestSound.murmur(1, 20));
            bench.events().next(LineEvent.CallerAudio.class);
            bench.callerHangsUp();
            bench.events().next(LineEvent.Lost.class);
        }
        assertEndsWithOneLost(bench.events());
    }

    @Test
    void commands_arrive_in_order_and_byte_for_byte() {
        AudioChunk one = TestSound.speech(2, 200);
        AudioChunk two = TestSound.speech(3, 137);
        AudioChunk three = TestSound.speech(4, 60);
        try (Bench bench = bench()) {
            bench.events().next(LineEvent.Opened.class);
            bench.line().send(play(one));
            bench.line().send(mark("g1:200"));
            bench.line().send(play(two));
            bench.line().send(new LineCommand.StopPlaying());
            bench.line().send(play(three));
            bench.line().send(mark("g2:397"));
            assertThat(arrivedUntil(bench, "g2:397"))
                    .containsExactly(one, mark("g1:200"), two, new LineCommand.StopPlaying(), three, mark("g2:397"));
        }
    }

    @Test
    void a_mark_comes_back_by_its_name_once_the_sound_before_it_was_played() {
        try (Bench bench = bench()) {
            bench.events().next(LineEvent.Opened.class);
            bench.line().send(play(TestSound.speech(5, 100)));
            bench.line().send(mark("g1:100"));
            bench.line().send(play(TestSound.speech(6, 100)));
            bench.line().send(mark("g1:200"));
            assertThat(bench.events().next(LineEvent.Played.class).mark()).isEqualTo(new MarkName("g1:100"));
            assertThat(bench.events().next(LineEvent.Played.class).mark()).isEqualTo(new MarkName("g1:200"));
        }
    }

    @Test
    void stopping_returns_the_marks_of_the_dropped_sound_and_playing_goes_on() {
        try (Bench bench = bench()) {
            bench.events().next(LineEvent.Opened.class);
            bench.line().send(play(TestSound.speech(7, 30_000)));
            bench.line().send(mark("g1:30000"));
            bench.line().send(new LineCommand.StopPlaying());
            awaitMark(bench, "g1:30000");
            bench.line().send(play(TestSound.speech(8, 100)));
            bench.line().send(mark("g2:100"));
            awaitMark(bench, "g2:100");
        }
    }

    @Test
    void the_callers_sound_arrives_byte_for_byte_and_in_order() {
        List<AudioChunk> frames = TestSound.frames(TestSound.murmur(9, 2000));
        List<AudioChunk> heard = new ArrayList<>();
        try (Bench bench = bench()) {
            bench.events().next(LineEvent.Opened.class);
            frames.forEach(bench::callerSends);
            for (int i = 0; i < frames.size(); i++) {
                heard.add(bench.events().next(LineEvent.CallerAudio.class).audio());
            }
        }
        assertThat(heard).isEqualTo(frames);
    }

    @Test
    void key_presses_arrive() {
        try (Bench bench = bench()) {
            bench.events().next(LineEvent.Opened.class);
            for (char key : "0159*#".toCharArray()) {
                bench.callerPresses(key);
                assertThat(bench.events().next(LineEvent.KeyPressed.class).key())
                        .isEqualTo(key);
            }
        }
    }

    @Test
    void a_caller_who_hangs_up_gives_stopped_and_then_lost() {
        Bench bench = bench();
        try (bench) {
            bench.events().next(LineEvent.Opened.class);
            bench.callerHangsUp();
            assertThat(bench.events().next()).isInstanceOf(LineEvent.Stopped.class);
            assertThat(bench.events().next()).isInstanceOf(LineEvent.Lost.class);
        }
        assertEndsWithOneLost(bench.events());
    }

    @Test
    void s12_a_connection_that_breaks_gives_lost_without_stopped() {
        Bench bench = bench();
        try (bench) {
            bench.events().next(LineEvent.Opened.class);
            bench.cutConnection();
            assertThat(bench.events().next()).isInstanceOf(LineEvent.Lost.class);
        }
        assertEndsWithOneLost(bench.events());
    }

    @Test
    void closing_closes_after_what_was_sent_before() {
        AudioChunk last = TestSound.speech(10, 200);
        Bench bench = bench();
        try (bench) {
            bench.events().next(LineEvent.Opened.class);
            bench.line().send(play(last));
            bench.line().send(mark("g1:200"));
            bench.line().close();
            bench.line().close();
            bench.awaitClosedByUs();
            assertThat(arrivedUntil(bench, "g1:200")).containsExactly(last, mark("g1:200"));
            bench.events().next(LineEvent.Lost.class);
        }
        assertEndsWithOneLost(bench.events());
    }

    @Test
    void s2_a_refused_line_is_closed_says_nothing_more_and_is_lost_once() {
        Bench bench = bench();
        try (bench) {
            bench.events().next(LineEvent.Opened.class);
            bench.line().refuse();
            bench.line().refuse();
            bench.line().send(play(TestSound.speech(13, 100)));
            bench.line().send(mark("g1:100"));
            bench.line().send(new LineCommand.StopPlaying());
            bench.line().close();
            bench.awaitClosedByUs();
            bench.events().next(LineEvent.Lost.class);
        }
        assertEndsWithOneLost(bench.events());
        assertThat(bench.events().all()).hasSize(2);
        assertThat(bench.arrived().all()).isEmpty();
    }

    @Test
    void refusing_a_line_that_is_lost_is_harmless() {
        Bench bench = bench();
        try (bench) {
            bench.events().next(LineEvent.Opened.class);
            bench.cutConnection();
            bench.events().next(LineEvent.Lost.class);
            bench.line().refuse();
        }
        assertEndsWithOneLost(bench.events());
    }

    @Test
    void commands_after_the_loss_are_ignored() {
        Bench bench = bench();
        try (bench) {
            bench.events().next(LineEvent.Opened.class);
            bench.cutConnection();
            bench.events().next(LineEvent.Lost.class);
            bench.line().send(play(TestSound.speech(11, 100)));
            bench.line().send(mark("g1:100"));
            bench.line().send(new LineCommand.StopPlaying());
            bench.line().close();
        }
        assertEndsWithOneLost(bench.events());
        assertThat(bench.events().all(LineEvent.Played.class)).isEmpty();
    }

    @Test
    void s9_ten_thousand_commands_do_not_block_and_the_line_stays_usable() {
        AudioChunk frame = TestSound.speech(12, 20);
        try (Bench bench = bench()) {
            bench.events().next(LineEvent.Opened.class);
            long from = System.nanoTime();
            for (int i = 0; i < 10_000; i++) {
                bench.line().send(play(frame));
            }
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(5));
            bench.line().send(new LineCommand.StopPlaying());
            bench.line().send(mark("g2:0"));
            awaitMark(bench, "g2:0");
        }
    }
}
