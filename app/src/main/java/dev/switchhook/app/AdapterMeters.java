package dev.switchhook.app;

import dev.switchhook.app.metrics.Gauges;
import dev.switchhook.app.runtime.Switchboard;
import dev.switchhook.domain.port.speech.SpeechModel;
import dev.switchhook.openai.OpenAiOddity;
import dev.switchhook.openai.OpenAiSpeechModel;
import dev.switchhook.twilio.TwilioMetrics;
import dev.switchhook.xai.XaiCounts;
import dev.switchhook.xai.XaiSpeechModel;
import io.micrometer.core.instrument.Tag;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/// Shows what the adapters, and the queues of the calls, have counted.
final class AdapterMeters {

    /// 20 ms of telephone sound.
    private static final int FRAME_BYTES = 160;

    private static final String DROPPED = "frames.dropped";
    private static final String DROPPED_TEXT = "Sound that was dropped, or replaced by silence";

    private final Gauges gauges;

    AdapterMeters(Gauges gauges) {
        this.gauges = gauges;
    }

    void bind(TwilioMetrics twilio, SpeechModel model) {
        twilio(twilio);
        provider(model);
    }

    /// What the calls of a switchboard have dropped.
    void bind(Switchboard calls) {
        dropped("gate", calls, Switchboard::soundDropped);
        dropped("mailbox", calls, Switchboard::eventsRefused);
    }

    private void twilio(TwilioMetrics counts) {
        for (TwilioMetrics.Event event : TwilioMetrics.Event.values()) {
            ToLongFunction<TwilioMetrics> count = counted -> counted.of(event);
            switch (event) {
                case WEBHOOK_REPLAYED ->
                    gauges.counter("webhook.replayed", "Announcements of calls taken before", List.of(), counts, count);
                case OUTBOUND_SOUND_DROPPED -> dropped("line_slow", counts, count);
                case SOUND_REPLACED -> dropped("caller_undecodable", counts, count);
                default ->
                    gauges.counter(
                            "twilio.events",
                            "What Twilio, or somebody in its place, did that was not as agreed",
                            List.of(Tag.of("event", word(event))),
                            counts,
                            count);
            }
        }
    }

    /// What the adapter of a speech provider has counted, when it is one of ours.
    private void provider(SpeechModel model) {
        switch (model) {
            case OpenAiSpeechModel openai -> openai(openai);
            case XaiSpeechModel xai -> xai(xai.counts());
            default -> {
                // Somebody else's model counts in its own way.
            }
        }
    }

    private void openai(OpenAiSpeechModel model) {
        for (OpenAiOddity oddity : OpenAiOddity.values()) {
            ToLongFunction<OpenAiSpeechModel> count = counted -> counted.count(oddity);
            switch (oddity) {
                case BAD_AUDIO -> dropped("agent_undecodable", model, count);
                case CALLER_AUDIO_DROPPED -> dropped("model_not_ready", model, count);
                case AGENT_AUDIO_DROPPED -> dropped("listener_slow", model, count);
                default -> oddity("openai", word(oddity), model, count);
            }
        }
    }

    private void xai(XaiCounts counts) {
        dropped("model_not_ready", counts, counted -> counted.droppedCallerBytes() / FRAME_BYTES);
        oddity("xai", "unknown_event", counts, XaiCounts::unknownMessages);
        oddity("xai", "malformed_event", counts, XaiCounts::garbledMessages);
        oddity("xai", "benign_error", counts, XaiCounts::benignErrors);
        oddity("xai", "unexplained_error", counts, XaiCounts::otherErrors);
        oddity("xai", "retryable_error", counts, XaiCounts::retryableErrors);
        oddity("xai", "refused_resumption", counts, XaiCounts::refusedResumptions);
        oddity("xai", "dropped_tool_call", counts, XaiCounts::droppedToolCalls);
        oddity("xai", "dropped_line", counts, XaiCounts::droppedLines);
        oddity("xai", "other_model", counts, XaiCounts::otherModels);
        oddity("xai", "congested_write", counts, XaiCounts::congestedWrites);
        oddity("xai", "send_bound_crossed", counts, XaiCounts::overflows);
    }

    private <T> void oddity(String provider, String kind, T part, ToLongFunction<T> count) {
        gauges.counter(
                "provider.oddities",
                "What a speech provider did that was not as agreed, and the call lived through",
                List.of(Tag.of("provider", provider), Tag.of("kind", kind)),
                part,
                count);
    }

    private <T> void dropped(String why, T part, ToLongFunction<T> count) {
        gauges.counter(DROPPED, DROPPED_TEXT, List.of(Tag.of("why", why)), part, count);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
