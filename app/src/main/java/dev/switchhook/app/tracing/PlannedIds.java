package dev.switchhook.app.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.function.Supplier;

/// Gives the outermost span of a call the ids that follow from the call, and every other span one by chance.
final class PlannedIds implements IdGenerator {

    private final ScopedValue<TraceName> planned = ScopedValue.newInstance();
    private final IdGenerator chance = IdGenerator.random();

    /// Makes a span with these ids.
    Span with(TraceName name, Supplier<Span> making) {
        return ScopedValue.where(planned, name).call(making::get);
    }

    @Override
    public String generateTraceId() {
        return planned.isBound() ? planned.get().trace() : chance.generateTraceId();
    }

    @Override
    public String generateSpanId() {
        return planned.isBound() ? planned.get().root() : chance.generateSpanId();
    }
}
