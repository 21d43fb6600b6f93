package dev.switchhook.app.audit;

import dev.switchhook.domain.caller.CallId;
import java.util.Optional;

/// Remembers what people did by hand: looked at a transcript, hung up, exported, erased. Safe for use by several
/// threads; slow, so never on the way of a call's sound.
@FunctionalInterface
public interface Audit {

    /// The longest name of a person.
    int LONGEST_WHO = 120;

    /// The longest name of a deed.
    int LONGEST_WHAT = 60;

    /// The longest detail.
    int LONGEST_DETAIL = 1000;

    /// Notes a deed. When it returns, the note is kept; a deed that must not go unseen is done after that.
    ///
    /// A name or detail that is too long is cut, and its control characters become spaces.
    ///
    /// @param who the person, as they have logged in, such as `anna` or `command line (anna)`
    /// @param what the deed, one word of `a-z`, `0-9` and `-`, such as `transcript-seen`
    /// @param call the call that it concerns
    /// @param detail in words, without a phone number and without anything that was said
    /// @throws IllegalArgumentException when the deed is no such word
    /// @throws AuditUnavailable when it could not be kept, or nobody knows whether it was
    void note(String who, String what, Optional<CallId> call, String detail) throws AuditUnavailable;

    /// The note could not be kept.
    final class AuditUnavailable extends Exception {

        private static final long serialVersionUID = 1L;

        /// @param message without anything of the note
        public AuditUnavailable(String message) {
            super(message);
        }
    }
}
