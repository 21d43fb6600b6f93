package dev.switchhook.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.metrics.PrometheusText;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.twilio.rehearsal.PhoneReport;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a collector gets of a whole call.
class TracedCallTest {

    @Test
    void a_whole_call_is_one_trace_at_the_collector_and_tells_nothing_of_caller_and_words() throws Exception {
        try (OtlpCollector collector = new OtlpCollector()) {
            Scene scene;
            PhoneReport phone;
            List<String> said;
            try (Theatre theatre = new Theatre(Map.of(
                    "switchhook.tracing.otlp-endpoint",
                    collector.origin().toString(),
                    "switchhook.tracing.headers",
                    "Authorization=Bearer the-secret"))) {
                scene = theatre.scene(Clerk::brief);
                phone = scene.callAndWait(ShortCall.PLAN);
                ShortCall.assertEndedByUs(scene, phone);
                said = theatre.journal().entries(new CallId(phone.callSid())).stream()
                        .filter(JournalEntry.Spoken.class::isInstance)
                        .map(entry -> ((JournalEntry.Spoken) entry).turn().text())
                        .toList();
            }

            List<OtlpCollector.Span> spans = collector.spans();
            OtlpCollector.Span whole = spans.stream()
                    .filter(span -> span.name().equals("call"))
                    .findFirst()
                    .orElseThrow();
            assertThat(spans)
                    .extracting(OtlpCollector.Span::name)
                    .contains("webhook voice", "media stream", "provider session", "greeting", "hang-up", "call");
            assertThat(spans).allSatisfy(span -> {
                assertThat(span.trace()).isEqualTo(whole.trace());
                assertThat(span.parent()).isEqualTo(span.equals(whole) ? "" : whole.id());
                assertThat(span.words()).containsEntry("switchhook.call", phone.callSid());
                assertThat(span.end()).isGreaterThanOrEqualTo(span.start());
            });
            assertThat(whole.words())
                    .containsEntry("switchhook.reason", "agent_said_goodbye")
                    .containsEntry("switchhook.blame", "nobody");
            assertThat(said).isNotEmpty();
            assertThat(collector.everything())
                    .contains(phone.callSid())
                    .doesNotContain(scene.number(), scene.number().substring(1), "the-secret", Theatre.TOKEN)
                    .doesNotContain(said);
            assertThat(collector.authorizations()).isNotEmpty().containsOnly("Bearer the-secret");
        }
    }

    @Test
    void a_collector_that_is_not_there_harms_no_call() throws Exception {
        try (Theatre theatre = new Theatre(Map.of("switchhook.tracing.otlp-endpoint", "http://127.0.0.1:1"))) {
            Scene scene = theatre.scene(Clerk::brief);
            PhoneReport phone = scene.callAndWait(ShortCall.PLAN);
            ShortCall.assertEndedByUs(scene, phone);

            PrometheusText text = PrometheusText.parse(Scrapes.of(theatre.managementPort()));
            assertThat(text.samples())
                    .containsKeys(
                            "trace_spans_total{fate=\"dropped\"}",
                            "trace_spans_total{fate=\"exported\"}",
                            "trace_spans_total{fate=\"failed\"}");
            assertThat(text.value("trace_spans_total{fate=\"exported\"}")).isZero();
        }
    }
}
