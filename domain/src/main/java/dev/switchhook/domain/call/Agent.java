package dev.switchhook.domain.call;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.port.assistant.Assistant;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.speech.Resumption;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.ReplyGate;
import dev.switchhook.domain.turn.Turn;
import dev.switchhook.domain.turn.Wish;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The agent's part in a call: its sessions with the speech model ([ModelLink]), and what it remembers. A session may
/// go and another one come; what was said and done stays. What it says is told by [Replies] and [Interruption], what
/// tools do for it by [Errands].
///
/// It does not know where the call stands: the [Call] decides which of this may happen when.
final class Agent {

    private static final String RESUME_CUE = "The connection was interrupted for a moment and is back. Say so in one"
            + " short sentence and go on where you were.";

    /// A gap that nobody needs to be told about.
    private static final Duration UNNOTICED = Duration.ofSeconds(1);

    private final Assistant assistant;
    private final IncomingCall incoming;
    private final HeldAudio heldAudio;
    private final ToolDesk tools = new ToolDesk();
    private final ToolNews news = new ToolNews();
    private final Speech speech;
    private final ReplyGate gate;
    private final Voice voice;
    private final CallerTurn caller;
    private final Recollection recollection;
    private final WaitingSound waitingSound;
    private final ModelLink link;
    private final Corrections corrections;
    private final Replies replies;
    private final Interruption interruption;
    private final Errands errands;

    /// Whether the agent has broken off or left unanswered something with a session that is gone.
    private boolean interrupted;

    private boolean briefedEarly;

    Agent(IncomingCall incoming, Assistant assistant, CallRules rules) {
        this.incoming = incoming;
        this.assistant = assistant;
        this.speech = Speech.of(assistant, rules);
        this.gate = speech.gate();
        this.voice = speech.voice();
        this.caller = speech.caller();
        this.recollection = speech.recollection();
        this.heldAudio = new HeldAudio(rules.heldBytes());
        this.waitingSound = new WaitingSound(rules);
        this.link = new ModelLink(this::briefing);
        this.corrections = new Corrections(rules.claims(), new Proofs(assistant.toolbox()), tools);
        this.replies = new Replies(speech, link, tools, news, corrections, waitingSound, rules);
        this.interruption = new Interruption(speech, corrections, link, rules);
        this.errands = new Errands(assistant, speech, link, tools, news, corrections);
    }

    /// What the assistant is called.
    String name() {
        return assistant.name();
    }

    private SpeechBriefing briefing(Optional<Resumption> resumption) {
        briefedEarly = false;
        return new SpeechBriefing(
                incoming.id(),
                recollection.instructions(assistant, tools.unproven()),
                assistant.toolbox().tools(),
                AudioFormat.MULAW_8K,
                resumption,
                assistant.provider());
    }

    // Its parts.

    /// The sessions with the model.
    ModelLink link() {
        return link;
    }

    Replies replies() {
        return replies;
    }

    Interruption interruption() {
        return interruption;
    }

    Errands errands() {
        return errands;
    }

    Corrections corrections() {
        return corrections;
    }

    /// The sound on the line.
    Voice voice() {
        return voice;
    }

    // The sessions with the model.

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

    /// Gives the model up whose replies fail, for another one.
    ///
    /// @return false when another one is of no use, either
    boolean givesModelUp(Instant now, Outbox out) {
        if (!replies.failures().giveUp(now)) {
            return false;
        }
        // The caller waits for what has failed.
        interrupted = true;
        out.giveModelUp(replies.failures().fault());
        losesModel(now, out);
        return true;
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
        if (replies.hasUnknownWords()) {
            recollection.addUnknownWords();
        }
        voice.speakerLeaves(out);
        leaveSession();
    }

    private void leaveSession() {
        replies.sessionGone();
        caller.ends();
        recollection.newSession();
        news.sessionGone();
        corrections.sessionGone();
    }

    /// Whether somebody waits for the agent to go on.
    private boolean owesSomething() {
        return replies.areOwed() || tools.readyToAnswer() || caller.isSpeaking();
    }

    /// Another model is ready, and the conversation goes on. It says so when somebody can have noticed that
    /// there was none; it greets when nobody has.
    void isBack(SpeechEvent.Ready ready, Duration gap, Instant now, Outbox out) {
        out.journal(new JournalEntry.ModelBack(ready.provider(), ready.model(), gap));
        tellWhatWasMissed(out);
        if (interrupted || gap.compareTo(UNNOTICED) > 0) {
            replies.begins(
                    replies.haveBegun() || !recollection.isEmpty() ? Wish.cue(RESUME_CUE) : assistant.greeting(),
                    now,
                    out);
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
        boolean excused = caller.isSpeaking() || !tools.idle();
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

    /// The line is open for the first time: the greeting is awaited.
    void lineOpens(Instant now) {
        speech.times().lineOpens(now);
    }

    // The caller.

    /// The agent speaks first: it greets, or takes up the conversation again; then it hears what was kept for it.
    void speaksFirst(Instant now, Outbox out) {
        caller.ends();
        if (tools.idle()) {
            tools.answerOwed(false);
        }
        tellWhatWasMissed(out);
        replies.begins(recollection.isEmpty() ? assistant.greeting() : Wish.cue(RESUME_CUE), now, out);
        interrupted = false;
        hearsWhatWasKept(out);
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

    /// They speak into what must be heard to its end.
    void callerMustWait() {
        caller.mustWait();
    }

    boolean callerSpeaking() {
        return caller.isSpeaking();
    }

    void callerBegins() {
        caller.begins();
        tools.answerOwed(false);
        speech.times().callerBegins();
    }

    /// @param item the utterance, when it has a name
    void callerEnds(Optional<ItemId> item, Instant now) {
        recollection.callerTurnEnds(item);
        caller.ends();
        corrections.callerSpoke();
        speech.times().callerEnds(now);
        gate.welcomeNext();
        gate.expectAnswer(now);
    }

    /// Takes the caller for silent when the model has said nothing for too long while it listened: now it owes
    /// an answer, and is asked for it, or is lost.
    ///
    /// @return whether it was so
    boolean stopsListening(Instant now) {
        if (now.isBefore(caller.listenedToUntil())) {
            return false;
        }
        caller.ends();
        gate.welcomeNext();
        gate.expectAnswer(now);
        return true;
    }

    /// The caller has pressed these keys; the model is told, and answers.
    void hearsKeys(Keypad.Entry entry, Instant now, Outbox out) {
        String pressed = String.join(" ", entry.keys().split(""));
        takesIn(new Turn.Caller("[keys] " + entry.keys()), "The caller pressed the keys: " + pressed, now, out);
    }

    /// The caller has written this; the model takes it for their words, and answers.
    void reads(String text, Instant now, Outbox out) {
        takesIn(new Turn.Caller(text), text, now, out);
    }

    private void takesIn(Turn.Caller words, String told, Instant now, Outbox out) {
        caller.asksSomething();
        corrections.callerSpoke();
        spoken(words, out);
        out.model(new SpeechCommand.Tell(told));
        if (!caller.isSpeaking()) {
            speech.times().callerEnds(now);
            gate.want("");
        }
    }

    void remembers(Past past) {
        recollection.add(past);
        speech.opening().remembers(past);
        corrections.remembers(past);
    }

    void spoken(Turn turn, Outbox out) {
        recollection.add(turn);
        if (turn instanceof Turn.Agent words) {
            replies.wordsAreKnown();
            corrections.said(words, recollection.heard(turn));
        }
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

    // What becomes due.

    /// Notes a sign that the model is at work.
    void signOfLife(Instant now) {
        caller.isListenedTo(now);
        gate.goesOn(now);
    }

    /// When to look at replies and tools again.
    Instant nextLook(Instant now) {
        return earliest(earliest(replies.nextLook(now), errands.nextDeadline()), caller.listenedToUntil());
    }

    private static Instant earliest(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /// Whether nobody speaks and nothing goes on.
    boolean quiet(Instant now) {
        return !caller.isSpeaking()
                && replies.rest(now)
                && tools.idle()
                && !tools.readyToAnswer()
                && !corrections.mayBeDue();
    }
}
