package dev.switchhook.app;

import com.sun.management.OperatingSystemMXBean;
import dev.switchhook.app.live.LiveHouse;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.Turn;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/// Measures what people who watch cost: 200 calls that somebody else serves note what happens in them, and 20 browsers
/// watch. `docs/console-bench.md` tells how to run it.
public final class ConsoleBenchCommand {

    private static final int CALLS = 200;
    private static final int VIEWERS = 20;
    private static final int PAGES = 50;
    private static final int WARM_UP_SECONDS = 15;
    private static final int ENTRIES_PER_SECOND = 160;
    private static final int BEATS_PER_SECOND = 20;
    private static final int CALLS_LAST_SECONDS = 180;
    private static final String PASSWORD = "correct horse battery";

    private final Random random = new Random(42);
    private final List<String> live = new ArrayList<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final LiveHouse house;
    private final Theatre theatre;

    private ConsoleBenchCommand(Theatre theatre) throws SQLException {
        this.theatre = theatre;
        this.house = new LiveHouse(theatre.database());
        house.process("elsewhere");
        for (int i = 0; i < CALLS; i++) {
            begin();
        }
    }

    /// Runs it.
    ///
    /// @param arguments for how many seconds each of the two parts is measured; 30 without one
    public static void main(String[] arguments) throws Exception {
        int seconds = arguments.length == 0 ? 30 : Integer.parseInt(arguments[0]);
        try (Theatre theatre = new Theatre(Map.of("switchhook.console.password", PASSWORD))) {
            new ConsoleBenchCommand(theatre).run(seconds);
        }
        System.exit(0);
    }

    private void run(int seconds) throws Exception {
        Thread calls = Thread.ofPlatform().daemon().start(this::callsGoOn);
        List<Socket> viewers = new ArrayList<>();
        LongAdder bytes = new LongAdder();
        try (Browser browser = new Browser(theatre.port())) {
            browser.logIn("operator", PASSWORD);
            double[] pages = pages(browser);
            double idle = load(seconds);
            for (int i = 0; i < VIEWERS; i++) {
                viewers.add(viewer(browser, bytes));
            }
            load(WARM_UP_SECONDS);
            bytes.reset();
            double watched = load(seconds);
            double perViewer = bytes.sum() / 1024.0 / seconds / VIEWERS;
            double[] whileWatched = pages(browser);
            System.out.printf(
                    Locale.ROOT,
                    """
                    calls %d, entries/s %d, viewers %d, seconds %d each
                    page of live calls, ms       p50 %.1f  p95 %.1f
                    the same while 20 watch, ms  p50 %.1f  p95 %.1f
                    CPU, percent of one core     nobody watches %.1f  20 watch %.1f  watching costs %.1f
                    KiB per viewer and second    %.1f
                    """,
                    CALLS,
                    ENTRIES_PER_SECOND,
                    VIEWERS,
                    seconds,
                    pages[PAGES / 2],
                    pages[PAGES * 95 / 100],
                    whileWatched[PAGES / 2],
                    whileWatched[PAGES * 95 / 100],
                    idle,
                    watched,
                    watched - idle,
                    perViewer);
        } finally {
            calls.interrupt();
            calls.join();
            for (Socket viewer : viewers) {
                viewer.close();
            }
        }
    }

    /// How long it takes from the request to the whole page, the shortest first, after some for practice.
    private static double[] pages(Browser browser) throws Exception {
        double[] times = new double[PAGES];
        for (int i = -PAGES; i < PAGES; i++) {
            long before = System.nanoTime();
            if (browser.get("/console").statusCode() != 200) {
                throw new IllegalStateException("no page");
            }
            times[Math.max(i, 0)] = (System.nanoTime() - before) / 1e6;
            pause(Duration.ofMillis(40));
        }
        Arrays.sort(times);
        return times;
    }

    private void callsGoOn() {
        try {
            for (int beat = 1; true; beat++) {
                for (int i = 0; i < ENTRIES_PER_SECOND / BEATS_PER_SECOND; i++) {
                    something();
                }
                if (beat % (BEATS_PER_SECOND * CALLS_LAST_SECONDS / CALLS) == 0) {
                    house.state(live.removeFirst(), "OVER");
                    begin();
                }
                pause(Duration.ofSeconds(1).dividedBy(BEATS_PER_SECOND));
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException _) {
            // It is over.
        }
    }

    private static void pause(Duration time) throws InterruptedException {
        if (new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("nobody ends a pause");
        }
    }

    /// How much of a core this process uses in the next seconds, in percent.
    private static double load(int seconds) throws InterruptedException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long before = system.getProcessCpuTime();
        long began = System.nanoTime();
        pause(Duration.ofSeconds(seconds));
        return 100.0 * (system.getProcessCpuTime() - before) / (System.nanoTime() - began);
    }

    /// Reads as little as a browser's socket does, because what a browser does costs another machine.
    private Socket viewer(Browser browser, LongAdder bytes) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), theatre.port());
        String cookies = browser.cookies().entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        socket.getOutputStream()
                .write(("GET /console/live HTTP/1.1\r\nHost: 127.0.0.1:" + theatre.port()
                                + "\r\nAccept: text/event-stream\r\nCookie: " + cookies + "\r\n\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
        Thread.ofPlatform().daemon().start(() -> {
            byte[] buffer = new byte[65_536];
            try (InputStream stream = socket.getInputStream()) {
                for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                    bytes.add(read);
                }
            } catch (IOException _) {
                // Closed at the end.
            }
        });
        return socket;
    }

    private void begin() throws SQLException {
        String call = "CA" + numbers.incrementAndGet();
        house.call(call, "+49301234" + (100 + random.nextInt(900)), "elsewhere");
        note(call, new JournalEntry.LineOpened());
        note(call, new JournalEntry.ModelReady("gpt", Duration.ofMillis(300)));
        note(call, new JournalEntry.Attended("Serenity", Optional.of("openai")));
        live.add(call);
    }

    private void note(String call, JournalEntry entry) throws SQLException {
        house.note(call, "elsewhere", entry);
    }

    private void something() throws SQLException {
        String call = live.get(random.nextInt(live.size()));
        JournalEntry entry = switch (random.nextInt(8)) {
            case 0, 1, 2 -> new JournalEntry.Spoken(new Turn.Caller(sentence()));
            case 3, 4 -> new JournalEntry.Spoken(new Turn.Agent(new ItemId("i" + random.nextInt()), sentence()));
            case 5 -> new JournalEntry.Answered(Duration.ofMillis(300 + random.nextInt(900)), Duration.ofMillis(90));
            case 6 -> new JournalEntry.ToolStarted(new ToolCall(new ToolCall.Id("c"), "find_slots", "{}"));
            default -> new JournalEntry.ToolEnded("find_slots", new ToolOutcome.Done("{}"), Duration.ofMillis(80));
        };
        note(call, entry);
    }

    private String sentence() {
        return "I would like a massage on day " + random.nextInt(31) + " in the afternoon, if that is possible at all.";
    }
}
