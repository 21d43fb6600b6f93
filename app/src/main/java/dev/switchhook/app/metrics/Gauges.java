package dev.switchhook.app.metrics;

import dev.switchhook.app.journal.DurableJournal;
import dev.switchhook.app.journal.JournalCounts;
import dev.switchhook.app.tools.ToolCatalogue;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/// Meters of what others count or know by themselves: they are asked when somebody reads the metrics.
public final class Gauges {

    private final MeterRegistry meters;

    /// Gauges in that registry.
    public Gauges(MeterRegistry meters) {
        this.meters = meters;
    }

    /// How busy the process is, and whether it is being stopped.
    ///
    /// @param calls announced and live calls of this process
    /// @param draining whether no new calls are taken
    public void process(IntSupplier calls, BooleanSupplier draining) {
        Gauge.builder("calls.active", calls::getAsInt)
                .description("Announced and live calls of this process")
                .register(meters);
        Gauge.builder("shutting.down", () -> draining.getAsBoolean() ? 1 : 0)
                .description("1 while the process takes no new calls because it is being stopped")
                .register(meters);
    }

    /// What becomes of the entries of the journal.
    public void journal(DurableJournal journal) {
        Gauge.builder("journal.entries.waiting", () -> journal.counts().waiting())
                .description("Entries that are in memory only: the lag of the journal")
                .register(meters);
        journal(journal, "stored", JournalCounts::stored);
        journal(journal, "overflowed", JournalCounts::overflowed);
        journal(journal, "replayed", JournalCounts::replayed);
        journal(journal, "lost", JournalCounts::lost);
        journal(journal, "skipped", JournalCounts::skipped);
    }

    private void journal(DurableJournal journal, String fate, ToLongFunction<JournalCounts> count) {
        counter(
                "journal.entries",
                "Entries by fate",
                List.of(Tag.of("fate", fate)),
                journal,
                counted -> count.applyAsLong(counted.counts()));
    }

    /// How often tools with an effect were called again.
    public void tools(ToolCatalogue tools) {
        counter(
                "tool.dedup.hits",
                "Calls of a tool with an effect that were answered with what it had done before",
                List.of(),
                tools,
                ToolCatalogue::repeats);
    }

    /// Something that another part knows by itself, and that goes up and down.
    ///
    /// @param part who knows; held weakly, so somebody else has to hold it
    public <T> void gauge(String name, String description, List<Tag> tags, T part, ToDoubleFunction<T> value) {
        Gauge.builder(name, part, value).description(description).tags(tags).register(meters);
    }

    /// Something that another part counts by itself.
    ///
    /// @param part who counts; held weakly, so somebody else has to hold it
    /// @param count its count, which never goes down
    public <T> void counter(String name, String description, List<Tag> tags, T part, ToLongFunction<T> count) {
        FunctionCounter.builder(name, part, count::applyAsLong)
                .description(description)
                .tags(tags)
                .register(meters);
    }
}
