package dev.switchhook.app;

import dev.switchhook.app.cli.ProductVersion;
import dev.switchhook.app.config.TracingSettings;
import dev.switchhook.app.metrics.Gauges;
import dev.switchhook.app.tracing.CallTracer;
import dev.switchhook.app.tracing.TracedCalls;
import dev.switchhook.app.tracing.Traces;
import dev.switchhook.domain.port.journal.CallJournal;
import dev.switchhook.domain.port.line.IncomingCalls;
import dev.switchhook.domain.port.registry.NodeId;
import io.micrometer.core.instrument.Tag;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/// The traces of the calls of a process; nothing at all when no collector is set.
final class Tracing implements AutoCloseable {

    private record Parts(Traces traces, CallTracer tracer) {}

    private final Optional<Parts> parts;

    private Tracing(Optional<Parts> parts) {
        this.parts = parts;
    }

    static Tracing begin(TracingSettings settings, NodeId node, Collection<String> tools) {
        return new Tracing(settings.endpoint().map(endpoint -> {
            Traces traces = Traces.to(endpoint, settings.headersByName(), node, ProductVersion.text());
            return new Parts(traces, new CallTracer(traces, settings.sample(), tools));
        }));
    }

    CallJournal journal() {
        return parts.<CallJournal>map(Parts::tracer).orElse((_, _, _) -> {});
    }

    IncomingCalls of(IncomingCalls calls) {
        return parts.<IncomingCalls>map(it -> new TracedCalls(calls, it.tracer(), InstantSource.system()))
                .orElse(calls);
    }

    void bind(Gauges gauges) {
        parts.ifPresent(it -> {
            spans(gauges, it.traces(), "exported", Traces::exported);
            spans(gauges, it.traces(), "failed", Traces::failed);
            spans(gauges, it.traces(), "dropped", Traces::dropped);
        });
    }

    private static void spans(Gauges gauges, Traces traces, String fate, ToLongFunction<Traces> count) {
        gauges.counter("trace.spans", "Spans of traces by fate", List.of(Tag.of("fate", fate)), traces, count);
    }

    @Override
    public void close() {
        parts.ifPresent(it -> it.traces().close());
    }
}
