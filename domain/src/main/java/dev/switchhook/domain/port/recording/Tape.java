package dev.switchhook.domain.port.recording;

import dev.switchhook.domain.port.line.LineCommand;
import dev.switchhook.domain.port.line.LineEvent;
import java.time.Instant;

/// The recording of one call: what the caller says, and what they hear. Fast; used by the owner of the call alone.
///
/// It is kept only if [#keep] was called; otherwise nothing is left of it once it is closed.
public interface Tape {

    /// Nothing is recorded.
    Tape NONE = new Tape() {
        @Override
        public void commanded(LineCommand command, Instant now) {}

        @Override
        public void told(LineEvent event, Instant now) {}

        @Override
        public void keep() {}

        @Override
        public void discard() {}

        @Override
        public void close(Instant now) {}
    };

    /// The line was told this.
    void commanded(LineCommand command, Instant now);

    /// The line has told this.
    void told(LineEvent event, Instant now);

    /// The caller knows that they are recorded: from now on the recording, from its beginning, is to be kept.
    void keep();

    /// Nothing of it is to be kept, and nothing more is recorded.
    void discard();

    /// Nothing more comes.
    void close(Instant now);
}
