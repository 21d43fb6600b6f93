package dev.switchhook.app.delivery;

import dev.switchhook.domain.caller.CallId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A receiver that is a program of the user's: it is started for every record, gets it on its standard
/// input, and says by the exit code 0 that it has it. After 30 s it is killed.
///
/// It knows none of our secrets: of the environment it gets what names places and languages, and `CALL_ID`.
/// What it prints is thrown away, and counted.
final class Program implements Receiver {

    private static final Logger LOG = LoggerFactory.getLogger(Program.class);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Path command;
    private final Duration longest;

    Program(Path command) {
        this(command, LONGEST);
    }

    /// @param longest how long it may run
    Program(Path command, Duration longest) {
        this.command = command;
        this.longest = longest;
    }

    @Override
    public String name() {
        return "command";
    }

    @Override
    public Answer deliver(CallId call, String body) {
        ProcessBuilder builder = new ProcessBuilder(command.toString()).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> !name.matches("PATH|HOME|TMPDIR|TZ|LANG|LC_[A-Z]+"));
        environment.put("CALL_ID", call.value());
        Process process;
        try {
            process = builder.start();
        } catch (IOException _) {
            return new Answer.Failed("not-started");
        }
        LongAdder printed = new LongAdder();
        Thread reader = Thread.ofVirtual().name("command-output").start(() -> drain(process, printed));
        Thread writer = Thread.ofVirtual().name("command-input").start(() -> feed(process, body));
        try {
            if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Answer.Failed("late");
            }
            reader.join(Duration.ofSeconds(1));
            LOG.debug("call={} event=after-call-command printed-bytes={}", call, printed.sum());
            int code = process.exitValue();
            return code == 0 ? new Answer.Arrived() : new Answer.Failed("exit-" + code);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Answer.Failed("interrupted");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            writer.interrupt();
        }
    }

    private static void drain(Process process, LongAdder printed) {
        byte[] buffer = new byte[8_192];
        try (InputStream output = process.getInputStream()) {
            int read = output.read(buffer);
            while (read >= 0) {
                printed.add(read);
                read = output.read(buffer);
            }
        } catch (IOException _) {
            // It was killed.
        }
    }

    private static void feed(Process process, String body) {
        try (OutputStream input = process.getOutputStream()) {
            input.write(body.getBytes(StandardCharsets.UTF_8));
        } catch (IOException _) {
            // It has ended, or does not read; its exit code says whether it has what it needs.
        }
    }
}
