package dev.switchhook.app;

import dev.switchhook.app.metrics.Gauges;
import dev.switchhook.app.recording.Recorder;
import dev.switchhook.app.runtime.Switchboard;
import dev.switchhook.app.speech.Opening;
import dev.switchhook.app.speech.Prewarm;
import dev.switchhook.app.speech.Provider;
import dev.switchhook.app.speech.SpeechExchange;
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

    void bind(TwilioMetrics twilio, SpeechExchange exchange) {
        twilio(twilio);
        exchange(exchange);
        exchange.providers().forEach(this::provider);
    }

    /// What went wrong with recordings.
    void bind(Recorder recorder) {
        gauges.counter(
                "recordings.failed",
                "Recordings that could not begin, or end too early",
                List.of(),
                recorder,
                Recorder::failed);
        gauges.counter(
                "recordings.lost.samples",
                "Samples of 1/8 ms that are silence in recordings because they came too late, or the disk was too slow",
                List.of(),
                recorder,
                Recorder::lostSamples);
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

    private void exchange(SpeechExchange exchange) {
        for (Prewarm fate : Prewarm.values()) {
            gauges.counter(
                    "prewarm",
                    "Sessions that were made ready before they were wanted, or the wish for one, by what became of it",
                    List.of(Tag.of("fate", word(fate))),
                    exchange,
                    counted -> counted.prewarm(fate));
        }
        dropped("model_not_ready", exchange, AdapterMeters::droppedByAdapters);
        dropped("provider_not_ready", exchange, SpeechExchange::heldSoundDropped);
        dropped("exchange_listener_slow", exchange, SpeechExchange::relayedSoundDropped);
    }

    private static long droppedByAdapters(SpeechExchange exchange) {
        return exchange.providers().stream()
                .map(Provider::model)
                .mapToLong(model -> switch (model) {
                    case OpenAiSpeechModel openai -> openai.count(OpenAiOddity.CALLER_AUDIO_DROPPED);
                    case XaiSpeechModel xai -> xai.counts().droppedCallerBytes() / FRAME_BYTES;
                    default -> 0;
                })
                .sum();
    }

    private void provider(Provider provider) {
        List<Tag> tags = List.of(Tag.of("provider", provider.name()));
        gauges.gauge(
                "provider.sessions.in.use",
                "Sessions that are open at a speech provider",
                tags,
                provider,
                Provider::sessionsInUse);
        gauges.gauge(
                "provider.sessions.limit",
                "Sessions that may be open at a speech provider; 0 for any number",
                tags,
                provider,
                Provider::mostSessions);
        gauges.gauge(
                "provider.breaker.state",
                "0: a speech provider is used; 1: one attempt decides; 2: it is left alone after failures",
                tags,
                provider,
                Provider::breaker);
        for (Opening outcome : Opening.values()) {
            gauges.counter(
                    "provider.openings",
                    "Wishes for a session of a speech provider by what became of them",
                    List.of(Tag.of("provider", provider.name()), Tag.of("outcome", word(outcome))),
                    provider,
                    counted -> counted.openings(outcome));
        }
        adapter(provider.model());
    }

    /// What the adapter of a speech provider has counted, when it is one of ours.
    private void adapter(SpeechModel model) {
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
                case CALLER_AUDIO_DROPPED -> {
                    // Counted for all adapters together.
                }
                case AGENT_AUDIO_DROPPED -> dropped("listener_slow", model, count);
                default -> oddity("openai", word(oddity), model, count);
            }
        }
    }

    private void xai(XaiCounts counts) {
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
