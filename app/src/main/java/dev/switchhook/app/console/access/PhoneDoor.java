package dev.switchhook.app.console.access;

import dev.switchhook.twilio.browser.BrowserDoor;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;

/// Lets browsers speak the carrier's media wire whose page is the console's own, and whose user may step into calls.
@Singleton
final class PhoneDoor implements BrowserDoor {

    private final Origins origins;
    private final Recognition recognition;

    PhoneDoor(Origins origins, Recognition recognition) {
        this.origins = origins;
        this.recognition = recognition;
    }

    @Override
    public boolean admits(HttpRequest<?> handshake) {
        return origins.isOurs(handshake)
                && recognition
                        .visitor(handshake)
                        .filter(visitor -> visitor.may(ConsoleRole.OPERATE))
                        .isPresent();
    }
}
