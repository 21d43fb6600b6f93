package dev.switchhook.app.tracing;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.registry.NodeId;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The traces of a process on their way to the collector. Adding never blocks: when [#MOST_WAITING] spans wait, because
/// the collector is slow or gone, further ones are dropped and counted. Safe for use by several threads.
public final class Traces implements AutoCloseable {

    private static final int MOST_WAITING = 4_096;
    private static final int BATCH = 512;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_EXPORT = Duration.ofSeconds(5);
    private static final Duration LONGEST_END = Duration.ofSeconds(2);

    /// Held, because a logger that nobody holds forgets its level.
    private static final Logger LIBRARY = Logger.getLogger("io.opentelemetry");

    private final PlannedIds ids = new PlannedIds();
    private final WatchedExporter exporter;
    private final SdkTracerProvider provider;
    private final Tracer tracer;
    private final LongAdder added = new LongAdder();
    private final LongAdder dropped = new LongAdder();

    Traces(SpanExporter exporter, NodeId node, String version) {
        this.exporter = new WatchedExporter(exporter);
        this.provider = SdkTracerProvider.builder()
                .setIdGenerator(ids)
                .setResource(Resource.getDefault()
                        .merge(Resource.create(Attributes.builder()
                                .put("service.name", "switchhook")
                                .put("service.version", version)
                                .put("service.instance.id", node.value())
                                .build())))
                .addSpanProcessor(BatchSpanProcessor.builder(this.exporter)
                        // Twice what may wait: what waits is counted here, and includes what is on its way.
                        .setMaxQueueSize(2 * MOST_WAITING)
                        .setMaxExportBatchSize(BATCH)
                        .setScheduleDelay(PAUSE)
                        .setExporterTimeout(LONGEST_EXPORT)
                        .build())
                .build();
        this.tracer = provider.get("dev.switchhook");
    }

    /// Traces that go to a collector by OTLP over HTTP.
    ///
    /// @param headers what it wants to be shown
    /// @param version of the program
    public static Traces to(URI endpoint, Map<String, String> headers, NodeId node, String version) {
        // It writes beside our log, in another form; failures are told by the watched exporter.
        LIBRARY.setLevel(Level.OFF);
        OtlpHttpSpanExporterBuilder exporter =
                OtlpHttpSpanExporter.builder().setEndpoint(endpoint.toString()).setTimeout(LONGEST_EXPORT);
        headers.forEach(exporter::addHeader);
        return new Traces(exporter.build(), node, version);
    }

    void add(CallId call, TraceName name, Period period) {
        if (added.sum() - exporter.exported() - exporter.failed() >= MOST_WAITING) {
            dropped.increment();
            return;
        }
        added.increment();
        SpanBuilder builder = tracer.spanBuilder(period.name())
                .setSpanKind(period.name().startsWith("webhook") ? SpanKind.SERVER : SpanKind.INTERNAL)
                .setStartTimestamp(period.start())
                .setAttribute("switchhook.call", call.value());
        period.words().forEach(builder::setAttribute);
        period.numbers().forEach(builder::setAttribute);
        Span span = period.whole()
                ? ids.with(name, () -> builder.setNoParent().startSpan())
                : builder.setParent(parent(name)).startSpan();
        period.marks().forEach(mark -> span.addEvent(mark.name(), attributes(mark.words()), mark.at()));
        if (period.failed()) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end(period.end());
    }

    private static Context parent(TraceName name) {
        return Context.root()
                .with(Span.wrap(SpanContext.createFromRemoteParent(
                        name.trace(), name.root(), TraceFlags.getSampled(), TraceState.getDefault())));
    }

    private static Attributes attributes(Map<String, String> words) {
        AttributesBuilder attributes = Attributes.builder();
        words.forEach(attributes::put);
        return attributes.build();
    }

    /// How many spans the collector has taken.
    public long exported() {
        return exporter.exported();
    }

    /// How many spans the collector has not taken.
    public long failed() {
        return exporter.failed();
    }

    /// How many spans were dropped because too many waited.
    public long dropped() {
        return dropped.sum();
    }

    /// Sends what waits, for at most two seconds.
    @Override
    public void close() {
        var _ = provider.shutdown().join(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
    }
}
