package dev.switchhook.app.cli;

import java.io.Serial;

/// What follows an option is wrong, which only the work itself could find out: the process ends with code 2. The
/// message is for the user and holds no secret.
public final class WrongWords extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /// Says what is wrong and what is allowed.
    public WrongWords(String message) {
        super(message);
    }
}
