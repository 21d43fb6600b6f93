package dev.switchhook.app.rehearsal;

import dev.switchhook.domain.port.journal.CallJournal;
import java.util.Map;
import javax.sql.DataSource;

/// Starts the program that is rehearsed.
@FunctionalInterface
public interface Stage {

    /// Starts the program with these settings on top of its configuration.
    ///
    /// @param decided settings by key: the peers, the public address, the port
    /// @param journal is told what happens in the calls, beside the program's own journal
    Running start(Map<String, String> decided, CallJournal journal);

    /// The program while it runs.
    interface Running extends AutoCloseable {

        /// The port on which it listens on the loopback address.
        int port();

        /// The database in which it keeps what was done.
        DataSource database();

        /// Whether its registry has written down that this call is over.
        boolean recordedOver(String call);

        /// Ends it at once, as a killed process ends: it says nothing to anybody, and what it has not written down
        /// is lost.
        void crash();

        /// Stops it, without waiting for calls.
        @Override
        void close();
    }
}
