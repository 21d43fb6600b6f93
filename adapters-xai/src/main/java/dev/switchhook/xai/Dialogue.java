package dev.switchhook.xai;

import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechFault;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.ReplyId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The conversation with the provider, without its socket: messages and commands go in; events, texts for the wire
/// and at most one wish to end come out. Reads no clock and starts no thread; owned by the session, which brings one
/// thing at a time.
final class Dialogue {

    private static final Logger LOG = LoggerFactory.getLogger(Dialogue.class);

    /// Mu-law has 8 bytes in a millisecond, the provider's own default 48: in between is the line.
    private static final double MOST_BYTES_PER_MILLISECOND = 16;

    /// The answer to a call that is not acted upon.
    private static final String NOT_DONE =
            "{\"outcome\":\"not done\",\"reason\":\"the call did not count, nothing has happened\"}";

    /// Where the results of the dialogue go.
    interface Outlet {
        void tell(SpeechEvent event);

        void write(String text);

        void end(SpeechFault fault);
    }

    private final XaiSettings settings;
    private final SpeechBriefing briefing;
    private final String introduction;
    private final XaiCounts counts;
    private final Outlet outlet;
    private final CallerWordsLedger callerWords = new CallerWordsLedger();
    private final AgentWordsLedger agentWords = new AgentWordsLedger();
    private final SoundLedger received = new SoundLedger();
    private final ToolCalls toolCalls = new ToolCalls();
    private final Floor floor;
    private final Commands commands;
    private final Resuming resuming;
    private final Past past = new Past(callerWords, toolCalls);
    private final ModelCheck modelCheck;

    private boolean introduced;
    private boolean ready;
    private boolean soundChecked;
    private final Set<ReplyId> unfinished = new HashSet<>();

    /// A dialogue that has not begun.
    ///
    /// @param conversation the conversation that is to be taken up again
    Dialogue(
            XaiSettings settings,
            SpeechBriefing briefing,
            Optional<String> conversation,
            XaiCounts counts,
            Outlet outlet) {
        this.settings = settings;
        this.briefing = briefing;
        this.introduction = SessionUpdate.of(settings, briefing);
        this.floor = new Floor(counts);
        this.commands = new Commands(settings, briefing.instructions(), floor, received, outlet);
        this.resuming = new Resuming(settings.resumption(), conversation);
        this.modelCheck = new ModelCheck(settings.model());
        this.counts = counts;
        this.outlet = outlet;
    }

    /// Whether the provider has confirmed the session as we want it.
    boolean ready() {
        return ready;
    }

    /// Tells the provider who we are, once.
    void introduce() {
        if (!introduced) {
            introduced = true;
            outlet.write(introduction);
        }
    }

    /// The conversation that was to be taken up again is refused: this is a new session.
    void resumptionRefused() {
        resuming.refused();
        counts.refusedResumptions.increment();
        LOG.info("call={} event=resumption-refused", briefing.call());
    }

    /// The session is over: the last words of the caller are passed on.
    void ended() {
        callerWords.ended().forEach(outlet::tell);
    }

    // What the provider says.

    void on(ServerMessage message) {
        if (resuming.underWay() && !ready && past.holds(message)) {
            return;
        }
        switch (message) {
            case ServerMessage.SessionCreated(Optional<String> named) -> {
                modelNamed(named);
                introduce();
            }
            case ServerMessage.ConversationCreated(Optional<String> id) -> conversationCreated(id);
            case ServerMessage.SessionUpdated updated -> sessionUpdated(updated);
            case ServerMessage.ItemAdded added -> added.call().ifPresent(commands::answerConfirmed);
            case ServerMessage.SpeechStarted(var item) -> {
                callerWords.started(item).forEach(outlet::tell);
                floor.callerSpeaks();
                outlet.tell(new SpeechEvent.CallerStartedSpeaking());
            }
            case ServerMessage.SpeechStopped(var item) -> speechStopped(item);
            case ServerMessage.CallerWords(var item, var text, boolean settled) ->
                callerWords.heard(item, text, settled).ifPresent(outlet::tell);
            case ServerMessage.ResponseCreated(var reply) -> responseCreated(reply);
            case ServerMessage.Sound sound -> sound(sound);
            case ServerMessage.WordsDelta(var reply, var item, var text) -> agentWords.more(reply, item, text);
            case ServerMessage.WordsDone(var reply, var item, var text) ->
                agentWords.whole(reply, item, text).ifPresent(outlet::tell);
            case ServerMessage.ToolCallDone(var reply, var call) -> decided(reply, toolCalls.called(reply, call));
            case ServerMessage.ResponseDone done -> responseDone(done);
            case ServerMessage.ProviderError error -> onError(error);
            case ServerMessage.Needless _ -> {}
            case ServerMessage.Unknown(String type) -> {
                counts.unknownMessages.increment();
                LOG.debug("call={} event=unknown-message type=\"{}\"", briefing.call(), type);
            }
            case ServerMessage.Garbled(String why) -> {
                counts.garbledMessages.increment();
                LOG.debug("call={} event=garbled-message why=\"{}\"", briefing.call(), why);
            }
        }
    }

    private void modelNamed(Optional<String> named) {
        Optional<String> wanted = modelCheck.mismatch(named);
        if (wanted.isPresent()) {
            counts.otherModels.increment();
            LOG.warn(
                    "call={} event=other-model model=\"{}\" wanted={}",
                    briefing.call(),
                    modelCheck.model(),
                    wanted.get());
            if (settings.modelMismatch() == ModelMismatch.REFUSE) {
                outlet.end(new SpeechFault.Refused("another model answers than the wanted one"));
            }
        }
    }

    private void conversationCreated(Optional<String> id) {
        if (!resuming.named(id)) {
            resumptionRefused();
        }
        introduce();
        if (ready) {
            resuming.token().ifPresent(token -> outlet.tell(new SpeechEvent.Resumable(token)));
        }
    }

    private void sessionUpdated(ServerMessage.SessionUpdated updated) {
        modelNamed(updated.model());
        if (ready) {
            return;
        }
        if (!updated.hears().equals(ClientEncoder.MULAW) || !updated.speaks().equals(ClientEncoder.MULAW)) {
            outlet.end(new SpeechFault.Unintelligible(
                    "the session hears '" + updated.hears() + "' and speaks '" + updated.speaks() + "', not mu-law"));
            return;
        }
        ready = true;
        if (resuming.underWay()) {
            counts.resumedSessions.increment();
        }
        outlet.tell(new SpeechEvent.Ready(XaiSettings.PROVIDER, modelCheck.model(), settings.longestSession()));
        resuming.token().ifPresent(token -> outlet.tell(new SpeechEvent.Resumable(token)));
    }

    private void speechStopped(ItemId item) {
        callerWords.stopped(item);
        outlet.tell(new SpeechEvent.CallerStoppedSpeaking(Optional.of(callerWords.nameOf(item))));
        if (settings.turns().answersAreAskedFor()) {
            commands.want(new Floor.Wish.Answer(""));
        }
    }

    private void responseCreated(ReplyId reply) {
        if (!unfinished.add(reply)) {
            return;
        }
        floor.began(reply);
        commands.responseBegins();
        callerWords.responseBegins(reply);
        agentWords.responseBegins(reply);
        outlet.tell(new SpeechEvent.ReplyStarted(reply));
    }

    private void sound(ServerMessage.Sound sound) {
        if (!soundChecked && sound.milliseconds() > 0) {
            soundChecked = true;
            if (sound.audio().byteCount() / sound.milliseconds() > MOST_BYTES_PER_MILLISECOND) {
                outlet.end(new SpeechFault.Unintelligible("the sound has too many bytes to be mu-law"));
                return;
            }
        }
        received.came(sound.item(), sound.audio());
        callerWords.answeredBy(sound.reply()).forEach(outlet::tell);
        outlet.tell(new SpeechEvent.ReplyAudio(sound.reply(), sound.item(), sound.audio()));
    }

    private void responseDone(ServerMessage.ResponseDone done) {
        ReplyId reply = done.reply();
        callerWords.answeredBy(reply).forEach(outlet::tell);
        agentWords.responseEnds(reply).forEach(outlet::tell);
        decided(reply, toolCalls.ended(reply, done.end()));
        if (unfinished.remove(reply)) {
            outlet.tell(new SpeechEvent.ReplyFinished(reply, done.end()));
        }
        floor.ended(reply).ifPresent(commands::write);
    }

    private void decided(ReplyId reply, ToolCalls.Decided calls) {
        calls.wanted().forEach(call -> outlet.tell(new SpeechEvent.ToolWanted(reply, call)));
        for (ToolCall call : calls.dropped()) {
            counts.droppedToolCalls.increment();
            // The model must not believe that it was done, nor wait for it.
            outlet.write(ClientEncoder.toolAnswer(call.id(), NOT_DONE));
        }
    }

    private void onError(ServerMessage.ProviderError error) {
        switch (ErrorWeight.of(error)) {
            case EXPIRED -> outlet.end(new SpeechFault.SessionExpired());
            case BENIGN -> benign(error);
            case REPLY_IN_FLIGHT -> {
                floor.refused(commands.answersPending());
                benign(error);
            }
            case RETRYABLE -> {
                counts.retryableErrors.increment();
                SpeechFault busy = new SpeechFault.Busy(Optional.empty());
                if (ready) {
                    outlet.tell(new SpeechEvent.Faulted(busy));
                } else {
                    outlet.end(busy);
                }
            }
            case UNKNOWN -> unknown(error);
        }
    }

    private void benign(ServerMessage.ProviderError error) {
        counts.benignErrors.increment();
        LOG.debug("call={} event=benign-error type=\"{}\" code=\"{}\"", briefing.call(), error.type(), error.code());
    }

    private void unknown(ServerMessage.ProviderError error) {
        if (!ready && resuming.underWay()) {
            // Nobody has recorded in what words a conversation is refused. If our introduction is meant, the session
            // will not be confirmed in time.
            resumptionRefused();
            return;
        }
        if (introduced && !ready && error.type().startsWith("invalid")) {
            // Nothing but our introduction can be meant, and without it there is no session.
            outlet.end(new SpeechFault.Refused("the session was refused: " + error.type() + " " + error.code()));
            return;
        }
        counts.otherErrors.increment();
        // Its own words are left out: they may repeat a part of the key, or of what was said.
        LOG.warn(
                "call={} event=unexplained-error type=\"{}\" code=\"{}\"", briefing.call(), error.type(), error.code());
    }

    // What we want.

    /// Carries out a command; only when ready.
    void command(SpeechCommand command) {
        commands.carryOut(command);
    }
}
