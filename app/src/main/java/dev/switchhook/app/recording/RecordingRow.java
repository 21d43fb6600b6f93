package dev.switchhook.app.recording;

import dev.switchhook.domain.caller.CallId;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/// One recording of a call.
///
/// @param part counted from 1
/// @param place the directory, by its name
/// @param path the file below it
/// @param kept whether the caller was told
/// @param bytes how long the file is; 0 while that is not known
record RecordingRow(
        CallId call, int part, String place, String path, Instant beganAt, boolean kept, long bytes, Duration length) {

    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9]{1,64}-[0-9]{1,9}\\.wav");

    /// The name of the file of a part: it holds nothing about anybody.
    static String file(CallId call, int part) {
        return call.value() + "-" + part + ".wav";
    }

    /// Whether it names a file in the directory itself.
    boolean isPlain() {
        return FILE.matcher(path).matches();
    }
}
