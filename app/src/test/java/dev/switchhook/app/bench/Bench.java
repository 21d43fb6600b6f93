package dev.switchhook.app.bench;

import dev.switchhook.app.crash.ProgramJars;
import dev.switchhook.domain.rehearsal.SessionReport;
import dev.switchhook.domain.testkit.TestSound;
import dev.switchhook.openai.rehearsal.OpenAiRehearsal;
import dev.switchhook.openai.rehearsal.RehearsalOptions;
import dev.switchhook.twilio.rehearsal.CallerStep;
import dev.switchhook.twilio.rehearsal.PhoneReport;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Plays the scenes of the bench, each of them once in every run. The program runs in processes of its own; the
/// rehearsed peers are in this one, and all times are taken here, from one clock. Used by one thread.
final class Bench implements AutoCloseable {

    private static final int FEW = 20;
    private static final int PASSING = 100;
    private static final int ROUNDS = 6;
    private static final int LINE = 4_000;
    private static final int PASSAGE = 8_000;
    /// The agents think no time at all, so that what is measured is the program.
    private static final RehearsalOptions QUICK = new RehearsalOptions(Duration.ZERO, 8, List.of());

    private static final RehearsalOptions STEADY = new RehearsalOptions(Duration.ZERO, 1, List.of());
    private static final int KEPT_REPORTS = 420;

    private final BenchOptions options;
    private final Path directory;
    private final List<String> pinned;
    private final String classPath;
    private final Consumer<String> out;
    private final Readings readings = new Readings();
    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(
            1, Thread.ofPlatform().daemon().name("bench-relay").factory(), NioIoHandler.newFactory());

    /// @param pinned what stands before the command of the program
    /// @param directory where the program writes
    Bench(BenchOptions options, List<String> pinned, Path directory, Consumer<String> out) throws IOException {
        this.options = options;
        this.directory = directory;
        this.pinned = List.copyOf(pinned);
        this.out = out;
        this.classPath = ProgramJars.classPath(directory);
    }

    /// Plays everything.
    Readings run() throws IOException, InterruptedException {
        talk();
        pass();
        return readings;
    }

    /// Interruptions, with a few calls and with many.
    private void talk() throws IOException, InterruptedException {
        Cast cast = new Cast(0);
        cast.play(new Orator.Scenery(LINE, "", false));
        try (OpenAiRehearsal provider = new OpenAiRehearsal(cast, QUICK, KEPT_REPORTS);
                Company company = new Company();
                BenchBridge bridge = bridge("talk", company, towards(provider.baseUrl(), provider))) {
            company.bridgeListensAt(bridge.address());
            var _ = interrupted(company, provider, cast, FEW);
            for (int run = 1; run <= options.runs(); run++) {
                said("interruptions", run);
                Interruptions few = interrupted(company, provider, cast, FEW);
                Interruptions many = interrupted(company, provider, cast, options.many());
                String why = "no interruption was seen";
                readings.add(Figure.CLEAR_20_P50, few.clear().at(0.5), why);
                readings.add(Figure.CLEAR_20_P99, few.clear().at(0.99), why);
                readings.add(Figure.CLEAR_200_P50, many.clear().at(0.5), why);
                readings.add(Figure.CLEAR_200_P99, many.clear().at(0.99), why);
                few.credit().addAll(many.credit().all());
                few.beyond().addAll(many.beyond().all());
                few.stale().addAll(many.stale().all());
                readings.add(Figure.CREDIT_LEAST, few.credit().at(0), "the model was told nothing");
                readings.add(Figure.CREDIT_MOST, few.credit().at(1), "the model was told nothing");
                readings.add(Figure.CREDIT_BEYOND, few.beyond().at(1), "the model was told nothing");
                readings.add(Figure.STALE, few.stale().sum(), why);
                readings.add(Figure.LATE, few.staleReplies(), why);
                readings.add(Figure.INTERRUPTIONS, OptionalDouble.of(few.stale().count()), why);
            }
        }
    }

    private Interruptions interrupted(Company company, OpenAiRehearsal provider, Cast cast, int calls)
            throws InterruptedException {
        List<PhoneReport> phones =
                Company.over(company.call(calls, Duration.ofMillis(10), call -> Interruptions.script(ROUNDS, call)));
        Interruptions seen = new Interruptions();
        List<SessionReport> sessions = provider.reports();
        int forgotten = cast.begun() - sessions.size();
        for (PhoneReport phone : phones) {
            OptionalInt session = Tone.session(phone.heard().bytes(), 0);
            if (session.isPresent()) {
                seen.add(phone, sessions.get(cast.place(session.getAsInt()) - forgotten));
            }
        }
        return seen;
    }

    /// How long the program keeps what passes.
    private void pass() throws IOException, InterruptedException {
        Cast cast = new Cast(0);
        Passage warming = new Passage();
        Passage[] passage = {warming};
        EventLoop loop = (EventLoop) loops.next();
        InetSocketAddress[] program = new InetSocketAddress[1];
        try (OpenAiRehearsal provider = new OpenAiRehearsal(cast, STEADY, 1);
                Relay before = new Relay(
                        loop, () -> program[0], () -> passage[0].telephone().watch());
                Relay behind = new Relay(
                        loop,
                        () -> at(provider.baseUrl()),
                        () -> passage[0].provider().watch());
                Company company = new Company();
                BenchBridge bridge = bridge("pass", company, towards(through(behind, provider), provider))) {
            program[0] = bridge.address();
            company.bridgeListensAt(before.address());
            passed(company, cast, passage[0]);
            for (int run = 1; run <= options.runs(); run++) {
                said("frames that pass", run);
                passage[0] = new Passage();
                passed(company, cast, passage[0]);
                String why = "no sound was recognised on both sides";
                readings.add(Figure.TO_MODEL_P50, passage[0].toModel().at(0.5), why);
                readings.add(Figure.TO_MODEL_P99, passage[0].toModel().at(0.99), why);
                readings.add(Figure.TO_CALLER_P50, passage[0].toCaller().at(0.5), why);
                readings.add(Figure.TO_CALLER_P99, passage[0].toCaller().at(0.99), why);
            }
        }
    }

    private void passed(Company company, Cast cast, Passage passage) throws InterruptedException {
        cast.play(new Orator.Scenery(PASSAGE, "", true));
        passage.open(true);
        List<PhoneReport> _ = Company.over(company.call(
                PASSING,
                Duration.ofMillis(10),
                call -> List.of(new CallerStep.Speak(TestSound.murmur(call, PASSAGE)), new CallerStep.HangUp())));
        passage.open(false);
    }

    private BenchBridge bridge(String name, Company company, Map<String, String> settings)
            throws IOException, InterruptedException {
        Map<String, String> all = new HashMap<>(settings);
        all.put("TWILIO_API_BASE_URL", company.apiBaseUrl().toString());
        return BenchBridge.start(name, classPath, pinned, all, directory);
    }

    private static Map<String, String> towards(URI baseUrl, OpenAiRehearsal provider) {
        return Map.of(
                "SWITCHHOOK_PROVIDER", "openai",
                "OPENAI_API_KEY", provider.key().reveal(),
                "OPENAI_BASE_URL", baseUrl.toString());
    }

    private static URI through(Relay relay, OpenAiRehearsal provider) {
        return URI.create("http://127.0.0.1:" + relay.address().getPort()
                + provider.baseUrl().getPath());
    }

    private static InetSocketAddress at(URI url) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), url.getPort());
    }

    private void said(String scene, int run) {
        out.accept("  run " + run + ": " + scene);
    }

    @Override
    public void close() {
        var _ = loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
