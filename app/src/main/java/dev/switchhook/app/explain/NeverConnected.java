package dev.switchhook.app.explain;

import dev.switchhook.app.explain.Cause.Certainty;
import dev.switchhook.app.explain.Cause.Evidence;
import dev.switchhook.app.explain.Cause.Layer;
import dev.switchhook.app.journal.CallStory;
import dev.switchhook.domain.port.journal.JournalEntry;
import java.util.List;

/// The webhook was answered, and no media connection followed.
final class NeverConnected implements Rule {

    @Override
    public List<Cause> judge(CallStory call) {
        boolean connected =
                call.notes().stream().anyMatch(note -> !(note.entry() instanceof JournalEntry.StreamFailed));
        if (connected || call.registered().isEmpty()) {
            return List.of();
        }
        Evidence announced = new Evidence(
                call.registered().get().announcedAt(),
                "Twilio announced the call, and was told where the media endpoint is; nothing came there");
        return List.of(new Cause(
                Certainty.LIKELY,
                Layer.LINE,
                "the webhook was answered, and no media connection followed",
                List.of(announced),
                "Unless the caller hung up at once: Twilio cannot reach the WebSocket. Look at Twilio's debugger"
                        + " (31901, 31910, 31920) and at tunnel, firewall, TLS and proxy; 'switchhook doctor' tries the"
                        + " way; handshake-refused in our log says so when it was the signature."));
    }
}
