package dev.switchhook.domain.call;

import dev.switchhook.domain.port.line.LineCommand;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechCommand.StopReply.Cause;
import dev.switchhook.domain.turn.HeardItem;
import dev.switchhook.domain.turn.ReplyGate;
import dev.switchhook.domain.turn.ReplyId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How what the agent says is cut short: by a caller who speaks into it, or because nobody hears it any more. The
/// model is told what of it was heard, and the line stops.
final class Interruption {

    private final ReplyGate gate;
    private final Voice voice;
    private final GuardedLine guarded;
    private final OpeningLines opening;
    private final Prompter prompter;
    private final AnswerTimes times;
    private final CallerTurn caller;
    private final Recollection recollection;
    private final Corrections corrections;
    private final ModelLink link;
    private final Duration slack;

    Interruption(Speech speech, Corrections corrections, ModelLink link, CallRules rules) {
        this.gate = speech.gate();
        this.voice = speech.voice();
        this.guarded = speech.guarded();
        this.opening = speech.opening();
        this.prompter = speech.prompter();
        this.times = speech.times();
        this.caller = speech.caller();
        this.recollection = speech.recollection();
        this.corrections = corrections;
        this.link = link;
        this.slack = rules.farewell().slack();
    }

    /// Stops the reply in flight and what is still to be heard.
    ///
    /// @param cause the caller's speaking; or ours, because nobody hears anybody any more
    /// @return what was heard; empty when there was nothing to stop
    Optional<List<HeardItem>> breaksOff(Cause cause, Instant now, Outbox out) {
        if (cause != Cause.CALLER_SPOKE) {
            caller.ends();
        }
        guarded.gone();
        opening.gone();
        return breaksOff(cause, cause == Cause.CALLER_SPOKE, now, out);
    }

    /// Stops the same because the caller makes themselves heard in a way that the model does not notice: an answer
    /// that it owes to the caller's words is still owed.
    Optional<List<HeardItem>> makesWay(Instant now, Outbox out) {
        if (gate.asked()) {
            gate.refuseNext();
        }
        gate.forget();
        return cutShort(Cause.OUR_DECISION, true, now, out);
    }

    /// Whether what is being said must be heard to its end.
    boolean holdsTheFloor(Instant now) {
        return guarded.holds(voice.provenMilliseconds(), voice.sounds(now, slack));
    }

    /// Stops what comes after a line that the caller could not break off, when they speak on past its end: the
    /// model was not interrupted by that, and does not stop by itself.
    ///
    /// @return what was heard; empty when there was nothing to stop
    Optional<List<HeardItem>> heedsCaller(Instant now, Outbox out) {
        if (!caller.isUnheeded() || holdsTheFloor(now)) {
            return Optional.empty();
        }
        caller.heeded();
        return breaksOff(Cause.OUR_DECISION, true, now, out);
    }

    private Optional<List<HeardItem>> breaksOff(Cause cause, boolean lineLives, Instant now, Outbox out) {
        boolean asked = gate.asked();
        gate.callerSpeaks();
        gate.forget();
        if (!asked || !link.isReady()) {
            return cutShort(cause, lineLives, now, out);
        }
        // The model may not have begun it, and would begin it into the caller's words.
        gate.refuseNext();
        Optional<List<HeardItem>> heard = cutShort(Cause.OUR_DECISION, lineLives, now, out);
        if (heard.isEmpty()) {
            out.model(new SpeechCommand.StopReply(List.of(), Cause.OUR_DECISION));
        }
        return heard;
    }

    private Optional<List<HeardItem>> cutShort(Cause cause, boolean lineLives, Instant now, Outbox out) {
        times.cut();
        opening.cut(lineLives, out);
        prompter.cutShort(lineLives, voice.provenMilliseconds(), out);
        boolean audible = !voice.everythingHeard();
        boolean replying = gate.current().filter(reply -> !voice.isMuted(reply)).isPresent();
        if (!audible && !replying) {
            corrections.cutShort(List.of(), List.of(), out);
            return Optional.empty();
        }
        if (audible && lineLives) {
            out.line(new LineCommand.StopPlaying());
        }
        boolean concernsModel = gate.current().isPresent() || voice.speakerSounds();
        List<HeardItem> former = voice.unfinishedOfFormer(now);
        List<HeardItem> heard = voice.cutShort(now);
        recollection.cutShortOfFormer(former);
        recollection.cutShort(heard);
        corrections.cutShort(former, heard, out);
        if (link.isReady() && concernsModel) {
            out.model(new SpeechCommand.StopReply(heard, cause));
        }
        gate.current().ifPresent(voice::mute);
        return Optional.of(Stream.concat(former.stream(), heard.stream()).toList());
    }

    /// Whether this reply was stopped.
    boolean wasBrokenOff(ReplyId reply) {
        return voice.isMuted(reply);
    }
}
