package dev.switchhook.domain.call;

import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.control.ControlCommand;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.line.LineCommand;
import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechFault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Collects the effects of one step, in order, and knows how the call stands: a standing is said once, and never
/// taken back.
final class Outbox {

    private final List<CallEffect> effects = new ArrayList<>(4);
    private CallState stood;
    private boolean modelClosed;

    /// @param stood how the call stands before this step
    Outbox(CallState stood) {
        this.stood = stood;
    }

    void line(LineCommand command) {
        effects.add(new CallEffect.ToLine(command));
    }

    void model(SpeechCommand command) {
        effects.add(new CallEffect.ToModel(command));
    }

    void control(ControlCommand command) {
        effects.add(new CallEffect.ToControl(command));
    }

    void journal(JournalEntry entry) {
        effects.add(new CallEffect.ToJournal(entry));
    }

    void add(CallEffect effect) {
        effects.add(effect);
    }

    /// Begins a session with the speech model.
    void openModel(SpeechBriefing briefing) {
        modelClosed = false;
        effects.add(new CallEffect.OpenModel(briefing));
    }

    /// Ends the session with the speech model; once is enough.
    void closeModel() {
        if (!modelClosed) {
            modelClosed = true;
            effects.add(new CallEffect.CloseModel());
        }
    }

    /// Ends the session with the speech model, because it is of no use.
    void giveModelUp(SpeechFault why) {
        if (!modelClosed) {
            modelClosed = true;
            journal(new JournalEntry.ModelFaulted(why.toString()));
            effects.add(new CallEffect.GiveModelUp(why));
        }
    }

    /// Ends the session with the speech model, and goes on with the next one.
    void switchModel() {
        modelClosed = false;
        effects.add(new CallEffect.SwitchModel());
    }

    /// Says that the call stands so from now on, unless it does already or stands further.
    void stand(CallState state, Optional<EndReason> reason) {
        if (state != stood && stood.next().contains(state)) {
            stood = state;
            effects.add(new CallEffect.Stand(state, reason));
        }
    }

    void stand(CallState state, EndReason reason) {
        stand(state, Optional.of(reason));
    }

    /// How the call stands now.
    CallState stood() {
        return stood;
    }

    Step step(Instant wakeAt) {
        return new Step(effects, wakeAt);
    }
}
