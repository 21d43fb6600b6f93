package dev.switchhook.app.bench;

import dev.switchhook.twilio.rehearsal.PhoneReport;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Plays every scene of the bench once in every run. The program runs in processes of its own; the rehearsed peers are
/// in this one, and all times are taken here, from one clock. Used by one thread.
final class Bench implements AutoCloseable {

    private final BenchOptions options;
    private final Premises premises;
    private final Consumer<String> out;
    private final Readings readings = new Readings();
    private final Deque<Scene> open = new ArrayDeque<>();

    Bench(BenchOptions options, Premises premises, Consumer<String> out) {
        this.options = options;
        this.premises = premises;
        this.out = out;
    }

    /// Plays everything.
    Readings run() throws IOException, InterruptedException {
        TalkScene talk = opened(new TalkScene(premises, options.many()));
        PassingScene passing = opened(new PassingScene(premises, "passing", true));
        PassingScene cold = opened(new PassingScene(premises, "cold", false));
        Losses losses = premises.hasSetting("providers") ? new Losses() : null;
        out.accept("  warming up");
        talk.warmUp();
        Readings unread = new Readings();
        passing.pass(unread);
        passing.greet(unread, Figure.GREETING_WARM_P50, Figure.GREETING_WARM_P95);
        cold.greet(unread, Figure.GREETING_COLD_P50, Figure.GREETING_COLD_P95);
        for (int run = 1; run <= options.runs(); run++) {
            out.accept("  run " + run + " of " + options.runs());
            talk.play(readings);
            passing.pass(readings);
            if (premises.hasSetting("prewarm")) {
                passing.greet(readings, Figure.GREETING_WARM_P50, Figure.GREETING_WARM_P95);
            } else {
                String why = "the program makes no session ready before it is wanted";
                readings.missing(Figure.GREETING_WARM_P50, why);
                readings.missing(Figure.GREETING_WARM_P95, why);
            }
            cold.greet(readings, Figure.GREETING_COLD_P50, Figure.GREETING_COLD_P95);
            if (losses != null) {
                losses.play();
            } else {
                String why = "the program knows one provider only";
                List.of(Figure.REFUSED_P95, Figure.SILENT_P95, Figure.KILLED_P95, Figure.RESUMED)
                        .forEach(figure -> readings.missing(figure, why));
            }
        }
        return readings;
    }

    private <T extends Scene> T opened(T scene) {
        open.push(scene);
        return scene;
    }

    /// The three ways to lose a provider, side by side: each has a program of its own, because a program remembers
    /// which provider has failed.
    private final class Losses {

        private final LossScene refused = opened(new LossScene(premises, "refused"));
        private final LossScene silent = opened(new LossScene(premises, "silent"));
        private final LossScene killed = opened(new LossScene(premises, "killed"));

        private Losses() throws IOException, InterruptedException {}

        private void play() throws InterruptedException {
            List<CompletableFuture<PhoneReport>> going = new ArrayList<>(refused.warmUp());
            going.addAll(silent.warmUp());
            going.addAll(killed.warmUp());
            List<PhoneReport> _ = Company.over(going);
            List<CompletableFuture<PhoneReport>> talking = killed.callToTalk();
            List<CompletableFuture<PhoneReport>> withoutRefused = refused.callWithoutFirst(Relay.Mode.REFUSE);
            List<CompletableFuture<PhoneReport>> withoutSilent = silent.callWithoutFirst(Relay.Mode.SILENT);
            long atNanos = killed.kill();
            refused.judgeWithoutFirst(Company.over(withoutRefused), readings, Figure.REFUSED_P95);
            silent.judgeWithoutFirst(Company.over(withoutSilent), readings, Figure.SILENT_P95);
            killed.judgeKilled(Company.over(talking), atNanos, readings);
        }
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }
}
