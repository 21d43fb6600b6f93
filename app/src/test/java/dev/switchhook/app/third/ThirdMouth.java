package dev.switchhook.app.third;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.audio.Transcoder;
import dev.switchhook.domain.rehearsal.Act;
import dev.switchhook.domain.testkit.TestSound;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Speaks the turns of a session of the third server, eight times as fast as they play, in binary frames that cut
/// samples in two. Used on the event loop.
final class ThirdMouth {

    /// An odd number of bytes: 100 ms and a half sample.
    private static final int PIECE = 4_801;

    private static final long PIECE_MILLISECONDS = 12;

    private final ThirdServerSession session;
    private final ThirdLog log;
    private final ScheduledExecutorService loop;
    private final boolean huge;
    private final Deque<Runnable> steps = new ArrayDeque<>();
    private @Nullable Future<?> next;
    private String turn = "";
    private String line = "";
    private boolean speaks;
    private boolean guarded;
    private int lines;

    ThirdMouth(ThirdServerSession session, ThirdLog log, ScheduledExecutorService loop, boolean huge) {
        this.session = session;
        this.log = log;
        this.loop = loop;
        this.huge = huge;
    }

    boolean speaks() {
        return speaks;
    }

    boolean guarded() {
        return guarded;
    }

    void speak(String name, List<Act> acts, boolean untouchable) {
        turn = name;
        speaks = true;
        guarded = untouchable;
        session.send("begun", ThirdServerSession.body().put("turn", turn));
        List<Act.UseTool> tools = new ArrayList<>();
        for (Act act : acts) {
            switch (act) {
                case Act.Say(String words, AudioChunk sound) -> say(words, sound);
                case Act.UseTool tool -> tools.add(tool);
            }
        }
        if (!tools.isEmpty()) {
            steps.add(() -> session.call(turn, tools));
        }
        steps.add(() -> finish("done"));
        goOnLater();
    }

    private void say(String words, AudioChunk sound) {
        String name = turn + "-line-" + ++lines;
        byte[] wide = widened(sound);
        steps.add(() -> announce(name));
        int piece = huge ? wide.length : PIECE;
        for (int from = 0; from < wide.length; from += piece) {
            byte[] part = Arrays.copyOfRange(wide, from, Math.min(wide.length, from + piece));
            steps.add(() -> sound(name, part));
        }
        steps.add(() -> session.send("words", body(name).put("text", words)));
    }

    private static byte[] widened(AudioChunk sound) {
        Transcoder transcoder = Transcoder.toPcm16();
        List<AudioChunk> wide = new ArrayList<>();
        transcoder.transcode(sound).ifPresent(wide::add);
        transcoder.flush().ifPresent(wide::add);
        return TestSound.join(wide);
    }

    private ObjectNode body(String name) {
        return ThirdServerSession.body().put("turn", turn).put("line", name);
    }

    private void announce(String name) {
        line = name;
        session.send("line", body(name));
    }

    private void sound(String name, byte[] part) {
        log.sent(name, part);
        session.sendSound(part);
    }

    private void goOnLater() {
        next = loop.schedule(this::goOn, PIECE_MILLISECONDS, TimeUnit.MILLISECONDS);
    }

    private void goOn() {
        Runnable step = steps.poll();
        if (step != null) {
            step.run();
        }
        if (speaks && !steps.isEmpty()) {
            goOnLater();
        }
    }

    /// The turn is over before its end.
    ///
    /// @param late whether a piece of sound still comes afterwards
    void interrupt(boolean late) {
        silence();
        String unfinished = line;
        String interrupted = turn;
        finish("interrupted");
        if (late && !unfinished.isEmpty()) {
            session.send(
                    "line", ThirdServerSession.body().put("turn", interrupted).put("line", unfinished));
            sound(unfinished, new byte[AudioFormat.PCM16_24K.bytesPerMillisecond() * 20]);
        }
    }

    /// Says no more.
    void silence() {
        steps.clear();
        if (next != null) {
            next.cancel(false);
        }
    }

    private void finish(String how) {
        speaks = false;
        guarded = false;
        line = "";
        session.send(how, ThirdServerSession.body().put("turn", turn));
        session.turnOver();
    }
}
