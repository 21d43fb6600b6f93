package dev.switchhook.domain.port.registry;

import java.io.Serial;

/// The registry cannot be reached, or gives no answer in time; whether a change took effect is unknown. Its message
/// holds no secret.
public final class RegistryUnavailable extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    /// Says why.
    public RegistryUnavailable(String why) {
        super(why);
    }

    /// Says why, with what the database said.
    public RegistryUnavailable(String why, Throwable cause) {
        super(why, cause);
    }
}
