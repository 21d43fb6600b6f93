package dev.switchhook.app.doctor;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechFault;
import dev.switchhook.domain.port.speech.SpeechModel;
import dev.switchhook.domain.port.speech.SpeechSession;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Examines one speech provider as a call would use it: the session of a call, with its instructions and tools; one
/// turn in text; one turn in sound; and the framing of the sound that came back. Tools that the model asks for are not
/// run. Used by one thread; blocks for less than a minute.
public final class SpeechExamination {

    private static final int MOST_EVENTS = 20_000;
    private static final int FRAME_MILLISECONDS = 20;
    /// People say 10 to 20 characters in a second; what is far from it was not played at its own speed.
    private static final double SLOWEST = 4;

    private static final double FASTEST = 45;
    private static final Duration LATE = Duration.ofSeconds(3);
    private static final AudioChunk SILENCE = silence();

    private final SpeechModel model;
    private final SpeechBriefing briefing;
    private final AudioChunk clip;
    private final Duration patience;
    private final BlockingQueue<SpeechEvent> events = new ArrayBlockingQueue<>(MOST_EVENTS);
    private final List<Finding> findings = new ArrayList<>();

    /// An examination of this model.
    ///
    /// @param briefing that of a call
    /// @param clip speech, mu-law
    /// @param patience how long each step may take
    public SpeechExamination(SpeechModel model, SpeechBriefing briefing, AudioChunk clip, Duration patience) {
        this.model = model;
        this.briefing = briefing;
        this.clip = clip;
        this.patience = patience;
    }

    /// Examines it.
    ///
    /// @return four findings: connection, text, sound, framing
    public List<Finding> findings() {
        long began = System.nanoTime();
        SpeechSession session = model.open(briefing, this::take);
        try {
            if (connected(began)) {
                HeardTurn text = textTurn(session);
                HeardTurn sound = text.closed() ? text : soundTurn(session);
                framing(text.bytes() > 0 ? text : sound);
            } else {
                List.of("text turn", "audio turn", "framing")
                        .forEach(step -> findings.add(Finding.cannotTell(name(step), "there is no session")));
            }
        } finally {
            session.close();
        }
        return List.copyOf(findings);
    }

    private String name(String step) {
        return model.name() + ": " + step;
    }

    private void take(SpeechEvent event) {
        // A session of a few seconds has far fewer events; more of them prove nothing more.
        boolean _ = events.offer(event);
    }

    private boolean connected(long began) {
        long deadline = began + patience.toNanos();
        Optional<SpeechFault> fault = Optional.empty();
        while (true) {
            switch (next(deadline - System.nanoTime())) {
                case null -> {
                    findings.add(Finding.wrong(
                            name("connect"),
                            "no session within " + patience.toSeconds() + " s",
                            "the provider is overloaded",
                            "a proxy or a firewall on the way holds WebSockets back"));
                    return false;
                }
                case SpeechEvent.Ready(String _, String answering, Duration _) -> {
                    long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
                    findings.add(Finding.ok(
                            name("connect"),
                            answering + " confirmed the session of a call, "
                                    + briefing.tools().size() + " tools included, after " + took + " ms"));
                    return true;
                }
                case SpeechEvent.Faulted(SpeechFault why) -> fault = Optional.of(why);
                case SpeechEvent.Closed _ -> {
                    findings.add(Faults.explained(
                            name("connect"), fault.orElse(new SpeechFault.Disconnected("closed without a word"))));
                    return false;
                }
                default -> {
                    // Nothing else says whether the session is ready.
                }
            }
        }
    }

    private HeardTurn textTurn(SpeechSession session) {
        session.send(new SpeechCommand.Tell("This is a test of the line by a machine. Nobody has called."));
        session.send(new SpeechCommand.Reply("Say one short sentence, and use no tool."));
        HeardTurn turn = new HeardTurn();
        listen(turn, heard -> heard.end().isPresent(), new ArrayDeque<>(), session);
        String step = name("text turn");
        if (turn.end().filter(end -> end == SpeechEvent.ReplyEnd.COMPLETE).isPresent() && turn.bytes() > 0) {
            findings.add(Finding.ok(step, "answered with " + seconds(turn) + " s of sound"));
        } else {
            findings.add(turn.fault()
                    .map(fault -> Faults.explained(step, fault))
                    .orElseGet(() -> Finding.wrong(
                            step,
                            "the session is open, but nothing was said: "
                                    + turn.end().map(Enum::name).orElse("no reply"),
                            "the account has no credit left",
                            "the model that is set cannot speak",
                            "the voice that is set does not exist")));
        }
        return turn;
    }

    private HeardTurn soundTurn(SpeechSession session) {
        HeardTurn turn = new HeardTurn();
        listen(
                turn,
                heard -> heard.understood().isPresent()
                        && (heard.wantsTool()
                                || (heard.bytes() > 0 && heard.end().isPresent())),
                new ArrayDeque<>(clip.pieces(FRAME_MILLISECONDS)),
                session);
        findings.add(soundFinding(name("audio turn"), turn));
        return turn;
    }

    private static Finding soundFinding(String step, HeardTurn turn) {
        if (turn.fault().isPresent()) {
            return Faults.explained(step, turn.fault().get());
        }
        if (!turn.noticed()) {
            return Finding.wrong(
                    step,
                    "a recorded caller was not noticed",
                    "the provider takes the caller's sound for another format than mu-law",
                    "the threshold of the turn detection is too high");
        }
        if (turn.understood().isEmpty()) {
            return Finding.wrong(
                    step,
                    "a recorded caller was noticed, but no words of theirs came",
                    "the transcription model is not open to this account",
                    "the transcription language is another one than English");
        }
        String words = "understood \"" + turn.understood().get() + "\"";
        if (turn.wantsTool() || turn.bytes() > 0) {
            return Finding.ok(step, words + " and answered" + (turn.wantsTool() ? " with a tool" : ""));
        }
        return Finding.wrong(
                step,
                words + ", and nothing was answered",
                "the turn detection is set not to create responses",
                "the account has no credit left");
    }

    /// Sound that was sent in another format than ours looks too long or too short for its words.
    private void framing(HeardTurn turn) {
        String step = name("framing");
        if (turn.bytes() == 0) {
            findings.add(Finding.cannotTell(step, "no sound came"));
            return;
        }
        double seconds = turn.bytes() / 1000.0 / AudioFormat.MULAW_8K.bytesPerMillisecond();
        String what = String.format(
                Locale.ROOT,
                "%d bytes of %s are %.1f s",
                turn.bytes(),
                briefing.format().name(),
                seconds);
        if (!turn.formats().equals(Set.of(briefing.format()))) {
            findings.add(Finding.wrong(
                    step,
                    "the sound is " + turn.formats() + ", not "
                            + briefing.format().name(),
                    "Twilio plays mu-law of 8 kHz only; other sound is noise, or warning 31951"));
        } else if (turn.said().isEmpty()) {
            findings.add(Finding.cannotTell(step, what + ", and no words say whether that is right"));
        } else if (turn.said().length() / seconds < SLOWEST || turn.said().length() / seconds > FASTEST) {
            findings.add(Finding.wrong(
                    step,
                    what + " for " + turn.said().length() + " characters",
                    "the sound is another format than it is said to be: callers hear noise"));
        } else if (turn.soundNanos() > seconds * 1e9 + LATE.toNanos()) {
            findings.add(Finding.wrong(
                    step,
                    what + ", and they came slower than they play",
                    "the connection to the provider is too slow for speech"));
        } else {
            findings.add(Finding.ok(step, what + " for " + turn.said().length() + " characters, as speech is"));
        }
    }

    private static String seconds(HeardTurn turn) {
        return String.format(Locale.ROOT, "%.1f", turn.bytes() / 1000.0 / AudioFormat.MULAW_8K.bytesPerMillisecond());
    }

    /// Speaks and listens at the pace of a telephone, until the turn is over or patience is.
    ///
    /// @param frames what is said; silence follows
    private void listen(HeardTurn turn, Predicate<HeardTurn> over, Deque<AudioChunk> frames, SpeechSession session) {
        long frame = TimeUnit.MILLISECONDS.toNanos(FRAME_MILLISECONDS);
        long due = System.nanoTime();
        long deadline = due + patience.toNanos() + frames.size() * frame;
        while (!over.test(turn) && !turn.closed() && due < deadline) {
            session.send(new SpeechCommand.Hear(frames.isEmpty() ? SILENCE : frames.removeFirst()));
            due += frame;
            while (due - System.nanoTime() > 0) {
                SpeechEvent event = next(due - System.nanoTime());
                if (event != null) {
                    turn.on(event, System.nanoTime());
                }
            }
        }
    }

    private @Nullable SpeechEvent next(long nanos) {
        try {
            return events.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new SpeechEvent.Closed();
        }
    }

    private static AudioChunk silence() {
        byte[] frame = new byte[FRAME_MILLISECONDS * AudioFormat.MULAW_8K.bytesPerMillisecond()];
        Arrays.fill(frame, AudioFormat.MULAW_SILENCE);
        return AudioChunk.of(AudioFormat.MULAW_8K, frame);
    }
}
