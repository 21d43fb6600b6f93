package dev.switchhook.app.runtime;

import dev.switchhook.domain.call.CallEffect;
import dev.switchhook.domain.call.CallEvent;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.port.line.PhoneLine;
import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechFault;
import dev.switchhook.domain.port.speech.SpeechSession;
import dev.switchhook.domain.port.tool.Said;
import dev.switchhook.domain.port.tool.ToolReports;
import dev.switchhook.domain.tool.ToolCall;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Carries out the effects of one call; the only one that touches the ports. Used by the owner of the call, except
/// where it says otherwise.
///
/// What is fast is done on the spot, in order. What may block, controlling the call and running tools, is given away,
/// and its outcome comes back as an event.
final class EffectDispatcher {

    private final IncomingCall incoming;
    private final Premises premises;
    private final Standing standing;
    private final Controls controls;
    private final TapeDeck tapes;
    private Owner owner = (event, meant) -> {};
    private @Nullable PhoneLine line;
    private @Nullable Talk talk;
    private @Nullable Talk nextTalk;

    private @Nullable PhoneLine nextLine;
    private boolean closed;

    EffectDispatcher(IncomingCall incoming, Premises premises, Standing standing, Controls controls) {
        this.incoming = incoming;
        this.premises = premises;
        this.standing = standing;
        this.controls = controls;
        this.tapes = new TapeDeck(incoming.id(), premises);
    }

    /// Says where outcomes go. Called once, before the first effect.
    void reportTo(Owner owner) {
        this.owner = owner;
    }

    /// Where outcomes go.
    @FunctionalInterface
    interface Owner {

        /// Takes an outcome.
        ///
        /// @param meant asked by the owner when it comes to the event: whether that still means anything
        void offer(CallEvent event, BooleanSupplier meant);
    }

    /// A line is about to open for the call. It becomes the line of the call when its opening is handled
    /// ([#nextLine]), so that what the call still says to the line before does not get there. Any thread.
    ///
    /// @return false when the call needs no line any more
    synchronized boolean connect(PhoneLine next) {
        if (closed) {
            return false;
        }
        if (nextLine != null) {
            nextLine.close();
        }
        nextLine = next;
        return true;
    }

    /// From now on the call speaks to the line that was connected last; the one before is closed.
    synchronized void nextLine() {
        if (nextLine != null) {
            closeLine();
            line = nextLine;
            nextLine = null;
            controls.lineIsOurs(true);
        }
    }

    /// The owner comes to what the line has told.
    void told(LineEvent event) {
        tapes.told(event);
    }

    /// Nothing more comes from the call.
    synchronized void close() {
        closed = true;
        tapes.close();
        if (nextLine != null) {
            nextLine.close();
        }
    }

    void perform(CallEffect effect) {
        switch (effect) {
            case CallEffect.ToLine(var command) -> {
                if (line != null) {
                    tapes.commanded(command);
                    line.send(command);
                }
            }
            case CallEffect.ToModel(var command) -> toModel(command);
            case CallEffect.ToTools(ToolCall call, Said said) -> runTool(call, said);
            case CallEffect.ToControl(var command) -> controls.carryOut(command, this::report);
            case CallEffect.ToJournal(var entry) ->
                premises.ports().journal().note(incoming.id(), premises.alarm().now(), entry);
            case CallEffect.OpenModel(var briefing) -> openModel(briefing);
            case CallEffect.CloseModel _ -> closeModel();
            case CallEffect.GiveModelUp(var why) -> giveModelUp(why);
            case CallEffect.OpenNextModel(var briefing) -> openNextModel(briefing);
            case CallEffect.SwitchModel _ -> switchModel();
            case CallEffect.CloseNextModel _ -> closeNextModel();
            case CallEffect.ToTape(var order) -> tapes.carryOut(order);
            case CallEffect.CloseLine _ -> closeLine();
            case CallEffect.Stand(var state, var reason) -> standing.stand(state, reason);
            case CallEffect.LetGo _ -> standing.letGo();
        }
    }

    /// Leaves nothing open after a defect that the call could not be told of. The caller is told by the carrier.
    void releaseEverything() {
        standing.stand(CallState.FAILED, Optional.of(EndReason.OUR_FAULT));
        closeModel();
        closeNextModel();
        closeLine();
        controls.apologise();
    }

    private void toModel(SpeechCommand command) {
        if (talk != null) {
            talk.session.send(command);
        }
    }

    private void openModel(SpeechBriefing briefing) {
        closeModel();
        talk = new Talk(briefing, false);
    }

    private void closeModel() {
        if (talk != null) {
            talk.close();
            talk = null;
        }
    }

    private void giveModelUp(SpeechFault why) {
        if (talk != null) {
            talk.giveUp(why);
            talk = null;
        }
    }

    private void openNextModel(SpeechBriefing briefing) {
        closeNextModel();
        nextTalk = new Talk(briefing, true);
    }

    private void closeNextModel() {
        if (nextTalk != null) {
            nextTalk.close();
            nextTalk = null;
        }
    }

    private void switchModel() {
        closeModel();
        talk = nextTalk;
        nextTalk = null;
        if (talk != null) {
            talk.next = false;
        }
    }

    private void closeLine() {
        controls.lineIsOurs(false);
        if (line != null) {
            line.close();
        }
    }

    private void runTool(ToolCall call, Said said) {
        ToolReports reports = outcome -> report(new CallEvent.FromTool(call.id(), outcome));
        premises.slow().execute(() -> reports.report(premises.ports().tools().run(incoming, call, said, reports)));
    }

    private void report(CallEvent outcome) {
        owner.offer(outcome, () -> true);
    }

    /// A session with the model. What it says after we have closed it is not passed on.
    private final class Talk {

        private final SpeechSession session;
        private volatile boolean next;
        private volatile boolean closed;

        private Talk(SpeechBriefing briefing, boolean next) {
            this.next = next;
            this.session = premises.ports().model().open(briefing, this::said);
        }

        private void said(SpeechEvent event) {
            owner.offer(next ? new CallEvent.FromNextModel(event) : new CallEvent.FromModel(event), () -> !closed);
        }

        private void close() {
            closed = true;
            session.close();
        }

        private void giveUp(SpeechFault why) {
            closed = true;
            session.giveUp(why);
        }
    }
}
