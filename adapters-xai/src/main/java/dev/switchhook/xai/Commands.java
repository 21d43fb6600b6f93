package dev.switchhook.xai;

import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechCommand.StopReply.Cause;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.turn.HeardItem;
import java.util.HashSet;
import java.util.Set;

/// What we want of the provider, written as soon as the floor allows it. Owned by the dialogue.
final class Commands {

    private final XaiSettings settings;
    private final String instructions;
    private final Floor floor;
    private final SoundLedger received;
    private final Dialogue.Outlet outlet;
    private final Set<ToolCall.Id> unconfirmed = new HashSet<>();
    private boolean confirmed;

    /// Commands of one session.
    ///
    /// @param instructions the standing ones
    /// @param received how much of each utterance can have been heard
    Commands(XaiSettings settings, String instructions, Floor floor, SoundLedger received, Dialogue.Outlet outlet) {
        this.settings = settings;
        this.instructions = instructions;
        this.floor = floor;
        this.received = received;
        this.outlet = outlet;
    }

    void carryOut(SpeechCommand command) {
        switch (command) {
            case SpeechCommand.Hear(var audio) -> outlet.write(ClientEncoder.append(audio));
            case SpeechCommand.Reply(String cue) -> want(new Floor.Wish.Answer(cue));
            case SpeechCommand.SayExactly(String text, boolean interruptible) ->
                want(new Floor.Wish.Line(text, interruptible));
            case SpeechCommand.Tell(String text) -> outlet.write(ClientEncoder.tell(text));
            case SpeechCommand.StopReply stop -> stopReply(stop);
            case SpeechCommand.GiveToolResult(var call, var outcome) -> {
                unconfirmed.add(call);
                outlet.write(ClientEncoder.toolAnswer(call, outcome.answer()));
            }
        }
    }

    /// The answer of a tool is part of the conversation: a response that begins after this knows it.
    void answerConfirmed(ToolCall.Id call) {
        confirmed |= unconfirmed.remove(call);
    }

    /// A response begins.
    void responseBegins() {
        confirmed = false;
    }

    /// Whether a tool has answered something that the response under way may not know.
    boolean answersPending() {
        return confirmed || !unconfirmed.isEmpty();
    }

    /// Wants something said, now or after what is being said.
    void want(Floor.Wish wish) {
        floor.want(wish).ifPresent(this::write);
    }

    /// Has something said that has the floor.
    void write(Floor.Wish wish) {
        outlet.write(
                switch (wish) {
                    case Floor.Wish.Answer(String cue) -> ClientEncoder.createResponse(instructions, cue);
                    case Floor.Wish.Line(String text, boolean interruptible) ->
                        ClientEncoder.forceMessage(text, interruptible);
                });
    }

    private void stopReply(SpeechCommand.StopReply stop) {
        // When the caller spoke, the provider has stopped by itself; cancelling too can kill the reply that follows.
        boolean ours = stop.cause() == Cause.OUR_DECISION
                || (settings.turns().interruptionsAreOurs() && !floor.isUninterruptible());
        if (ours) {
            floor.active().ifPresent(reply -> outlet.write(ClientEncoder.cancel(reply)));
        }
        for (HeardItem heard : stop.heard()) {
            received.credible(heard).ifPresent(item -> outlet.write(ClientEncoder.truncate(item)));
        }
    }
}
