package dev.switchhook.domain.call;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.port.line.LineCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What a caller hears who waits and would else hear nothing (I6): a short sound after a second and a half,
/// and again every three seconds, so that never three seconds pass without any sound.
///
/// It is no utterance: nobody is told how much of it was heard, and it has no marks. It is played only where
/// nothing else sounds, and is cut off when the agent speaks, so that the ledger of the agent's sound needs
/// to know nothing of it.
final class WaitingSound {

    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    /// How long a model may think before the caller begins to wait.
    private static final Duration THINKING = Duration.ofSeconds(1);

    private static final Duration PERIOD = Duration.ofSeconds(3);

    /// How late a line may be with what it plays.
    private static final Duration SLACK = Duration.ofMillis(500);

    private final Optional<AudioChunk> sound;
    private boolean waiting;
    private Instant waitingSince = Instant.MIN;
    private Instant nextAt = Instant.MIN;
    private Instant soundsUntil = Instant.MIN;

    WaitingSound(CallRules rules) {
        sound = rules.waitingSound();
    }

    /// The caller is on the line from now on, which has been sent nothing yet.
    void lineIsThere(Instant now) {
        waiting = true;
        waitingSince = now;
        nextAt = Instant.MIN;
        soundsUntil = Instant.MIN;
    }

    /// There is nothing to wait for.
    void rests() {
        waiting = false;
    }

    /// The caller waits: for a model, or for one that thinks. Plays the sound when they have waited long enough.
    ///
    /// @param thinks whether there is a model, which may need a moment before it speaks
    /// @param since since when there is something to wait for, unless they waited for something else before
    /// @param heardUntil until when the caller hears something else
    /// @return when to look again
    Instant look(boolean thinks, Instant since, Instant heardUntil, Instant now, Outbox out) {
        if (sound.isEmpty()) {
            return Instant.MAX;
        }
        waitingSince = waiting ? waitingSince : since;
        waiting = true;
        Duration patience = thinks ? PATIENCE.plus(THINKING) : PATIENCE;
        Instant due = later(later(waitingSince, heardUntil).plus(patience), nextAt);
        if (now.isBefore(due)) {
            return due;
        }
        out.line(new LineCommand.Play(sound.get()));
        nextAt = now.plus(PERIOD);
        soundsUntil = now.plus(sound.get().duration());
        return nextAt;
    }

    /// Makes room for the agent's voice.
    void stop(Instant now, Outbox out) {
        if (now.isBefore(soundsUntil.plus(SLACK))) {
            out.line(new LineCommand.StopPlaying());
        }
        soundsUntil = Instant.MIN;
        nextAt = Instant.MIN;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }
}
