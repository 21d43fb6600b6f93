package dev.switchhook.app.metrics;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.journal.CallJournal;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.tool.ToolOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/// Measures for how long callers wait: for the greeting, for answers, for tools, for a speech model that was lost. It
/// keeps nothing of a call. Safe for use by several threads.
final class LatencyMeters implements CallJournal {

    private static final Duration[] BUCKETS = IntStream.of(
                    100, 200, 300, 500, 800, 1_000, 1_500, 2_000, 3_000, 5_000, 8_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    /// The model may ask for a tool that nobody has, by any name.
    private static final String OTHER = "other";

    private final MeterRegistry meters;
    private final Timer greetingSent;
    private final Timer greetingHeard;
    private final Timer turnSent;
    private final Timer turnHeard;
    private final Timer modelGap;
    private final Timer otherTools;
    private final Map<String, Timer> tools = new ConcurrentHashMap<>();

    /// Makes the meters.
    LatencyMeters(MeterRegistry meters) {
        this.meters = meters;
        this.greetingSent = greeting("sent");
        this.greetingHeard = greeting("heard");
        this.turnSent = turn("sent");
        this.turnHeard = turn("heard");
        this.modelGap = timer("model.gap", "How long a conversation was without a speech model that was lost")
                .register(meters);
        this.otherTools = tool(OTHER);
    }

    /// These tools exist; each gets a meter of its own.
    void tools(Collection<String> names) {
        names.forEach(name -> tools.computeIfAbsent(name, this::tool));
    }

    @Override
    public void note(CallId call, Instant at, JournalEntry entry) {
        switch (entry) {
            case JournalEntry.Greeted(Duration sent, Duration heard) -> {
                greetingSent.record(sent);
                greetingHeard.record(sent.plus(heard));
            }
            case JournalEntry.Answered(Duration sent, Duration heard) -> {
                turnSent.record(sent);
                turnHeard.record(sent.plus(heard));
            }
            case JournalEntry.ToolEnded(String tool, ToolOutcome _, Duration took) ->
                tools.getOrDefault(tool, otherTools).record(took);
            case JournalEntry.ModelBack(String _, String _, Duration gap) -> {
                // A planned change leaves no gap.
                if (gap.isPositive()) {
                    modelGap.record(gap);
                }
            }
            default -> {
                // Nobody waits for the rest.
            }
        }
    }

    private Timer greeting(String stage) {
        return timer("greeting.latency", "From the opening of the line to the agent's first sound, by stage")
                .tag("stage", stage)
                .register(meters);
    }

    private Timer turn(String stage) {
        return timer("turn.latency", "From the end of the caller's turn to the first sound of the answer, by stage")
                .tag("stage", stage)
                .register(meters);
    }

    private Timer tool(String name) {
        return timer("tool.duration", "How long tools took, by tool")
                .tag("tool", name)
                .register(meters);
    }

    private static Timer.Builder timer(String name, String description) {
        return Timer.builder(name).description(description).serviceLevelObjectives(BUCKETS);
    }
}
