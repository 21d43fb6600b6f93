package dev.switchhook.twilio.rehearsal;

import java.net.URI;
import java.time.Duration;

/// How the company's telephone number is configured at Twilio, and who sits at its front desk. Safe for use by any
/// thread.
final class NumberSettings {

    private final URI voiceUrl;
    private final URI statusUrl;
    private volatile Fallback fallback = new Fallback.None();
    private volatile FrontDesk desk = new FrontDesk.Answers(Duration.ofMillis(300), Duration.ofSeconds(1));

    NumberSettings(URI voiceUrl, URI statusUrl) {
        this.voiceUrl = voiceUrl;
        this.statusUrl = statusUrl;
    }

    /// The public URL of the voice webhook.
    URI voiceUrl() {
        return voiceUrl;
    }

    /// The public URL of the status callback.
    URI statusUrl() {
        return statusUrl;
    }

    Fallback fallback() {
        return fallback;
    }

    void fallback(Fallback wanted) {
        fallback = wanted;
    }

    FrontDesk desk() {
        return desk;
    }

    void desk(FrontDesk wanted) {
        desk = wanted;
    }
}
