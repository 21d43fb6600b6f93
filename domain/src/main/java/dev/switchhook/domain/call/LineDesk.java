package dev.switchhook.domain.call;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.call.CallPhase.Connecting;
import dev.switchhook.domain.call.CallPhase.Ended;
import dev.switchhook.domain.call.CallPhase.Leaving;
import dev.switchhook.domain.call.CallPhase.LetGo;
import dev.switchhook.domain.call.CallPhase.Reconnecting;
import dev.switchhook.domain.call.CallPhase.Talking;
import dev.switchhook.domain.port.control.ControlCommand;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.port.speech.SpeechCommand.StopReply.Cause;
import dev.switchhook.domain.turn.MarkName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What happens at the line: it opens and ends, the caller's sound and keys come in, and marks prove what was heard.
final class LineDesk {

    private final Agent agent;
    private final ModelLink model;
    private final Interruption interruption;
    private final Course course;
    private final Watch watch;
    private final CallRules rules;
    private final CallerSound callerSound;
    private final Keypad keypad = new Keypad();
    private final WrittenWords written = new WrittenWords();
    private boolean limited;

    LineDesk(Agent agent, Course course, Watch watch, CallerSound callerSound, CallRules rules) {
        this.agent = agent;
        this.model = agent.link();
        this.interruption = agent.interruption();
        this.course = course;
        this.watch = watch;
        this.callerSound = callerSound;
        this.rules = rules;
    }

    void onLine(LineEvent event, Instant now, Outbox out) {
        switch (event) {
            case LineEvent.Opened _ -> opened(event, now, out);
            case LineEvent.CallerAudio sound -> callerSound.arrives(sound, now).forEach(audio -> hear(audio, out));
            case LineEvent.Played(MarkName mark) -> played(mark, now, out);
            case LineEvent.KeyPressed(char key) -> keyPressed(key, event, now, out);
            case LineEvent.Wrote(String text) -> wrote(text, event, now, out);
            case LineEvent.Stopped _, LineEvent.Lost _ -> lineEnds(event, now, out);
        }
    }

    private void opened(LineEvent event, Instant now, Outbox out) {
        callerSound.lineOpens();
        course.takeUnheardFarewellBack(now, out);
        switch (course.phase()) {
            case Connecting _
            when course.openedAt().equals(Instant.MAX) -> {
                course.opened(now);
                agent.lineOpens(now);
                out.journal(new JournalEntry.LineOpened());
                out.journal(new JournalEntry.Attended(agent.name(), Optional.empty()));
                serve(now, out);
            }
            case Connecting _, Talking _ -> {
                // A new line in the place of one that is half open.
                interrupt(now, out);
                course.become(course.reconnection().lost(now));
                resume(Duration.ZERO, now, out);
            }
            case Reconnecting lost -> resume(Duration.between(lost.since(), now), now, out);
            case Leaving leaving -> {
                // It was given up, or ends, and has no use for a new line.
                out.add(new CallEffect.CloseLine());
                course.become(course.departure().lineEnded(leaving.withLineClosed(), event, now, out));
            }
            case LetGo _, Ended _ -> out.add(new CallEffect.CloseLine());
        }
    }

    private void resume(Duration gap, Instant now, Outbox out) {
        course.opened(now);
        out.journal(new JournalEntry.LineResumed(gap));
        serve(now, out);
    }

    /// The caller is on the line: from now on a model takes part.
    private void serve(Instant now, Outbox out) {
        out.stand(CallState.LIVE, Optional.empty());
        agent.lineIsThere(now);
        if (model.isReady()) {
            course.talk(now, out);
        } else {
            if (!model.isThere()) {
                agent.open(now, out);
            }
            course.become(new Connecting(now.plus(rules.modelReady())));
        }
        if (!limited) {
            limited = true;
            out.control(ControlCommand.LIMIT);
        }
    }

    /// Sound of the caller, or in its place.
    void hear(AudioChunk audio, Outbox out) {
        boolean awaited = course.phase() instanceof Connecting || course.phase() instanceof Talking;
        if (awaited && !model.isReady()) {
            agent.hearsLater(audio);
        } else if (course.inConversation()) {
            agent.hears(audio, out);
        }
    }

    /// Whoever presses a key wants to be heard, like somebody who speaks.
    private void keyPressed(char key, LineEvent event, Instant now, Outbox out) {
        if (!(course.phase() instanceof Connecting || course.phase() instanceof Talking)) {
            course.ignore(event, out);
            return;
        }
        keypad.press(key, now);
        takesTheFloor(now, out);
    }

    /// Whoever writes wants to be heard at once: there is no more to come, as there may be of keys.
    private void wrote(String text, LineEvent event, Instant now, Outbox out) {
        boolean awaited = course.phase() instanceof Connecting || course.phase() instanceof Talking;
        if (!awaited || !written.add(text)) {
            course.ignore(event, out);
            return;
        }
        takesTheFloor(now, out);
    }

    private void takesTheFloor(Instant now, Outbox out) {
        watch.callerSpeaks();
        if (course.phase() instanceof Talking && !interruption.holdsTheFloor(now)) {
            interruption.makesWay(now, out).ifPresent(heard -> out.journal(new JournalEntry.BargedIn(heard)));
        }
    }

    /// Tells the model of the keys that were pressed, when the caller has finished, and of what was written.
    void takeKeys(Instant now, Outbox out) {
        written.take().forEach(text -> agent.reads(text, now, out));
        keypad.take(now).ifPresent(entry -> {
            agent.hearsKeys(entry, now, out);
            if (entry.dropped() > 0) {
                course.ignore(
                        entry.dropped() + " keys past the first " + entry.keys().length(), out);
            }
        });
    }

    /// Whether keys were pressed, or words written, of which the model was not told.
    boolean keysWait() {
        return keypad.isInUse() || written.areThere();
    }

    /// When the caller has finished pressing keys.
    Instant keysDue() {
        return keypad.due();
    }

    private void played(MarkName mark, Instant now, Outbox out) {
        if (agent.replies().played(mark, now, out) && course.phase() instanceof Leaving leaving) {
            course.farewellHeard(leaving, now);
        }
    }

    private void lineEnds(LineEvent event, Instant now, Outbox out) {
        course.takeUnheardFarewellBack(now, out);
        switch (course.phase()) {
            case Connecting _, Talking _ -> {
                interrupt(now, out);
                if (event instanceof LineEvent.Stopped) {
                    out.add(new CallEffect.CloseLine());
                    course.become(course.reconnection().stopped(now, out));
                } else {
                    out.journal(new JournalEntry.LineInterrupted());
                    course.become(course.reconnection().lost(now));
                }
            }
            case Leaving leaving -> course.become(course.departure().lineEnded(leaving, event, now, out));
            // A line that has stopped is closed soon after.
            case Reconnecting _, LetGo _ -> {}
            case Ended _ -> course.ignore(event, out);
        }
    }

    /// The caller hears nothing of what is being said, and cannot be heard.
    private void interrupt(Instant now, Outbox out) {
        interruption.breaksOff(Cause.OUR_DECISION, now, out);
        watch.restart();
    }
}
