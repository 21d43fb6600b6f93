package dev.switchhook.app.tools;

import dev.switchhook.domain.caller.CallId;
import java.io.Serial;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Keeps which intents have taken effect, so that none does so twice. It may block, for 2 s at most; safe for use by
/// several threads and processes.
///
/// An intent is noted before its tool runs and again when the tool is done. Only success is kept; a failure leaves a
/// note
/// that says so, because its effect has to be looked up before anything is repeated.
public interface EffectLedger {

    /// Notes that a run begins, unless there is a note of that intent. Begun again by the same run, it has begun,
    /// unless that run is over.
    ///
    /// @param run which run of which process, at most 64 characters
    /// @param arguments JSON text, kept until the run is over
    /// @throws LedgerUnavailable when it cannot be noted; whether it was is unknown, and the tool must not run
    Entry begin(Intent intent, String run, String arguments) throws LedgerUnavailable;

    /// A run that was left behind is begun anew by another one.
    ///
    /// @return whether it was; otherwise somebody else was faster
    boolean beginAnew(Intent intent, String former, String run) throws LedgerUnavailable;

    /// Keeps the reply of an intent that has taken effect, unless one is kept.
    ///
    /// @return the one that is kept
    Reply done(Intent intent, Reply reply) throws LedgerUnavailable;

    /// What an intent has done was undone by another one: its note goes, and the same words begin anew.
    void undone(Intent intent) throws LedgerUnavailable;

    /// The run is over and had no effect: its note goes.
    void withoutEffect(Intent intent, String run) throws LedgerUnavailable;

    /// The run is over, and nobody knows its effect.
    void doubtful(Intent intent, String run) throws LedgerUnavailable;

    /// All notes of a call, oldest first.
    List<Note> of(CallId call) throws LedgerUnavailable;

    /// What the model was told of an effect.
    ///
    /// @param answer JSON text
    /// @param personal the names in it that tell something about a person
    record Reply(String answer, Set<String> personal) {

        /// Keeps its own copy.
        public Reply {
            personal = Set.copyOf(personal);
        }
    }

    /// A note with its intent.
    record Note(Intent intent, Entry entry) {}

    /// What is noted of an intent.
    sealed interface Entry {

        /// This run has begun, and nobody else has.
        record Begun() implements Entry {}

        /// It has taken effect.
        record Done(Reply reply) implements Entry {}

        /// Another run began it and has not noted how it ended.
        ///
        /// @param doubtful whether that run is over, and nobody knows its effect
        /// @param age since it began
        /// @param arguments JSON text
        record Open(String run, boolean doubtful, Duration age, String arguments) implements Entry {}
    }

    /// The ledger gives no answer. Its message holds nothing of a caller.
    final class LedgerUnavailable extends Exception {

        @Serial
        private static final long serialVersionUID = 1L;

        /// Says why.
        public LedgerUnavailable(String why) {
            super(why);
        }
    }
}
