package dev.switchhook.domain.call;

import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechCommand.StopReply.Cause;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechEvent.ReplyEnd;
import dev.switchhook.domain.turn.MarkName;
import dev.switchhook.domain.turn.ReplyGate;
import dev.switchhook.domain.turn.ReplyId;
import dev.switchhook.domain.turn.Wish;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The replies of the model: which one is wanted next and asked for, and how the one in flight goes. One is in flight
/// at a time ([ReplyGate]).
final class Replies {

    private static final String FILLER_CUE =
            "A tool is still at work. Say in one short sentence that you are still looking; claim nothing.";

    private static final String NEWS_CUE =
            "A tool has answered late. Tell the caller in one or two short sentences" + " if it matters to them.";

    private final ReplyGate gate;
    private final Voice voice;
    private final GuardedLine guarded;
    private final OpeningLines opening;
    private final Prompter prompter;
    private final AnswerTimes times;
    private final CallerTurn caller;
    private final ModelLink link;
    private final ToolDesk tools;
    private final ToolNews news;
    private final Corrections corrections;
    private final WaitingSound waitingSound;
    private final FailedReplies failures = new FailedReplies();
    private final Duration patience;
    /// Half of it, divided once: the JDK divides durations as decimals, and this is asked with every piece of sound.
    private final Duration halfPatience;
    private final Duration slack;
    private Wish filler = Wish.cue(FILLER_CUE);
    private boolean wordsKnown;
    private boolean greeted;

    Replies(
            Speech speech,
            ModelLink link,
            ToolDesk tools,
            ToolNews news,
            Corrections corrections,
            WaitingSound waitingSound,
            CallRules rules) {
        this.gate = speech.gate();
        this.voice = speech.voice();
        this.guarded = speech.guarded();
        this.opening = speech.opening();
        this.prompter = speech.prompter();
        this.times = speech.times();
        this.caller = speech.caller();
        this.link = link;
        this.tools = tools;
        this.news = news;
        this.corrections = corrections;
        this.waitingSound = waitingSound;
        this.patience = rules.modelSilence();
        this.halfPatience = patience.dividedBy(2);
        this.slack = rules.farewell().slack();
    }

    /// The session is gone, and with it what it was asked for.
    void sessionGone() {
        gate.reset();
        guarded.gone();
        opening.gone();
        prompter.sessionGone();
        failures.newSession();
    }

    // What is asked for.

    /// Wants this first; before it the disclosure is said, if it is owed.
    void begins(Wish wanted, Instant now, Outbox out) {
        opening.begin(wanted, out).ifPresent(gate::want);
        discloses(now, out);
        askNext(now, out);
    }

    /// Says what has to come before everything else, as soon as nobody speaks.
    private void discloses(Instant now, Outbox out) {
        if (link.isReady() && maySpeak()) {
            opening.take().ifPresent(line -> {
                gate.ask(line, now);
                asks(line, out);
            });
        }
    }

    /// Wants a reply with this cue after the one in flight.
    void want(String cue, Instant now, Outbox out) {
        gate.want(cue);
        askNext(now, out);
    }

    /// Asks for the wanted reply, unless somebody speaks.
    void askNext(Instant now, Outbox out) {
        if (caller.isSpeaking() || !link.isReady()) {
            return;
        }
        gate.next(now).ifPresent(wish -> asks(wish, out));
    }

    private void asks(Wish wish, Outbox out) {
        // A reply with a cue of ours, such as the greeting, is no answer to the caller.
        gate.welcomeNext();
        caller.replyAsked(tools.continuation().is(wish), wish.words().isEmpty());
        if (caller.isBeingAnswered()) {
            // It answers with what the tools have told so far.
            tools.answerOwed(false);
        }
        guarded.asked(wish);
        tools.continuation().asked(wish);
        corrections.asked(wish.words());
        times.asked(wish.equals(filler));
        out.model(command(wish));
    }

    private static SpeechCommand command(Wish wish) {
        return wish.exactly()
                ? new SpeechCommand.SayExactly(wish.words(), wish.interruptible())
                : new SpeechCommand.Reply(wish.words());
    }

    /// Asks for what the agent owes: an answer about tools, a reply that was wanted, or one that does not come.
    void goesOn(Instant now, Outbox out) {
        discloses(now, out);
        prompter.heard(voice.provenMilliseconds(), voice.sounds(now, slack), out);
        if (tools.readyToAnswer() && maySpeak()) {
            gate.want(tools.continuation().want(voice.hasBegun()));
            tools.answerOwed(false);
        }
        if (mayCorrect(now) && corrections.areOwed(false, out)) {
            gate.want(corrections.cue());
        } else if (isQuietMoment(now) && prompter.waits()) {
            Wish line = prompter.take();
            gate.ask(line, now);
            asks(line, out);
        } else if (isQuietMoment(now) && news.waits()) {
            out.model(new SpeechCommand.Tell(news.tell()));
            gate.want(NEWS_CUE);
        } else if (isQuietMoment(now) && tools.takesLong(now)) {
            String words = tools.excuse();
            filler = words.isEmpty() ? Wish.cue(FILLER_CUE) : new Wish(words, true, true);
            gate.want(filler);
        }
        askNext(now, out);
        gate.nudge(now, halfPatience).ifPresent(wish -> {
            if (wish.words().isEmpty() || tools.continuation().is(wish)) {
                // It answers to whatever has come up meanwhile, too.
                tools.answerOwed(false);
                gate.forgetAnswer();
            }
            out.model(command(wish));
        });
    }

    /// Whether something is to be said that was not asked for yet.
    boolean wantsToSpeak() {
        return gate.remembers() || opening.isOwed();
    }

    /// Whether nobody speaks, and the agent has nothing else to say.
    private boolean isQuietMoment(Instant now) {
        return link.isReady() && maySpeak() && !wantsToSpeak() && !voice.sounds(now, slack);
    }

    /// Whether this is the moment to correct what was said: a quiet one, unless the caller is about to leave.
    private boolean mayCorrect(Instant now) {
        return corrections.areUrgent() ? link.isReady() && maySpeak() && !wantsToSpeak() : isQuietMoment(now);
    }

    /// When to look at replies again.
    Instant nextLook(Instant now) {
        // What is wanted later waits for the end of the caller's words, however late that is.
        Instant reply = caller.isSpeaking() && gate.free() ? Instant.MAX : gate.nextLook(patience);
        Instant quietWord = nextQuietWord(now);
        return reply.isBefore(quietWord) ? reply : quietWord;
    }

    /// When something is to be said at a quiet moment. A moment that is not quiet now becomes so by an event, or
    /// when what was sent has been played.
    private Instant nextQuietWord(Instant now) {
        if (!maySpeak() || gate.remembers()) {
            return Instant.MAX;
        }
        Instant due = news.waits() || corrections.mayBeDue() || prompter.mayBeDue() ? now : tools.takesLongFrom();
        Instant quiet = voice.soundsUntil(slack);
        Instant next = due.isBefore(quiet) ? quiet : due;
        return next.isAfter(now) ? next : Instant.MAX;
    }

    /// Since when the model owes a sign of life, when that is too long.
    Optional<Instant> silentSince(Instant now) {
        return gate.silentSince().filter(since -> !now.isBefore(since.plus(patience)));
    }

    /// Whether a reply may be asked for now.
    boolean maySpeak() {
        return gate.free() && !caller.isSpeaking();
    }

    /// Whether another reply is wanted after the one in flight.
    boolean anotherIsWanted() {
        return gate.remembers();
    }

    /// The wanted reply is not wanted any more.
    void forget() {
        gate.forget();
    }

    /// A reply that was asked for and has not begun is not wanted any more.
    void rejectNext() {
        if (!gate.free() && gate.current().isEmpty()) {
            gate.refuseNext();
        } else {
            gate.welcomeNext();
        }
    }

    // What is said.

    /// @param heard whether the caller can hear it
    void started(ReplyId reply, boolean heard, Instant now, Outbox out) {
        gate.started(reply, now);
        voice.begins();
        guarded.begins(reply);
        tools.continuation().begins(reply);
        opening.begins(reply);
        prompter.begins(reply);
        times.begins();
        wordsKnown = false;
        if (gate.refusesNext() || !heard || opening.comesFirst()) {
            // The model shall not believe that it was said.
            gate.welcomeNext();
            out.model(new SpeechCommand.StopReply(List.of(), Cause.OUR_DECISION));
            voice.mute(reply);
        }
        corrections.begins(reply, !voice.isMuted(reply), voice.sentMilliseconds());
    }

    /// Plays a piece of the reply in flight.
    ///
    /// @return false when it belongs to another one, or to one that was stopped
    boolean plays(SpeechEvent.ReplyAudio audio, Instant now, Outbox out) {
        if (!gate.isSpeaking(audio.reply()) || voice.isMuted(audio.reply())) {
            return false;
        }
        times.sends(voice.sentMilliseconds(), now);
        waitingSound.stop(now, out);
        opening.sounds(audio.reply(), out);
        voice.play(audio, now, out);
        corrections.sounds(audio.item());
        news.spoken();
        greeted = true;
        caller.hearsReply();
        return true;
    }

    /// The reply in flight is over.
    ///
    /// @return false when it was another one
    boolean finished(ReplyId reply, Instant now) {
        boolean inFlight = gate.isSpeaking(reply);
        gate.finished(reply, now);
        guarded.finished(reply, voice.sentMilliseconds());
        corrections.finished(reply, voice.hasBegun(), voice.sentMilliseconds());
        return inFlight;
    }

    /// Judges how a reply went, and asks for it again when it failed; after a line that has to come first it wants
    /// what comes next.
    ///
    /// @return false when too many have failed
    boolean went(ReplyId reply, ReplyEnd end, Instant now, Outbox out) {
        boolean spoken = end == ReplyEnd.COMPLETE && voice.hasBegun();
        opening.went(reply, spoken, !maySpeak(), voice.sentMilliseconds(), out).ifPresent(gate::want);
        opening.heard(voice.provenMilliseconds(), out);
        boolean comesAgain = prompter.went(reply, spoken, voice.sentMilliseconds(), out) && !spoken;
        if (end != ReplyEnd.FAILED && (end != ReplyEnd.INCOMPLETE || voice.hasBegun())) {
            failures.succeeds();
            return true;
        }
        failures.fails();
        // An answer that follows by itself makes up for it.
        if (!comesAgain && !failures.areTooMany() && maySpeak() && !wantsToSpeak()) {
            gate.wantLater(tools.continuation().repeats(reply).orElse(Wish.cue("")), failures.repeatAt(now));
        }
        return !failures.areTooMany();
    }

    /// What the model meant to say in the reply in flight is known.
    void wordsAreKnown() {
        wordsKnown = true;
    }

    /// Whether something of the reply in flight was said, and nobody knows the words.
    boolean hasUnknownWords() {
        return gate.current().isPresent() && voice.hasBegun() && !wordsKnown;
    }

    /// Whether the agent was heard to say anything in this call.
    boolean haveBegun() {
        return greeted;
    }

    /// See [FailedReplies].
    FailedReplies failures() {
        return failures;
    }

    boolean played(MarkName mark, Instant now, Outbox out) {
        boolean proof = voice.played(mark, now);
        if (proof) {
            times.hears(voice.provenMilliseconds(), now, out);
            corrections.heard(voice.provenMilliseconds(), out);
            opening.heard(voice.provenMilliseconds(), out);
        }
        return proof;
    }

    /// Whether there is a reply in flight that can speak, and not only one that is asked for.
    boolean isReplying() {
        return gate.current().isPresent();
    }

    /// Whether the reply in flight has begun to sound.
    boolean isBeingHeard() {
        return isReplying() && voice.hasBegun();
    }

    /// Whether the latest reply sounded, or an earlier one that answered the caller's last words.
    boolean hasAnswered() {
        return voice.hasBegun() || caller.isAnswered();
    }

    /// Whether nothing is being said, asked for or wanted.
    boolean rest(Instant now) {
        return gate.free() && !wantsToSpeak() && !prompter.waits() && !voice.sounds(now, slack);
    }

    /// Whether the model owes something.
    boolean areOwed() {
        return !gate.free() || wantsToSpeak();
    }
}
