package dev.switchhook.app.bench;

import dev.switchhook.domain.testkit.TestSound;
import dev.switchhook.openai.rehearsal.OpenAiRehearsal;
import dev.switchhook.openai.rehearsal.RehearsalOptions;
import dev.switchhook.twilio.rehearsal.CallerStep;
import dev.switchhook.twilio.rehearsal.PhoneReport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Calls through two relays, one before the program and one behind it: how long the program keeps what passes, and how
/// soon callers are greeted.
final class PassingScene implements Scene {

    private static final int CALLS = 100;
    private static final int GREETED = 20;
    private static final int LINE = 9_200;
    private static final Duration APART = Duration.ofMillis(20);
    /// So long after the first one all calls have begun, and the work of beginning is done.
    private static final Duration BEGUN = Duration.ofSeconds(4);
    /// All calls go on for so long.
    private static final Duration MEASURED = Duration.ofSeconds(5);
    private static final Duration GREETED_APART = Duration.ofMillis(50);
    /// So much later the carrier opens the media connection than it has been told to.
    private static final Duration CONNECTING = Duration.ofMillis(300);
    /// The agents think no time at all, and their sound comes as fast as it plays, in many pieces.
    private static final RehearsalOptions STEADY = new RehearsalOptions(Duration.ZERO, 1, List.of());

    private final Cast cast = new Cast(0);
    private final OpenAiRehearsal provider = new OpenAiRehearsal(cast, STEADY, 1);
    private final Company company = new Company();
    private final Relay before;
    private final Relay behind;
    private final BenchBridge bridge;
    private volatile Passage passage = new Passage();

    /// @param prewarm whether the program makes sessions ready before they are wanted, if it can
    PassingScene(Premises premises, String name, boolean prewarm) throws IOException, InterruptedException {
        behind = new Relay(
                premises.loop(),
                () -> Premises.at(provider.baseUrl()),
                () -> passage.provider().watch());
        bridge = premises.bridge(
                name,
                company,
                Map.of(
                        "SWITCHHOOK_PROVIDER",
                        "openai",
                        "OPENAI_API_KEY",
                        provider.key().reveal(),
                        "OPENAI_BASE_URL",
                        Premises.through(behind, provider.baseUrl()),
                        "SWITCHHOOK_PREWARM",
                        Boolean.toString(prewarm)));
        before = new Relay(
                premises.loop(), bridge::address, () -> passage.telephone().watch());
        company.bridgeListensAt(before.address());
    }

    /// Measures how long the program keeps what passes.
    void pass(Readings readings) throws InterruptedException {
        Passage measured = new Passage();
        passage = measured;
        cast.play(new Orator.Scenery(LINE, "", true));
        measured.watch();
        Company.tidyUp();
        List<CompletableFuture<PhoneReport>> calls = company.call(
                CALLS,
                APART,
                call -> List.of(new CallerStep.Speak(TestSound.murmur(call, LINE)), new CallerStep.HangUp()));
        Company.pause(BEGUN);
        measured.measure(true);
        Company.pause(MEASURED);
        measured.measure(false);
        List<PhoneReport> _ = Company.over(calls);
        passage = new Passage();
        String why = "no sound was recognised on both sides of the program";
        readings.add(Figure.TO_MODEL_P50, measured.toModel().at(0.5), why);
        readings.add(Figure.TO_MODEL_P99, measured.toModel().at(0.99), why);
        readings.add(Figure.TO_CALLER_P50, measured.toCaller().at(0.5), why);
        readings.add(Figure.TO_CALLER_P99, measured.toCaller().at(0.99), why);
    }

    /// Measures how soon callers are greeted.
    void greet(Readings readings, Figure median, Figure worst) throws InterruptedException {
        cast.play(new Orator.Scenery(LINE, "", false));
        before.delay(CONNECTING);
        List<PhoneReport> phones = Company.over(company.call(
                GREETED,
                GREETED_APART,
                _ -> List.of(new CallerStep.Listen(Duration.ofMillis(200)), new CallerStep.HangUp())));
        before.delay(Duration.ZERO);
        Samples greeting = new Samples();
        for (PhoneReport phone : phones) {
            if (phone.times().startSent().isPresent()
                    && phone.times().firstMedia().isPresent()) {
                greeting.add((phone.times().firstMedia().getAsLong()
                                - phone.times().startSent().getAsLong())
                        / 1e6);
            }
        }
        readings.add(median, greeting.at(0.5), "nobody was greeted");
        readings.add(worst, greeting.at(0.95), "nobody was greeted");
    }

    @Override
    public void close() {
        bridge.close();
        company.close();
        before.close();
        behind.close();
        provider.close();
    }
}
