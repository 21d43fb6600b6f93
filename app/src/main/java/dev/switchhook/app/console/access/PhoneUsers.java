package dev.switchhook.app.console.access;

import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;

/// Knows who may call by the browser phone, also where nobody is recognised otherwise. Safe for use by several threads.
@Singleton
public final class PhoneUsers {

    private final Origins origins;
    private final Recognition recognition;

    PhoneUsers(Origins origins, Recognition recognition) {
        this.origins = origins;
        this.recognition = recognition;
    }

    /// Whether a page of the console has sent this handshake, for somebody who may step into calls.
    public boolean mayCall(HttpRequest<?> handshake) {
        return origins.isOurs(handshake)
                && recognition
                        .visitor(handshake)
                        .filter(visitor -> visitor.may(ConsoleRole.OPERATE))
                        .isPresent();
    }
}
