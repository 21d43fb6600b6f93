package dev.switchhook.app.bench;

import dev.switchhook.domain.rehearsal.SessionReport;
import dev.switchhook.openai.rehearsal.OpenAiRehearsal;
import dev.switchhook.openai.rehearsal.RehearsalOptions;
import dev.switchhook.twilio.rehearsal.PhoneReport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// Callers who interrupt the agent again and again, a few of them and then many.
final class TalkScene implements Scene {

    private static final int FEW = 20;
    private static final int ROUNDS_OF_FEW = 5;
    private static final int ROUNDS = 10;
    private static final int WARM_UPS = 2;
    private static final int LINE = 4_000;
    private static final Duration APART = Duration.ofMillis(20);
    /// Sound comes three times as fast as it plays, so that nearly every interruption meets a reply that is still being
    /// made, and a late piece follows.
    private static final RehearsalOptions QUICK = new RehearsalOptions(Duration.ZERO, 3, List.of());

    private final int many;
    private final Cast cast = new Cast(0);
    private final OpenAiRehearsal provider;
    private final Company company = new Company();
    private final BenchBridge bridge;

    /// @param many how many callers there are the second time
    TalkScene(Premises premises, int many) throws IOException, InterruptedException {
        this.many = many;
        cast.play(new Orator.Scenery(LINE, "", false));
        // Sessions that were made ready for nothing are reported, too.
        provider = new OpenAiRehearsal(cast, QUICK, 2 * Math.max(many, FEW));
        bridge = premises.bridge(
                "talk",
                company,
                Map.of(
                        "SWITCHHOOK_PROVIDER",
                        "openai",
                        "OPENAI_VAD_SILENCE_MS",
                        "200",
                        "OPENAI_API_KEY",
                        provider.key().reveal(),
                        "OPENAI_BASE_URL",
                        provider.baseUrl().toString()));
        company.bridgeListensAt(bridge.address());
    }

    /// Plays it without looking, with many callers: so long the program and its peers are being compiled.
    void warmUp() throws InterruptedException {
        for (int time = 0; time < WARM_UPS; time++) {
            var _ = interrupted(many, ROUNDS / 2);
        }
    }

    void play(Readings readings) throws InterruptedException {
        Interruptions few = interrupted(FEW, ROUNDS_OF_FEW);
        Use use = new Use(bridge::used);
        Interruptions more = interrupted(many, ROUNDS);
        use.stop(readings);
        String why = "no interruption was seen";
        readings.add(Figure.CLEAR_20_P50, few.clear().at(0.5), why);
        readings.add(Figure.CLEAR_20_P99, few.clear().at(0.99), why);
        readings.add(Figure.CLEAR_200_P50, more.clear().at(0.5), why);
        readings.add(Figure.CLEAR_200_P99, more.clear().at(0.99), why);
        few.addAll(more);
        String untold = "the model was never told what was heard";
        readings.add(Figure.CREDIT_LEAST, few.credit().at(0), untold);
        readings.add(Figure.CREDIT_MOST, few.credit().at(1), untold);
        readings.add(Figure.CREDIT_BEYOND, few.beyond().at(1), untold);
        readings.add(Figure.STALE, few.stale().sum(), why);
        readings.add(Figure.LATE, few.staleReplies(), why);
        readings.add(Figure.INTERRUPTIONS, OptionalDouble.of(few.stale().count()), why);
    }

    private Interruptions interrupted(int calls, int rounds) throws InterruptedException {
        Company.tidyUp();
        List<PhoneReport> phones = Company.over(company.call(calls, APART, call -> Interruptions.script(rounds, call)));
        Interruptions seen = new Interruptions();
        List<SessionReport> sessions = provider.reports();
        int forgotten = cast.begun() - sessions.size();
        for (PhoneReport phone : phones) {
            OptionalInt session = Tone.session(phone.heard().bytes(), 0);
            int place = cast.place(session.orElse(-1)) - forgotten;
            if (place >= 0 && place < sessions.size()) {
                seen.add(phone, sessions.get(place));
            }
        }
        return seen;
    }

    @Override
    public void close() {
        bridge.close();
        company.close();
        provider.close();
    }
}
