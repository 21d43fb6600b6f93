package dev.switchhook.domain.call;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.port.assistant.Assistant;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.line.LineCommand;
import dev.switchhook.domain.port.speech.Resumption;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechCommand.StopReply.Cause;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechEvent.ReplyEnd;
import dev.switchhook.domain.tool.Tool;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.turn.HeardItem;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.MarkName;
import dev.switchhook.domain.turn.ReplyGate;
import dev.switchhook.domain.turn.ReplyId;
import dev.switchhook.domain.turn.Turn;
import dev.switchhook.domain.turn.Wish;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The agent's part in a call: its sessions with the speech model ([ModelLink]), its replies and their sound,
/// the tools that run for it, and what it remembers. A session may go and another one come; what was said and
/// done stays.
///
/// It does not know where the call stands: the [Call] decides which of this may happen when.
final class Agent {

    private static final int MOST_FAILED_REPLIES = 3;

    /// The pause before a failed reply is asked for again; it doubles with each further failure.
    private static final Duration FIRST_REPEAT = Duration.ofMillis(500);

    private static final String RESUME_CUE = "The connection was interrupted for a moment and is back. Say so in one"
            + " short sentence and go on where you were.";

    private static final String FILLER_CUE =
            "A tool is still at work. Say in one short sentence that you are still looking; claim nothing.";

    /// The model has spoken since the caller did, as a rule in the reply that asked for the tool.
    private static final String CONTINUE_CUE = "Go on from what you have already said: tell the caller what the tools"
            + " have answered, and repeat nothing.";

    private static final String NEWS_CUE =
            "A tool has answered late. Tell the caller in one or two short sentences" + " if it matters to them.";

    /// Nobody speaks for so long without a pause that a model would notice; one that says nothing at all
    /// meanwhile may have stalled, and would never say that the caller has finished.
    private static final Duration LONGEST_LISTENING = Duration.ofSeconds(20);

    /// A gap that nobody needs to be told about.
    private static final Duration UNNOTICED = Duration.ofSeconds(1);

    private final IncomingCall incoming;
    private final Assistant assistant;
    private final CallRules rules;
    private final Voice voice;
    private final HeldAudio heldAudio;
    private final ToolDesk tools = new ToolDesk();
    private final ToolNews news = new ToolNews();
    private final OpeningLines opening;
    private final GuardedLine guarded = new GuardedLine();
    private final AnswerTimes times = new AnswerTimes();
    private final Recollection recollection = new Recollection();
    private final WaitingSound waitingSound;
    private final ModelLink link;
    private ReplyGate gate = new ReplyGate();

    /// Whether the agent has broken off or left unanswered something with a session that is gone.
    private boolean interrupted;
    private boolean wordsKnown;
    private boolean briefedEarly;
    private boolean greeted;
    private boolean callerSpeaking;

    /// Whether they speak into a line that they could not break off.
    private boolean callerUnheeded;
    private Instant lastSign = Instant.MIN;
    private int failedReplies;
    private boolean answeringCaller;
    private boolean callerAnswered;
    private boolean nextReplyUnwanted;

    Agent(IncomingCall incoming, Assistant assistant, CallRules rules) {
        this.incoming = incoming;
        this.assistant = assistant;
        this.rules = rules;
        this.opening = new OpeningLines(assistant.opening());
        this.voice = new Voice(rules);
        this.heldAudio = new HeldAudio(rules.heldBytes());
        this.waitingSound = new WaitingSound(rules);
        this.link = new ModelLink(this::briefing);
    }

    private SpeechBriefing briefing(Optional<Resumption> resumption) {
        briefedEarly = false;
        return new SpeechBriefing(
                incoming.id(),
                recollection.instructions(assistant, tools.unproven()),
                assistant.toolbox().tools(),
                AudioFormat.MULAW_8K,
                resumption);
    }

    // The sessions with the model.

    /// The sessions with the model.
    ModelLink link() {
        return link;
    }

    /// Asks for a model, the first one, or one for a caller who is back.
    void open(Instant now, Outbox out) {
        goes();
        interrupted = false;
        tools.newSession();
        link.ask(now, out);
    }

    void close(Outbox out) {
        out.closeModel();
        goes();
    }

    /// The session is gone, by whomever, and none is wanted.
    void goes() {
        leaveSession();
        link.goes();
    }

    /// The session has ended or fallen silent, and the conversation waits for another one. What is at the
    /// line plays on: it covers the gap, and the caller hears no more and no less than what the next model is
    /// told.
    void losesModel(Instant now, Outbox out) {
        boolean lost = link.isReady();
        if (lost) {
            out.journal(new JournalEntry.ModelLost());
        }
        breakWithSession(out);
        link.lost(now);
        tools.newSession();
        if (lost && link.hasSuccessor()) {
            switchOver(now, out);
        }
    }

    /// The next session takes the place of the present one.
    void switchOver(Instant now, Outbox out) {
        breakWithSession(out);
        tools.newSession();
        Instant missingSince = link.missingSince();
        Optional<SpeechEvent.Ready> ready = link.switchOver(now, out);
        briefedEarly = true;
        ready.ifPresent(
                it -> isBack(it, Duration.between(missingSince.isBefore(now) ? missingSince : now, now), now, out));
    }

    private void breakWithSession(Outbox out) {
        interrupted |= owesSomething();
        if (gate.current().isPresent() && voice.hasBegun() && !wordsKnown) {
            recollection.addUnknownWords();
        }
        voice.speakerLeaves(out);
        leaveSession();
    }

    private void leaveSession() {
        gate = new ReplyGate();
        callerSpeaking = false;
        nextReplyUnwanted = false;
        recollection.newSession();
        news.sessionGone();
        guarded.gone();
        opening.gone();
    }

    /// Whether somebody waits for the agent to go on.
    private boolean owesSomething() {
        return !gate.free() || wantsToSpeak() || tools.readyToAnswer() || callerSpeaking;
    }

    /// Another model is ready, and the conversation goes on. It says so when somebody can have noticed that
    /// there was none; it greets when nobody has.
    void isBack(SpeechEvent.Ready ready, Duration gap, Instant now, Outbox out) {
        out.journal(new JournalEntry.ModelBack(ready.provider(), ready.model(), gap));
        tellWhatWasMissed(out);
        if (interrupted || gap.compareTo(UNNOTICED) > 0) {
            begins(greeted || !recollection.isEmpty() ? Wish.cue(RESUME_CUE) : assistant.greeting(), now, out);
        }
        interrupted = false;
        hearsWhatWasKept(out);
    }

    /// Tells a session that was briefed before its time what has happened since.
    private void tellWhatWasMissed(Outbox out) {
        String missed = briefedEarly ? recollection.sinceBriefing(news::willTell, tools.atWork()) : "";
        briefedEarly = false;
        if (!missed.isEmpty()) {
            out.model(new SpeechCommand.Tell(missed));
        }
    }

    private void hearsWhatWasKept(Outbox out) {
        long lost = heldAudio.lostMilliseconds();
        if (lost > 0) {
            out.journal(new JournalEntry.Ignored(
                    lost + " ms of the caller's sound, too old to be kept for a model", CallPhase.Kind.TALKING.name()));
        }
        heldAudio.release().forEach(chunk -> out.model(new SpeechCommand.Hear(chunk)));
    }

    /// Looks after a model while there is none: opens one when that is due, and lets the caller hear that we
    /// are there.
    ///
    /// @return when to look again
    Instant awaitsModel(Instant now, Outbox out) {
        Instant open = link.look(now, out);
        Instant sound = waitingSound.look(false, link.missingSince(), voice.soundsUntil(), now, out);
        return open.isBefore(sound) ? open : sound;
    }

    /// Lets the caller hear that we are there while a model that is there owes a reply and gives no sign of
    /// it, though nobody speaks and no tool runs.
    ///
    /// @return when to look again
    Instant coversSilence(Instant now, Outbox out) {
        boolean excused = callerSpeaking || !tools.idle();
        Optional<Instant> silentSince = excused ? Optional.empty() : gate.silentSince();
        if (silentSince.isEmpty()) {
            waitingSound.rests();
            return Instant.MAX;
        }
        return waitingSound.look(true, silentSince.get(), voice.soundsUntil(), now, out);
    }

    /// Looks after the next session while there is a model: opens it when that is due, and switches to it
    /// when nobody notices.
    ///
    /// @return when to look again
    Instant looksAhead(Instant now, Outbox out) {
        if (link.handsOver(quiet(now), now)) {
            switchOver(now, out);
        }
        return link.lookAhead(now, out);
    }

    /// The caller is on the line from now on.
    void lineIsThere(Instant now) {
        waitingSound.lineIsThere(now);
    }

    // What is said.

    /// The agent speaks first: it greets, or takes up the conversation again; then it hears what was kept for it.
    void speaksFirst(Instant now, Outbox out) {
        callerSpeaking = false;
        if (tools.idle()) {
            tools.answerOwed(false);
        }
        tellWhatWasMissed(out);
        begins(recollection.isEmpty() ? assistant.greeting() : Wish.cue(RESUME_CUE), now, out);
        interrupted = false;
        hearsWhatWasKept(out);
    }

    private void begins(Wish wanted, Instant now, Outbox out) {
        opening.begin(wanted).ifPresent(gate::want);
        discloses(now, out);
        askForReply(now, out);
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

    void hears(AudioChunk audio, Outbox out) {
        if (link.isReady()) {
            out.model(new SpeechCommand.Hear(audio));
        }
    }

    /// Keeps the caller's sound for a model that is not ready yet.
    void hearsLater(AudioChunk audio) {
        heldAudio.add(audio);
    }

    boolean callerSpeaking() {
        return callerSpeaking;
    }

    void callerBegins() {
        callerSpeaking = true;
        callerUnheeded = false;
        answeringCaller = true;
        callerAnswered = false;
        tools.answerOwed(false);
        times.callerBegins();
    }

    /// @param item the utterance, when it has a name
    void callerEnds(Optional<ItemId> item, Instant now) {
        recollection.callerTurnEnds(item);
        callerSpeaking = false;
        times.callerEnds(now);
        nextReplyUnwanted = false;
        gate.expectAnswer(now);
    }

    /// Takes the caller for silent when the model has said nothing for too long while it listened: now it owes
    /// an answer, and is asked for it, or is lost.
    ///
    /// @return whether it was so
    boolean stopsListening(Instant now) {
        if (now.isBefore(listensUntil())) {
            return false;
        }
        callerSpeaking = false;
        nextReplyUnwanted = false;
        gate.expectAnswer(now);
        return true;
    }

    private Instant listensUntil() {
        return callerSpeaking ? lastSign.plus(LONGEST_LISTENING) : Instant.MAX;
    }

    void remembers(Past past) {
        recollection.add(past);
        opening.remembers(past);
    }

    void spoken(Turn turn, Outbox out) {
        wordsKnown |= turn instanceof Turn.Agent;
        recollection.add(turn);
        out.journal(new JournalEntry.Spoken(turn));
    }

    /// The caller has said these words in an utterance that is over, perhaps for long.
    void callerSaid(ItemId item, String text, Outbox out) {
        Turn.Caller words = new Turn.Caller(text);
        out.journal(new JournalEntry.Spoken(words, recollection.callerSaid(item, words)));
    }

    List<Turn> turns() {
        return recollection.turns();
    }

    /// The latest ten turns, oldest first.
    List<Turn> latestTurns() {
        return recollection.latest();
    }

    // Replies.

    /// Wants a reply with this cue after the one in flight.
    void want(String cue, Instant now, Outbox out) {
        gate.want(cue);
        askForReply(now, out);
    }

    /// Asks for the wanted reply, unless somebody speaks.
    void askForReply(Instant now, Outbox out) {
        if (callerSpeaking || !link.isReady()) {
            return;
        }
        gate.next(now).ifPresent(wish -> asks(wish, out));
    }

    private void asks(Wish wish, Outbox out) {
        // A reply with a cue of ours, such as the greeting, is no answer to the caller.
        nextReplyUnwanted = false;
        answeringCaller = wish.words().equals(CONTINUE_CUE)
                || (answeringCaller && wish.words().isEmpty());
        if (answeringCaller) {
            // It answers with what the tools have told so far.
            tools.answerOwed(false);
        }
        guarded.asked(wish);
        times.asked(wish.words().equals(FILLER_CUE));
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
        if (tools.readyToAnswer() && maySpeak()) {
            tools.answerOwed(false);
            gate.want(voice.hasBegun() ? CONTINUE_CUE : "");
        }
        if (isQuietMoment(now) && news.waits()) {
            out.model(new SpeechCommand.Tell(news.tell()));
            gate.want(NEWS_CUE);
        } else if (isQuietMoment(now) && tools.takesLong(now)) {
            tools.excuse();
            gate.want(FILLER_CUE);
        }
        askForReply(now, out);
        gate.nudge(now, rules.modelSilence().dividedBy(2)).ifPresent(wish -> {
            if (wish.words().isEmpty() || wish.words().equals(CONTINUE_CUE)) {
                // It answers to whatever has come up meanwhile, too.
                tools.answerOwed(false);
                gate.forgetAnswer();
            }
            out.model(command(wish));
        });
    }

    private boolean wantsToSpeak() {
        return gate.remembers() || opening.isOwed();
    }

    /// Whether nobody speaks, and the agent has nothing else to say.
    private boolean isQuietMoment(Instant now) {
        return link.isReady()
                && maySpeak()
                && !wantsToSpeak()
                && !voice.sounds(now, rules.farewell().slack());
    }

    /// Notes a sign that the model is at work.
    void signOfLife(Instant now) {
        lastSign = now;
        gate.goesOn(now);
    }

    /// Since when the model owes a sign of life, when that is too long.
    Optional<Instant> silentSince(Instant now) {
        return gate.silentSince().filter(since -> !now.isBefore(since.plus(rules.modelSilence())));
    }

    /// When to look at replies and tools again.
    Instant nextLook(Instant now) {
        // What is wanted later waits for the end of the caller's words, however late that is.
        Instant reply = callerSpeaking && gate.free() ? Instant.MAX : gate.nextLook(rules.modelSilence());
        Instant tool = nextToolDeadline();
        return earliest(earliest(reply, tool), earliest(listensUntil(), nextQuietWord(now)));
    }

    /// When something is to be said at a quiet moment. A moment that is not quiet now becomes so by an event, or
    /// when what was sent has been played.
    private Instant nextQuietWord(Instant now) {
        if (!maySpeak() || gate.remembers()) {
            return Instant.MAX;
        }
        Instant due = news.waits() ? now : tools.takesLongFrom();
        Instant quiet = voice.soundsUntil(rules.farewell().slack());
        Instant next = due.isBefore(quiet) ? quiet : due;
        return next.isAfter(now) ? next : Instant.MAX;
    }

    private static Instant earliest(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    Instant nextToolDeadline() {
        return tools.nextDeadline();
    }

    /// Whether there is a reply in flight that can speak, and not only one that is asked for.
    boolean isReplying() {
        return gate.current().isPresent();
    }

    /// Whether another reply is wanted after the one in flight.
    boolean wantsReply() {
        return gate.remembers();
    }

    /// The wanted reply is not wanted any more.
    void forgetsReply() {
        gate.forget();
    }

    /// A reply that was asked for and has not begun is not wanted any more.
    void rejectsNextReply() {
        nextReplyUnwanted = !gate.free() && gate.current().isEmpty();
    }

    /// @param heard whether the caller can hear it
    void replyStarted(ReplyId reply, boolean heard, Instant now, Outbox out) {
        gate.started(reply, now);
        voice.begins();
        guarded.begins(reply);
        opening.begins(reply);
        times.begins();
        wordsKnown = false;
        if (nextReplyUnwanted || !heard) {
            // The model shall not believe that it was said.
            nextReplyUnwanted = false;
            out.model(new SpeechCommand.StopReply(List.of(), Cause.OUR_DECISION));
            voice.mute(reply);
        }
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
        voice.play(audio, now, out);
        news.spoken();
        greeted = true;
        callerAnswered |= answeringCaller;
        return true;
    }

    /// The reply in flight is over.
    ///
    /// @return false when it was another one
    boolean replyFinished(ReplyId reply, Instant now) {
        boolean inFlight = gate.isSpeaking(reply);
        gate.finished(reply, now);
        guarded.finished(reply, voice.sentMilliseconds());
        return inFlight;
    }

    /// Judges how a reply went, and asks for it again when it failed; after a line that has to come first it wants
    /// what comes next.
    ///
    /// @return false when too many have failed
    boolean replyWent(ReplyId reply, ReplyEnd end, Instant now) {
        boolean spoken = end == ReplyEnd.COMPLETE && voice.hasBegun();
        opening.went(reply, spoken, !maySpeak()).ifPresent(gate::want);
        if (end != ReplyEnd.FAILED && (end != ReplyEnd.INCOMPLETE || voice.hasBegun())) {
            failedReplies = 0;
            return true;
        }
        failedReplies++;
        // An answer that follows by itself makes up for it.
        if (failedReplies <= MOST_FAILED_REPLIES && maySpeak() && !wantsToSpeak()) {
            gate.wantLater("", now.plus(FIRST_REPEAT.multipliedBy(1L << (failedReplies - 1))));
        }
        return failedReplies <= MOST_FAILED_REPLIES;
    }

    /// Stops the reply in flight and what is still to be heard.
    ///
    /// @param cause the caller's speaking; or ours, because nobody hears anybody any more
    /// @return what was heard; empty when there was nothing to stop
    Optional<List<HeardItem>> breaksOff(Cause cause, Instant now, Outbox out) {
        callerSpeaking &= cause == Cause.CALLER_SPOKE;
        guarded.gone();
        opening.gone();
        return breaksOff(cause, cause == Cause.CALLER_SPOKE, now, out);
    }

    /// Stops the same because the caller makes themselves heard in a way that the model does not notice: an answer
    /// that it owes to the caller's words is still owed.
    Optional<List<HeardItem>> makesWay(Instant now, Outbox out) {
        nextReplyUnwanted |= gate.asked();
        gate.forget();
        return cutShort(Cause.OUR_DECISION, true, now, out);
    }

    /// The caller has pressed these keys; the model is told, and answers.
    void hearsKeys(Keypad.Entry entry, Instant now, Outbox out) {
        answeringCaller = true;
        callerAnswered = false;
        spoken(new Turn.Caller("[keys] " + entry.keys()), out);
        out.model(new SpeechCommand.Tell(
                "The caller pressed the keys: " + String.join(" ", entry.keys().split(""))));
        if (!callerSpeaking) {
            times.callerEnds(now);
            gate.want("");
        }
    }

    /// Whether what is being said must be heard to its end.
    boolean holdsTheFloor(Instant now) {
        return guarded.holds(
                voice.provenMilliseconds(), voice.sounds(now, rules.farewell().slack()));
    }

    /// The caller speaks into what must be heard to its end.
    void callerMustWait() {
        callerUnheeded = true;
    }

    /// Stops what comes after a line that the caller could not break off, when they speak on past its end: the
    /// model was not interrupted by that, and does not stop by itself.
    ///
    /// @return what was heard; empty when there was nothing to stop
    Optional<List<HeardItem>> heedsCaller(Instant now, Outbox out) {
        if (!callerUnheeded || !callerSpeaking || holdsTheFloor(now)) {
            return Optional.empty();
        }
        callerUnheeded = false;
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
        nextReplyUnwanted = true;
        Optional<List<HeardItem>> heard = cutShort(Cause.OUR_DECISION, lineLives, now, out);
        if (heard.isEmpty()) {
            out.model(new SpeechCommand.StopReply(List.of(), Cause.OUR_DECISION));
        }
        return heard;
    }

    private Optional<List<HeardItem>> cutShort(Cause cause, boolean lineLives, Instant now, Outbox out) {
        times.cut();
        boolean audible = !voice.everythingHeard();
        boolean replying = gate.current().filter(reply -> !voice.isMuted(reply)).isPresent();
        if (!audible && !replying) {
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

    // The sound on the line.

    /// No more sound comes of what was being said.
    void utteranceComplete(Outbox out) {
        voice.utteranceComplete(out);
    }

    boolean played(MarkName mark, Instant now, Outbox out) {
        boolean proof = voice.played(mark, now);
        if (proof) {
            times.hears(voice.provenMilliseconds(), now, out);
        }
        return proof;
    }

    /// The line is open for the first time: the greeting is awaited.
    void lineOpens(Instant now) {
        times.lineOpens(now);
    }

    boolean everythingHeard() {
        return voice.everythingHeard();
    }

    Duration unheard() {
        return voice.unheard();
    }

    /// Whether nothing of the latest reply was heard.
    boolean latestReplyUnheard() {
        return voice.latestReplyUnheard();
    }

    /// Whether the reply in flight has begun to sound.
    boolean isBeingHeard() {
        return isReplying() && voice.hasBegun();
    }

    /// Whether the latest reply sounded, or an earlier one that answered the caller's last words.
    boolean hasAnswered() {
        return voice.hasBegun() || callerAnswered;
    }

    /// Whether nobody speaks and nothing goes on.
    boolean quiet(Instant now) {
        return !callerSpeaking
                && gate.free()
                && !wantsToSpeak()
                && tools.idle()
                && !tools.readyToAnswer()
                && !voice.sounds(now, rules.farewell().slack());
    }

    /// Whether a reply may be asked for now.
    boolean maySpeak() {
        return gate.free() && !callerSpeaking;
    }

    // Tools.

    /// Takes a tool call, unless it was seen before. Who has not seen its result gets what is known of it.
    boolean takes(ToolCall call, Instant now, Outbox out) {
        Duration deadline =
                assistant.toolbox().find(call.tool()).map(Tool::deadline).orElse(Duration.ofSeconds(8));
        if (!tools.take(call, now, deadline)) {
            tools.askedAgain(call).ifPresent(outcome -> givesResult(call.id(), outcome, out));
            return false;
        }
        out.journal(new JournalEntry.ToolStarted(call));
        return true;
    }

    /// Answers a tool call that is not run by anybody.
    void answers(ToolCall.Id id, ToolOutcome outcome, Outbox out) {
        tools.finish(id, outcome);
        out.model(new SpeechCommand.GiveToolResult(id, outcome));
    }

    /// A tool has answered or reported, or its time is up.
    ///
    /// @param heard whether the model still takes part in the conversation; what it has not asked for, or has
    ///     given up, is told in words
    void toolEnded(ToolCall.Id id, ToolOutcome outcome, boolean heard, Instant now, Outbox out) {
        tools.finish(id, outcome).ifPresent(call -> {
            String name = call.call().tool();
            out.journal(new JournalEntry.ToolEnded(name, outcome, Duration.between(call.since(), now)));
            if (outcome instanceof ToolOutcome.Done(String answer)) {
                recollection.add(new Past.Done(name, answer));
            }
            if (call.answered() || !link.isReady() || !tools.isOfThisSession(call)) {
                news.add(name, outcome);
            } else if (heard) {
                givesResult(id, outcome, out);
            }
        });
    }

    private void givesResult(ToolCall.Id id, ToolOutcome outcome, Outbox out) {
        out.model(new SpeechCommand.GiveToolResult(id, outcome));
        tools.answerOwed(!callerSpeaking);
        callerAnswered = false;
    }

    List<ToolDesk.Running> overdueTools(Instant now) {
        return tools.overdue(now);
    }
}
