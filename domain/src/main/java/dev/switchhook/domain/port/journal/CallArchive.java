package dev.switchhook.domain.port.journal;

import dev.switchhook.domain.caller.CallId;
import java.util.List;

/// Reads what the journal has kept. It may be a second behind. Slow: it may block for 2 s. Safe for use by several
/// threads.
@FunctionalInterface
public interface CallArchive {

    /// What was noted about a call, in order; empty when nothing is known.
    ///
    /// @throws ArchiveUnavailable when the archive cannot be read now
    List<Noted> entries(CallId call) throws ArchiveUnavailable;

    /// The archive cannot be read now. Its message holds no secret.
    final class ArchiveUnavailable extends Exception {

        private static final long serialVersionUID = 1L;

        /// Says why.
        public ArchiveUnavailable(String why, Throwable cause) {
            super(why, cause);
        }
    }
}
