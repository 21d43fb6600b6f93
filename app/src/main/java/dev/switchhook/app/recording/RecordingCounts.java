package dev.switchhook.app.recording;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What went wrong with recordings. The log tells it once until a recording succeeds again. Safe for use by several
/// threads.
final class RecordingCounts {

    private static final Logger LOG = LoggerFactory.getLogger(RecordingCounts.class);

    final LongAdder failed = new LongAdder();
    final LongAdder lostSamples = new LongAdder();
    private final AtomicBoolean told = new AtomicBoolean();

    /// A recording ends too early, or could not begin.
    void fails(Exception failure) {
        failed.increment();
        if (told.compareAndSet(false, true)) {
            LOG.error("event=recording-failed failure={}", failure.getClass().getSimpleName());
        }
    }

    void succeeds() {
        told.set(false);
    }

    void loses(long samples) {
        lostSamples.add(samples);
    }
}
