package dev.switchhook.xai;

import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechCommand.StopReply.Cause;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechFault;
import dev.switchhook.domain.turn.HeardItem;
import dev.switchhook.domain.turn.ReplyId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The conversation with the provider, without its socket: messages and commands go in; events, texts for the wire
/// and at most one wish to end come out. Reads no clock and starts no thread; owned by the session, which brings one
/// thing at a time.
final class Dialogue {

    private static final Logger LOG = LoggerFactory.getLogger(Dialogue.class);

    /// Mu-law has 8 bytes in a millisecond, the provider's own default 48: in between is the line.
    private static final double MOST_BYTES_PER_MILLISECOND = 16;

    /// Where the results of the dialogue go.
    interface Outlet {
        void tell(SpeechEvent event);

        void write(String text);

        void end(SpeechFault fault);
    }

    private final SpeechBriefing briefing;
    private final Optional<String> wantedModel;
    private final String introduction;
    private final XaiCounts counts;
    private final Outlet outlet;
    private final CallerWordsLedger callerWords = new CallerWordsLedger();
    private final AgentWordsLedger agentWords = new AgentWordsLedger();
    private final SoundLedger received = new SoundLedger();
    private final ToolAnswers toolAnswers = new ToolAnswers();

    private boolean introduced;
    private boolean ready;
    private boolean soundChecked;
    private String model = "unknown";
    private @Nullable ReplyId active;
    private final Set<ReplyId> unfinished = new HashSet<>();
    private Optional<String> heldReply = Optional.empty();

    Dialogue(XaiSettings settings, SpeechBriefing briefing, XaiCounts counts, Outlet outlet) {
        this.briefing = briefing;
        this.wantedModel = settings.model();
        this.introduction = ClientEncoder.sessionUpdate(settings, briefing);
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

    /// The session is over: the last words of the caller are passed on.
    void ended() {
        callerWords.ended().forEach(outlet::tell);
    }

    // What the provider says.

    void on(ServerMessage message) {
        switch (message) {
            case ServerMessage.SessionCreated(Optional<String> named) -> sessionCreated(named);
            case ServerMessage.ConversationCreated _ -> introduce();
            case ServerMessage.SessionUpdated updated -> sessionUpdated(updated);
            case ServerMessage.SpeechStarted(var item) -> {
                callerWords.started(item).forEach(outlet::tell);
                // The provider answers the caller by itself now; a reply on top of that would be one too many.
                heldReply = Optional.empty();
                outlet.tell(new SpeechEvent.CallerStartedSpeaking());
            }
            case ServerMessage.SpeechStopped(var item) -> {
                callerWords.stopped(item);
                outlet.tell(new SpeechEvent.CallerStoppedSpeaking(Optional.of(item)));
            }
            case ServerMessage.CallerWords(var item, var text) ->
                callerWords.heard(item, text).ifPresent(outlet::tell);
            case ServerMessage.ResponseCreated(var reply) -> responseCreated(reply);
            case ServerMessage.Sound sound -> sound(sound);
            case ServerMessage.WordsDelta(var reply, var item, var text) -> agentWords.more(reply, item, text);
            case ServerMessage.WordsDone(var reply, var item, var text) ->
                agentWords.whole(reply, item, text).ifPresent(outlet::tell);
            case ServerMessage.ToolCallDone(var reply, var call) -> {
                if (toolAnswers.wanted(call.id(), reply, reply.equals(active))) {
                    outlet.tell(new SpeechEvent.ToolWanted(reply, call));
                }
            }
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

    private void sessionCreated(Optional<String> named) {
        model = named.orElse(model);
        if (wantedModel.isPresent() && named.isPresent() && !wantedModel.equals(named)) {
            counts.otherModels.increment();
            LOG.warn(
                    "call={} event=other-model model=\"{}\" wanted={}",
                    briefing.call(),
                    named.get(),
                    wantedModel.get());
        }
        introduce();
    }

    private void sessionUpdated(ServerMessage.SessionUpdated updated) {
        model = updated.model().orElse(model);
        if (ready) {
            return;
        }
        if (!updated.hears().equals(ClientEncoder.MULAW) || !updated.speaks().equals(ClientEncoder.MULAW)) {
            outlet.end(new SpeechFault.Unintelligible(
                    "the session hears '" + updated.hears() + "' and speaks '" + updated.speaks() + "', not mu-law"));
            return;
        }
        ready = true;
        outlet.tell(new SpeechEvent.Ready(XaiSettings.PROVIDER, model, XaiSpeechModel.LONGEST_SESSION));
    }

    private void responseCreated(ReplyId reply) {
        if (!unfinished.add(reply)) {
            return;
        }
        active = reply;
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
        toolAnswers
                .release(reply)
                .forEach(answer -> outlet.write(ClientEncoder.toolAnswer(answer.call(), answer.text())));
        if (unfinished.remove(reply)) {
            outlet.tell(new SpeechEvent.ReplyFinished(reply, done.end()));
        }
        if (reply.equals(active)) {
            active = null;
            Optional<String> cue = heldReply;
            heldReply = Optional.empty();
            cue.ifPresent(this::askForReply);
        }
    }

    private void onError(ServerMessage.ProviderError error) {
        switch (ErrorWeight.of(error)) {
            case EXPIRED -> outlet.end(new SpeechFault.SessionExpired());
            case BENIGN -> {
                counts.benignErrors.increment();
                LOG.debug(
                        "call={} event=benign-error type=\"{}\" code=\"{}\"",
                        briefing.call(),
                        error.type(),
                        error.code());
            }
            case UNKNOWN -> {
                if (introduced && !ready && error.type().startsWith("invalid")) {
                    // Nothing but our introduction can be meant, and without it there is no session.
                    outlet.end(
                            new SpeechFault.Refused("the session was refused: " + error.type() + " " + error.code()));
                    return;
                }
                counts.otherErrors.increment();
                // Its own words are left out: they may repeat a part of the key, or of what was said.
                LOG.warn(
                        "call={} event=unexplained-error type=\"{}\" code=\"{}\"",
                        briefing.call(),
                        error.type(),
                        error.code());
            }
        }
    }

    // What we want.

    /// Carries out a command; only when ready.
    void command(SpeechCommand command) {
        switch (command) {
            case SpeechCommand.Hear(var audio) -> outlet.write(ClientEncoder.append(audio));
            case SpeechCommand.Reply(String cue) -> {
                if (active == null) {
                    askForReply(cue);
                } else {
                    heldReply = Optional.of(cue);
                }
            }
            case SpeechCommand.SayExactly(String text, boolean interruptible) ->
                outlet.write(ClientEncoder.forceMessage(text, interruptible));
            case SpeechCommand.Tell(String text) -> outlet.write(ClientEncoder.tell(text));
            case SpeechCommand.StopReply stop -> stopReply(stop);
            case SpeechCommand.GiveToolResult(var call, var outcome) -> {
                ToolAnswers.Answer answer = new ToolAnswers.Answer(call, outcome.answer());
                if (!toolAnswers.hold(answer)) {
                    outlet.write(ClientEncoder.toolAnswer(answer.call(), answer.text()));
                }
            }
        }
    }

    private void askForReply(String cue) {
        outlet.write(ClientEncoder.createResponse(briefing.instructions(), cue));
    }

    private void stopReply(SpeechCommand.StopReply stop) {
        // When the caller spoke, the provider has stopped by itself; cancelling too can kill the reply that follows.
        if (stop.cause() == Cause.OUR_DECISION && active != null) {
            outlet.write(ClientEncoder.cancel(active));
        }
        for (HeardItem heard : stop.heard()) {
            received.credible(heard).ifPresent(item -> outlet.write(ClientEncoder.truncate(item)));
        }
    }
}
