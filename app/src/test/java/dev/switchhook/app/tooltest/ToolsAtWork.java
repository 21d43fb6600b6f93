package dev.switchhook.app.tooltest;

import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.port.tool.Said;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Runs the tools of a scripted call at once, and has their outcomes arrive when the script says so.
final class ToolsAtWork {

    /// An outcome on its way.
    record Outcome(Instant at, ToolCall.Id id, ToolOutcome outcome) {}

    private final IncomingCall caller;
    private final ToolBench.ToolProcess process;
    private final Deque<Duration> times = new ArrayDeque<>();
    private final List<Outcome> onTheirWay = new ArrayList<>();

    /// Reports of tools that have answered early, which come from threads of the tools.
    private final ConcurrentLinkedQueue<Outcome> reports = new ConcurrentLinkedQueue<>();

    ToolsAtWork(IncomingCall caller, ToolBench.ToolProcess process) {
        this.caller = caller;
        this.process = process;
    }

    /// The next tool that runs, and has no time yet, takes this long.
    void nextTakes(Duration time) {
        times.addLast(time);
    }

    /// The process dies when the next tool has run.
    void processDiesWithTheNext() {
        process.ledger().diesWithTheNextRun();
    }

    void run(ToolCall call, Said said, Instant now) {
        Duration time = times.isEmpty() ? Duration.ZERO : times.removeFirst();
        ToolOutcome outcome =
                process.catalogue().run(caller, call, said, report -> reports.add(new Outcome(now, call.id(), report)));
        // A process that is dead tells nobody anything any more.
        if (!process.ledger().isDead()) {
            onTheirWay.add(new Outcome(now.plus(time), call.id(), outcome));
        }
    }

    /// When the next outcome arrives.
    Instant next() {
        return onTheirWay.stream().map(Outcome::at).min(Instant::compareTo).orElse(Instant.MAX);
    }

    /// Takes an outcome that has arrived.
    Optional<Outcome> arrived(Instant now) {
        Optional<Outcome> first = onTheirWay.stream()
                .filter(outcome -> !outcome.at().isAfter(now))
                .findFirst();
        first.ifPresent(onTheirWay::remove);
        return first.or(() -> onTheirWay.isEmpty() ? Optional.ofNullable(reports.poll()) : Optional.empty());
    }
}
