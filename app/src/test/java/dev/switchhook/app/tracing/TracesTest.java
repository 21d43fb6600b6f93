package dev.switchhook.app.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.registry.NodeId;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What becomes of traces when the collector does not take them.
class TracesTest {

    private static final CallId CALL = new CallId("CA5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e");

    private static SpanExporter answering(Supplier<CompletableResultCode> answer) {
        return new SpanExporter() {
            @Override
            public CompletableResultCode export(Collection<SpanData> spans) {
                return answer.get();
            }

            @Override
            public CompletableResultCode flush() {
                return CompletableResultCode.ofSuccess();
            }

            @Override
            public CompletableResultCode shutdown() {
                return CompletableResultCode.ofSuccess();
            }
        };
    }

    private static void add(Traces traces, int spans) {
        IntStream.range(0, spans)
                .forEach(_ -> traces.add(CALL, TraceName.of(CALL), Period.part("turn", Instant.EPOCH, Instant.EPOCH)));
    }

    @Test
    void a_collector_that_hangs_costs_a_bounded_queue_and_the_rest_is_dropped_and_counted() {
        Traces traces = new Traces(answering(CompletableResultCode::new), new NodeId("node"), "1");

        add(traces, 20_000);

        assertThat(traces.dropped()).isEqualTo(20_000 - 4_096);
        assertThat(traces.exported()).isZero();
        traces.close();
    }

    @Test
    void what_a_collector_refuses_is_counted() {
        Traces traces = new Traces(answering(CompletableResultCode::ofFailure), new NodeId("node"), "1");

        add(traces, 100);
        traces.close();

        assertThat(traces.failed()).isEqualTo(100);
        assertThat(traces.exported()).isZero();
        assertThat(traces.dropped()).isZero();
    }
}
