package dev.switchhook.app.runtime;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.line.LineCommand;
import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.port.recording.Tape;
import dev.switchhook.domain.port.recording.TapeOrder;
import java.time.Instant;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The tape of one call, while it is recorded. Used by the owner of the call. A defect of the recording ends the
/// recording, and never reaches the call.
final class TapeDeck {

    private final CallId call;
    private final Premises premises;
    private @Nullable Tape tape;

    TapeDeck(CallId call, Premises premises) {
        this.call = call;
        this.premises = premises;
    }

    void carryOut(TapeOrder order) {
        switch (order) {
            case BEGIN -> {
                close();
                guarded((_, now) -> tape = premises.ports().recorder().begin(call, now), Tape.NONE);
            }
            case KEEP -> on((running, _) -> running.keep());
            case DISCARD -> {
                on((running, _) -> running.discard());
                close();
            }
        }
    }

    void commanded(LineCommand command) {
        if (tape != null) {
            on((running, now) -> running.commanded(command, now));
        }
    }

    void told(LineEvent event) {
        if (tape != null) {
            on((running, now) -> running.told(event, now));
        }
    }

    void close() {
        on(Tape::close);
        tape = null;
    }

    private void on(BiConsumer<Tape, Instant> work) {
        @Nullable Tape running = tape;
        if (running != null) {
            guarded(work, running);
        }
    }

    private void guarded(BiConsumer<Tape, Instant> work, Tape running) {
        try {
            work.accept(running, premises.alarm().now());
        } catch (RuntimeException defect) {
            tape = null;
            premises.defects().accept(call, defect);
        }
    }
}
