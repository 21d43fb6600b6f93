package dev.switchhook.openai;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What the server does by itself when the caller speaks: stop its reply, and answer. Both can be taken from it,
/// by the configuration for good, and for the time of a line that nobody may interrupt; then we do what is wanted.
///
/// Taking and giving back are updates of the session. Until the server shows that it has its reflexes back, we go on
/// doing what they would do, so that a caller is neither ignored nor answered twice. Not safe for use by several
/// threads.
final class Reflexes {

    private final TurnDetection usual;
    private final ClientEvents events;
    private boolean taken;
    private boolean givenBack;
    private boolean owed;
    private @Nullable String asked;

    Reflexes(TurnDetection usual, ClientEvents events) {
        this.usual = usual;
        this.events = events;
    }

    /// Takes both from the server.
    void take(Consumer<String> out) {
        if ((usual.answers() || usual.interrupts()) && (!taken || givenBack)) {
            out.accept(events.updateSession(AudioProfile.change(usual, false, false)));
            taken = true;
            givenBack = false;
        }
    }

    /// Gives back what was taken.
    void giveBack(Consumer<String> out) {
        if (taken && !givenBack) {
            out.accept(events.updateSession(AudioProfile.change(usual, usual.answers(), usual.interrupts())));
            givenBack = true;
        }
    }

    /// The server shows what it does by itself.
    void shown(boolean answers, boolean interrupts) {
        if (givenBack && answers == usual.answers() && interrupts == usual.interrupts()) {
            taken = false;
            givenBack = false;
        }
    }

    /// Whether a reply that the caller interrupts goes on unless we cancel it.
    boolean weStop() {
        return taken || !usual.interrupts();
    }

    /// The caller's turn is over.
    void callerStopped() {
        if (taken || !usual.answers()) {
            owed = true;
            asked = null;
        }
    }

    /// A reply begins that knows what the caller said.
    void answered() {
        owed = false;
        asked = null;
    }

    /// Whether nobody answers the caller unless we ask for it, and we have not.
    boolean owesAnswer() {
        return owed && asked == null;
    }

    /// The answer was asked for by that event of ours.
    void asked(String eventId) {
        asked = eventId;
    }

    /// The server does not take up that request of ours.
    void refused(String eventId) {
        if (eventId.equals(asked)) {
            asked = null;
        }
    }
}
