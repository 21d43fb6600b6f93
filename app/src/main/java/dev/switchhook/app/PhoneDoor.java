package dev.switchhook.app;

import dev.switchhook.app.console.access.PhoneUsers;
import dev.switchhook.app.console.access.WithConsole;
import dev.switchhook.twilio.browser.BrowserDoor;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;

/// Lets browsers speak the carrier's media wire whose user may call.
@Singleton
@WithConsole
final class PhoneDoor implements BrowserDoor {

    private final PhoneUsers users;

    PhoneDoor(PhoneUsers users) {
        this.users = users;
    }

    @Override
    public boolean admits(HttpRequest<?> handshake) {
        return users.mayCall(handshake);
    }
}
