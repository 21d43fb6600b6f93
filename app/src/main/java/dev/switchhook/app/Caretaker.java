package dev.switchhook.app;

import dev.switchhook.app.config.KeepingSettings;
import dev.switchhook.app.config.RefusedStart;
import dev.switchhook.app.recording.Recorder;
import dev.switchhook.app.recording.RecordingErasure;
import dev.switchhook.app.retention.Retention;
import dev.switchhook.app.runtime.Alarm;
import dev.switchhook.domain.port.registry.NodeId;
import dev.switchhook.domain.settings.SettingsReader;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks after what calls leave behind: a minute after the start and every hour it finishes the recordings of killed
/// processes, and deletes what is too old.
final class Caretaker {

    private static final Logger LOG = LoggerFactory.getLogger(Caretaker.class);
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration EVERY = Duration.ofHours(1);

    private final Retention retention;
    private final RecordingErasure recordings;
    private final Recorder recorder;
    private final NodeId me;
    private final Alarm alarm;

    private Caretaker(Retention retention, RecordingErasure recordings, Recorder recorder, NodeId me, Alarm alarm) {
        this.retention = retention;
        this.recordings = recordings;
        this.recorder = recorder;
        this.me = me;
        this.alarm = alarm;
    }

    /// The recorder of this process.
    ///
    /// @param used whether any call is recorded
    /// @throws RefusedStart when calls are to be recorded, and nothing can be written there
    static Recorder recorder(DataSource database, KeepingSettings settings, NodeId me, boolean used) {
        Recorder recorder = new Recorder(database, settings.recordings(), me.value());
        try {
            if (used) {
                recorder.prepare();
            }
            return recorder;
        } catch (IOException _) {
            throw new RefusedStart(List.of(SettingsReader.environmentName(KeepingSettings.DIRECTORY_KEY) + ": "
                    + settings.recordings() + " cannot be written; allowed: a directory that this program may write"));
        }
    }

    /// Begins.
    static Caretaker begin(DataSource database, KeepingSettings settings, NodeId me, Recorder recorder) {
        Caretaker caretaker = new Caretaker(
                new Retention(database, Erasures.of(database, settings), settings.days(), me.value()),
                new RecordingErasure(database, settings.recordings()),
                recorder,
                me,
                Alarm.steady());
        caretaker.next(FIRST);
        return caretaker;
    }

    private void next(Duration after) {
        Instant at = alarm.now().plus(after);
        alarm.wake(at, () -> Thread.ofVirtual().name("retention").start(this::round));
    }

    private void round() {
        try {
            recordings.mendLeftBehind(me.value());
        } catch (SQLException | IOException failed) {
            LOG.warn(
                    "event=recordings-left-behind failure={}", failed.getClass().getSimpleName());
        }
        retention.run(Instant.now());
        next(EVERY);
    }

    /// Stops as a killed process does.
    void stop() {
        alarm.close();
    }

    /// Stops, and waits for the recordings to be written.
    void close() {
        stop();
        recorder.close();
    }
}
