package dev.switchhook.domain.call;

import dev.switchhook.domain.port.control.ControlCommand;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.line.LineCommand;
import dev.switchhook.domain.port.speech.SpeechCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Collects the effects of one step, in order.
final class Outbox {

    private final List<CallEffect> effects = new ArrayList<>(4);

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

    Step step(Instant wakeAt) {
        return new Step(effects, wakeAt);
    }
}
