package dev.switchhook.app;

import dev.switchhook.app.live.ProviderGlimpse;
import dev.switchhook.app.live.Surroundings;
import dev.switchhook.app.runtime.Switchboard;
import dev.switchhook.app.speech.Provider;
import dev.switchhook.app.speech.SpeechExchange;
import dev.switchhook.domain.port.registry.NodeId;
import dev.switchhook.twilio.TwilioMetrics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How this process and those that it talks to are doing, for people who watch.
record NodeSurroundings(NodeId id, Switchboard switchboard, SpeechExchange exchange, TwilioMetrics twilio)
        implements Surroundings {

    @Override
    public String node() {
        return id.value();
    }

    @Override
    public boolean draining() {
        return switchboard.draining();
    }

    @Override
    public List<ProviderGlimpse> providers() {
        return exchange.providers().stream()
                .map(provider -> new ProviderGlimpse(
                        provider.name(), state(provider), provider.sessionsInUse(), provider.mostSessions()))
                .toList();
    }

    private static ProviderGlimpse.State state(Provider provider) {
        return switch (provider.breaker()) {
            case 0 ->
                provider.mostSessions() > 0 && provider.sessionsInUse() >= provider.mostSessions()
                        ? ProviderGlimpse.State.FULL
                        : ProviderGlimpse.State.USED;
            case 1 -> ProviderGlimpse.State.TRIED;
            default -> ProviderGlimpse.State.LEFT_ALONE;
        };
    }

    @Override
    public Map<String, Long> troublesOfCarrier() {
        Map<String, Long> troubles = new LinkedHashMap<>();
        for (TwilioMetrics.Event event : TwilioMetrics.Event.values()) {
            String words = words(event);
            if (!words.isEmpty()) {
                troubles.merge(words, twilio.of(event), Long::sum);
            }
        }
        return troubles;
    }

    /// What concerns a single frame is the affair of the metrics.
    private static String words(TwilioMetrics.Event event) {
        return switch (event) {
            case WEBHOOK_FORGED -> "Webhook with a wrong signature";
            case WEBHOOK_MALFORMED -> "Webhook that cannot be read";
            case WEBHOOK_REPLAYED -> "Webhook that was sent again";
            case HANDSHAKE_REFUSED, TICKET_REFUSED -> "Media connection that nobody expects";
            case TOO_MANY_PENDING, NEVER_STARTED -> "Media connection that did not start";
            case PROTOCOL_BROKEN, FLOODED -> "Media connection that broke the protocol";
            case OUTBOUND_STUCK, INBOUND_SILENT -> "Media connection that went dead";
            case CONTROL_TOO_BUSY, CONTROL_HELD_BACK -> "REST request held back: too many";
            case OUR_FAULT -> "Failure of ours";
            case STATUS_UNKNOWN,
                    MESSAGE_MALFORMED,
                    MESSAGE_UNEXPECTED,
                    SEQUENCE_BROKEN,
                    SOUND_REPLACED,
                    OUTBOUND_SOUND_DROPPED -> "";
        };
    }
}
