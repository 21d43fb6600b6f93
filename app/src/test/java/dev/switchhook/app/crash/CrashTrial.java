package dev.switchhook.app.crash;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.rehearsal.Role;
import dev.switchhook.domain.settings.Secret;
import dev.switchhook.openai.rehearsal.OpenAiRehearsal;
import dev.switchhook.openai.rehearsal.RehearsalOptions;
import dev.switchhook.twilio.rehearsal.CallPlan;
import dev.switchhook.twilio.rehearsal.CallerStep;
import dev.switchhook.twilio.rehearsal.Fallback;
import dev.switchhook.twilio.rehearsal.Mischief;
import dev.switchhook.twilio.rehearsal.RehearsalTwilio;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/// Two processes of the real program on one PostgreSQL, between a rehearsed Twilio and a rehearsed provider, with
/// calls going on all the time; one of the processes is killed every few seconds and started again. Afterwards
/// everybody's books are compared.
final class CrashTrial {

    private static final String ORIGIN = "https://crash.switchhook.example";
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration BETWEEN_CALLS = Duration.ofMillis(75);
    /// The longest call that nothing disturbs lasts about as long; then every fault must have been mended.
    private static final Duration LAST_CALLS = Duration.ofSeconds(90);
    private static final Duration QUIET = Duration.ofSeconds(60);
    private static final int FEWEST_ROUNDS = 3;
    private static final int REHEARSED = 3;
    private static final RehearsalOptions MODEL = new RehearsalOptions(Duration.ofMillis(150), 8, List.of());
    private static final List<String> JAVA =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m", "--enable-native-access=ALL-UNNAMED");

    private final CrashOptions options;
    private final Path directory;
    private final PrintStream out;
    private final Random random;
    private final Map<Integer, SessionNotes> sessions = new ConcurrentHashMap<>();
    private final Queue<CallVerdict> verdicts = new ConcurrentLinkedQueue<>();
    private final AtomicInteger bookings = new AtomicInteger();
    private final AtomicInteger callers = new AtomicInteger();
    private final AtomicInteger going = new AtomicInteger();
    private final CountDownLatch never = new CountDownLatch(1);
    private volatile boolean ending;

    /// @param directory where the processes write their logs and keep their files
    CrashTrial(CrashOptions options, Path directory, PrintStream out) {
        this.options = options;
        this.directory = directory;
        this.out = out;
        this.random = new Random(options.seed());
    }

    CrashResult run() throws IOException, SQLException, InterruptedException {
        LocalDate firstDay = LocalDate.now(ZoneId.of("Europe/Berlin")).plusDays(1);
        String classPath = ProgramJars.classPath(directory);
        try (EmbeddedPostgres database = EmbeddedPostgres.start();
                OpenAiRehearsal provider = new OpenAiRehearsal(() -> role(firstDay), MODEL, 1);
                RehearsalTwilio twilio = new RehearsalTwilio(
                        BridgeSettings.ACCOUNT, new Secret(BridgeSettings.TOKEN), URI.create(ORIGIN))) {
            twilio.fallback(Fallback.waitAndAskAgain("One moment, please.", Duration.ofSeconds(2)));
            BridgeSettings settings = new BridgeSettings(database, provider, twilio, ORIGIN, directory);
            int port = freePort();
            List<String> java = QuickStart.record(
                    port, classPath, JAVA, settings.of("training", port, freePort()), directory, process -> {
                        begin(process);
                        twilio.bridgesListenAt(List.of(process.address()));
                        rehearse(twilio);
                    });
            try (BridgeProcess one = process("one", classPath, java, settings);
                    BridgeProcess two = process("two", classPath, java, settings)) {
                return run(List.of(one, two), twilio, database);
            }
        }
    }

    /// A few calls, so that what calls need is recorded, too.
    private void rehearse(RehearsalTwilio twilio) throws InterruptedException {
        going.set(REHEARSED);
        ending = true;
        for (int i = 0; i < REHEARSED; i++) {
            call(twilio, 2);
        }
        await(() -> going.get() == 0, LAST_CALLS);
        ending = false;
        verdicts.clear();
    }

    private CrashResult run(List<BridgeProcess> bridges, RehearsalTwilio twilio, EmbeddedPostgres database)
            throws IOException, SQLException, InterruptedException {
        twilio.bridgesListenAt(bridges.stream().map(BridgeProcess::address).toList());
        for (BridgeProcess bridge : bridges) {
            bridge.start();
            begin(bridge);
        }
        beginCalls(twilio);
        int crashes = crash(bridges);
        ending = true;
        await(() -> going.get() == 0, LAST_CALLS);
        await(
                () -> twilio.ledger().unfinishedCalls().isEmpty()
                        && unfinished(database).isEmpty(),
                QUIET);
        return result(crashes, twilio, database);
    }

    private void begin(BridgeProcess bridge) throws IOException, InterruptedException {
        await(() -> bridge.listens() || !bridge.runs(), START);
        if (!bridge.listens()) {
            throw new IllegalStateException("a process did not start; its log tells why");
        }
    }

    private BridgeProcess process(String name, String classPath, List<String> java, BridgeSettings settings)
            throws IOException {
        int port = freePort();
        Path log = directory.resolve(name + ".log");
        Files.deleteIfExists(log);
        return new BridgeProcess(port, classPath, java, settings.of(name, port, freePort()), log);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Role role(LocalDate firstDay) {
        SessionNotes notes = new SessionNotes(sessions.size());
        sessions.put(notes.number(), notes);
        return new Talker(notes, new Random(options.seed() + notes.number()), bookings::getAndIncrement, firstDay);
    }

    private void beginCalls(RehearsalTwilio twilio) throws InterruptedException {
        for (int i = 0; i < options.calls(); i++) {
            going.incrementAndGet();
            call(twilio, options.rounds());
            pause(BETWEEN_CALLS);
        }
    }

    /// Places a call, and another one when it has ended.
    private void call(RehearsalTwilio twilio, int mostRounds) {
        int number = callers.getAndIncrement();
        CallPlan plan = CallPlan.of(script(new Random(options.seed() ^ (number * 7919L)), mostRounds))
                .within(Duration.ofSeconds(60), Duration.ofMinutes(5));
        CallPlan call = number % 100 < options.lostActions() ? plan.with(new Mischief.LostAction()) : plan;
        var _ = twilio.phone("+1415%07d".formatted(number), "+14155550100")
                .call(call)
                .whenComplete((phone, failure) -> {
                    if (failure == null) {
                        verdicts.add(CallVerdict.of(
                                phone,
                                BridgeSettings.APOLOGY,
                                session -> sessions.get(session).saidGoodbye()));
                    }
                    if (ending || failure != null) {
                        going.decrementAndGet();
                    } else {
                        call(twilio, options.rounds());
                    }
                });
    }

    /// Says a word now and then, and hangs up at last when the agent does not.
    private static List<CallerStep> script(Random random, int mostRounds) {
        AudioChunk word = CallerWords.oneWord();
        List<CallerStep> steps = new ArrayList<>();
        int fewest = Math.min(mostRounds, FEWEST_ROUNDS);
        int rounds = fewest + random.nextInt(mostRounds - fewest + 1);
        for (int round = 0; round < rounds; round++) {
            steps.add(new CallerStep.Listen(Duration.ofMillis(2_500 + random.nextInt(2_500))));
            steps.add(new CallerStep.Speak(word));
        }
        steps.add(new CallerStep.Listen(Duration.ofSeconds(2)));
        steps.add(new CallerStep.HangUp());
        return steps;
    }

    /// Kills a process every few seconds and starts it again at once.
    private int crash(List<BridgeProcess> bridges) throws InterruptedException, IOException {
        int crashes = 0;
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < options.length().toNanos()) {
            pause(options.every()
                    .minusNanos((System.nanoTime() - begin) % options.every().toNanos()));
            BridgeProcess victim = bridges.get(random.nextInt(bridges.size()));
            boolean listened = victim.listens();
            long cpu = victim.cpuMilliseconds();
            victim.kill();
            crashes++;
            victim.start();
            out.printf(
                    "%4d s: killed %s%s after %.1f s of CPU; %d calls are over%n",
                    Duration.ofNanos(System.nanoTime() - begin).toSeconds(),
                    bridges.indexOf(victim) == 0 ? "one" : "two",
                    listened ? "" : " (which did not listen yet)",
                    cpu / 1000.0,
                    verdicts.size());
        }
        return crashes;
    }

    private CrashResult result(int crashes, RehearsalTwilio twilio, EmbeddedPostgres database) throws SQLException {
        Bookings books = Bookings.of(database.getPostgresDatabase());
        List<String> dangling = new ArrayList<>();
        List<String> open = twilio.ledger().unfinishedCalls();
        open.forEach(call -> dangling.add(call + " goes on at Twilio; the registry says "
                + books.unfinished().getOrDefault(call, "OVER")));
        books.unfinished().forEach((call, state) -> {
            if (!open.contains(call)) {
                dangling.add(call + " is over at Twilio; the registry says " + state);
            }
        });
        List<CallVerdict> calls = List.copyOf(verdicts);
        return new CrashResult(crashes, calls, dangling, books.lostEffects(calls, sessions));
    }

    private static Map<String, String> unfinished(EmbeddedPostgres database) {
        try {
            return Bookings.of(database.getPostgresDatabase()).unfinished();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void await(BooleanSupplier condition, Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            pause(Duration.ofMillis(200));
        }
    }

    private void pause(Duration length) throws InterruptedException {
        boolean _ = never.await(length.toNanos(), TimeUnit.NANOSECONDS);
    }
}
