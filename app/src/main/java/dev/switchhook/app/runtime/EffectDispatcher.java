package dev.switchhook.app.runtime;

import dev.switchhook.domain.call.CallEffect;
import dev.switchhook.domain.call.CallEvent;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.port.control.ControlCommand;
import dev.switchhook.domain.port.line.PhoneLine;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechSession;
import dev.switchhook.domain.tool.ToolCall;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Carries out the effects of one call; the only one that touches the ports. Used by the owner of the call.
///
/// What is fast is done on the spot, in order. What may block, controlling the call and running tools, gets a
/// virtual thread each, and its outcome comes back as an event.
final class EffectDispatcher {

    private final IncomingCall incoming;
    private final Ports ports;
    private final Alarm alarm;
    private final PhoneLine line;
    private final Consumer<CallEffect.Stand> stands;
    private Consumer<CallEvent> owner = event -> {};
    private @Nullable SpeechSession session;

    EffectDispatcher(
            IncomingCall incoming, Ports ports, Alarm alarm, PhoneLine line, Consumer<CallEffect.Stand> stands) {
        this.incoming = incoming;
        this.ports = ports;
        this.alarm = alarm;
        this.line = line;
        this.stands = stands;
    }

    /// Says where outcomes go. Called once, before the first effect.
    void reportTo(Consumer<CallEvent> owner) {
        this.owner = owner;
    }

    void perform(CallEffect effect) {
        switch (effect) {
            case CallEffect.ToLine(var command) -> line.send(command);
            case CallEffect.ToModel(var command) -> toModel(command);
            case CallEffect.ToTools(ToolCall call) -> runTool(call);
            case CallEffect.ToControl(ControlCommand command) -> control(command);
            case CallEffect.ToJournal(var entry) -> ports.journal().note(incoming.id(), alarm.now(), entry);
            case CallEffect.OpenModel(var briefing) ->
                session = ports.model().open(briefing, event -> owner.accept(new CallEvent.FromModel(event)));
            case CallEffect.CloseModel _ -> closeModel();
            case CallEffect.CloseLine _ -> line.close();
            case CallEffect.Stand stand -> stands.accept(stand);
            case CallEffect.LetGo _ -> {}
        }
    }

    /// Leaves nothing open after a defect that the call could not be told of.
    void releaseEverything() {
        closeModel();
        line.close();
        control(ControlCommand.HANG_UP);
    }

    private void toModel(SpeechCommand command) {
        if (session != null) {
            session.send(command);
        }
    }

    private void closeModel() {
        if (session != null) {
            session.close();
        }
    }

    private void runTool(ToolCall call) {
        Thread.ofVirtual()
                .name("tool-" + call.tool())
                .start(() -> owner.accept(
                        new CallEvent.FromTool(call.id(), ports.tools().run(incoming, call))));
    }

    private void control(ControlCommand command) {
        CallId id = incoming.id();
        Thread.ofVirtual().name("control-" + id).start(() -> {
            var outcome = switch (command) {
                case HANG_UP -> ports.control().hangUp(id);
                case LOOK_UP, RECONNECT, APOLOGISE, LIMIT -> ports.control().lookUp(id);
            };
            owner.accept(new CallEvent.FromControl(outcome));
        });
    }
}
