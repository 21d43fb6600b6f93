package dev.switchhook.app.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Records once what the Java of the program loads and links when it starts, so that every later start takes a fraction
/// of the time. A fleet that cares for quick restarts does the same.
final class QuickStart {

    private static final int LONGEST_MINUTES = 3;

    private QuickStart() {}

    /// Starts the program, lets it be used, stops it in good order, and waits until the recording is written.
    ///
    /// @param java options that all processes of the program have
    /// @param use what is done with the program that runs
    /// @return the options of later starts; they bring no recording when none could be made
    static List<String> record(
            int port, String classPath, List<String> java, Map<String, String> environment, Path directory, Use use)
            throws IOException, InterruptedException {
        Path cache = directory.resolve("start.aot");
        Files.deleteIfExists(cache);
        List<String> recording = new ArrayList<>(java);
        recording.add("-XX:AOTCacheOutput=" + cache);
        try (BridgeProcess training =
                new BridgeProcess(port, classPath, recording, environment, directory.resolve("training.log"))) {
            training.start();
            use.with(training);
            training.stop(LONGEST_MINUTES, TimeUnit.MINUTES);
        }
        List<String> later = new ArrayList<>(java);
        if (Files.exists(cache)) {
            later.add("-XX:AOTCache=" + cache);
        }
        return later;
    }

    /// What is done with a program that runs.
    @FunctionalInterface
    interface Use {

        void with(BridgeProcess process) throws IOException, InterruptedException;
    }
}
